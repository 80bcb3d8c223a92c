//! Which columns of the tables in the folder hold what, as analysts chose them.

use super::Dossier;
use crate::corpus::{Choices, Columns, Role};
use crate::model::item::TableColumns;
use crate::model::{Edit, Item, ItemId, Kind};

impl Dossier {
    /// The columns that were chosen, by the path of the table; of several choices the latest made.
    pub fn column_choices(&self) -> Choices {
        self.chosen_columns().map(|(_, chosen)| (chosen.file.clone(), columns(chosen))).collect()
    }

    /// The columns that were chosen for a table.
    pub fn columns_of(&self, file: &str) -> Option<Columns> {
        self.choice_of(file).map(|(_, chosen)| columns(chosen))
    }

    /// The edit that chooses columns for a table; with none it is read as its names suggest.
    ///
    /// `None` where nothing would change.
    pub fn choose_columns(&self, file: &str, chosen: Option<&Columns>) -> Option<Edit> {
        let value = chosen.map(|chosen| Item::TableColumns(item(file, chosen)));
        match (self.choice_of(file), value) {
            (Some((id, _)), Some(value)) => self.workspace.set(id, value),
            (Some((id, _)), None) => self.workspace.remove(id),
            (None, value) => value.map(Edit::add),
        }
    }

    fn choice_of(&self, file: &str) -> Option<(ItemId, &TableColumns)> {
        self.chosen_columns().filter(|(_, chosen)| chosen.file == file).last()
    }

    fn chosen_columns(&self) -> impl Iterator<Item = (ItemId, &TableColumns)> {
        self.workspace.of_kind(Kind::TableColumns).filter_map(|(id, item)| match item {
            Item::TableColumns(chosen) => Some((id, chosen)),
            _ => None,
        })
    }
}

fn columns(chosen: &TableColumns) -> Columns {
    let TableColumns { file: _, text, title, date, publisher, address, id, byline } = chosen;
    let mut columns = Columns::default();
    for (role, name) in [
        (Role::Text, text),
        (Role::Title, title),
        (Role::Date, date),
        (Role::Publisher, publisher),
        (Role::Address, address),
        (Role::Id, id),
        (Role::Byline, byline),
    ] {
        columns.set(role, name.clone());
    }
    columns
}

fn item(file: &str, columns: &Columns) -> TableColumns {
    let name = |role| columns.get(role).map(str::to_owned);
    TableColumns {
        file: file.to_owned(),
        text: name(Role::Text),
        title: name(Role::Title),
        date: name(Role::Date),
        publisher: name(Role::Publisher),
        address: name(Role::Address),
        id: name(Role::Id),
        byline: name(Role::Byline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Read, article_of};
    use crate::dossier::Sitting;
    use crate::model::{ArticleId, Passage, Span, Workspace};

    fn dossier() -> Dossier {
        Dossier::in_memory(Workspace::default(), Corpus::default(), Sitting::new("A. Example", 0))
    }

    fn choose(dossier: &mut Dossier, file: &str, columns: Option<&Columns>) -> bool {
        let edit = dossier.choose_columns(file, columns);
        dossier.commit(edit.into_iter().collect(), 0).unwrap().is_some()
    }

    #[test]
    fn a_choice_of_columns_is_an_item_and_can_be_undone() {
        let mut dossier = dossier();
        let first = Columns::default().with(Role::Text, "lead").with(Role::Byline, "by");
        assert!(choose(&mut dossier, "t.csv", Some(&first)));
        assert!(!choose(&mut dossier, "t.csv", Some(&first)));
        assert_eq!(dossier.columns_of("t.csv"), Some(first.clone()));
        assert_eq!(dossier.columns_of("other.csv"), None);
        let second = first.clone().with(Role::Title, "head");
        assert!(choose(&mut dossier, "t.csv", Some(&second)));
        assert_eq!((dossier.column_choices().len(), dossier.count(Kind::TableColumns)), (1, 1));
        dossier.undo(0).unwrap();
        assert_eq!(dossier.columns_of("t.csv"), Some(first));
        assert!(choose(&mut dossier, "t.csv", None));
        assert!(dossier.column_choices().is_empty() && !choose(&mut dossier, "t.csv", None));
    }

    #[test]
    fn items_follow_the_articles_of_a_file_that_is_read_anew() {
        let mut dossier = dossier();
        let read = |text: &str| Read {
            articles: vec![article_of("t.txt", text.as_bytes()).unwrap().into()],
            problems: Vec::new(),
        };
        dossier.replace_file("t.txt", read("Ten people were hurt."));
        let article: ArticleId = dossier.corpus().at_path("t.txt").unwrap().id.clone();
        let span = Span::in_text(article, "Ten people were hurt.", 0..10).unwrap();
        let tag = ItemId { entry: dossier.next_entry(), place: 9 };
        dossier.commit(vec![Edit::add(Item::Passage(Passage { tag, span }))], 0).unwrap();
        dossier.replace_file("t.txt", read("On Monday, Ten people were hurt."));
        assert_eq!(dossier.placed("t.txt")[0].bytes, 11..21);
        dossier.replace_file("t.txt", read("Nobody was."));
        assert_eq!((dossier.placed("t.txt").len(), dossier.adrift().len()), (0, 1));
        dossier.replace_file("t.txt", Read::default());
        assert!(dossier.corpus().is_empty());
        dossier.replace_file("t.txt", read("Ten people were hurt."));
        assert_eq!((dossier.placed("t.txt").len(), dossier.adrift().len()), (1, 0));
    }
}
