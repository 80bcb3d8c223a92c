//! Giving the labels of a source one fixed form, as one entry.

use super::Action;
use crate::chart::names::{Names, aliases, same_name};
use crate::dossier::Dossier;
use crate::model::item::Alias;
use crate::model::{Edit, Item, Workspace};

/// Says that charts name a source in another form than figures do; its own label, or none, takes that back.
pub fn fix(dossier: &Dossier, label: &str, form: &str) -> Vec<Action> {
    let edits = edits(dossier.workspace(), label, form.trim());
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

fn edits(workspace: &Workspace, label: &str, form: &str) -> Vec<Edit> {
    let wanted = !form.is_empty() && form != label;
    let mut known: Vec<_> = aliases(workspace, label).collect();
    let last = known.pop_if(|_| wanted);
    let mut edits: Vec<Edit> = known.iter().filter_map(|(id, _)| workspace.remove(*id)).collect();
    if wanted {
        edits.extend(turned(workspace, label, form));
        let alias = Item::Alias(Alias { label: label.to_owned(), stands_for: form.to_owned() });
        match last {
            Some((id, _)) => edits.extend(workspace.set(id, alias)),
            None => edits.push(Edit::add(alias)),
        }
    }
    edits
}

/// The edits that take back that the form stands for another name, where that leads back to the label:
/// what was chosen last is the form.
fn turned(workspace: &Workspace, label: &str, form: &str) -> Vec<Edit> {
    if same_name(label, form) || !Names::of(workspace).leads(form, label) {
        return Vec::new();
    }
    aliases(workspace, form).filter_map(|(id, _)| workspace.remove(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Analyst, Kind, Writer};

    fn fixed(workspace: &mut Workspace, label: &str, form: &str) -> usize {
        let edits = edits(workspace, label, form);
        let count = edits.len();
        if count > 0 {
            let entry = workspace.entry(Writer(1), &Analyst("A. Nalyst".into()), 0, edits);
            workspace.take(entry).unwrap();
        }
        count
    }

    #[test]
    fn a_label_gets_a_form_another_one_and_its_own_again() {
        let mut workspace = Workspace::default();
        assert_eq!(fixed(&mut workspace, "the ministry", "Ministry of Health"), 1);
        assert_eq!(fixed(&mut workspace, "The Ministry", "Gaza Ministry of Health"), 1);
        assert_eq!(workspace.of_kind(Kind::Alias).count(), 1);
        assert_eq!(Names::of(&workspace).fixed("the ministry"), "Gaza Ministry of Health");
        assert_eq!(
            fixed(&mut workspace, "the ministry", "Gaza Ministry of Health"),
            1,
            "its spelling changes"
        );
        assert_eq!(fixed(&mut workspace, "the ministry", "Gaza Ministry of Health"), 0);
        assert_eq!(fixed(&mut workspace, "the ministry", ""), 1);
        assert_eq!(Names::of(&workspace).fixed("the ministry"), "the ministry");
        assert_eq!(fixed(&mut workspace, "the ministry", "the ministry"), 0);
    }

    #[test]
    fn the_form_that_was_chosen_last_holds_for_all_whatever_was_chosen_before() {
        for orders in [[("a", "b"), ("b", "c"), ("c", "a")], [("a", "b"), ("c", "a"), ("b", "c")]] {
            let mut workspace = Workspace::default();
            for (label, form) in orders {
                fixed(&mut workspace, label, form);
                assert_eq!(Names::of(&workspace).fixed(label), Names::of(&workspace).fixed(form));
            }
            let names = Names::of(&workspace);
            let forms = ["a", "b", "c"].map(|name| names.fixed(name));
            assert_eq!(forms, [orders[2].1; 3], "{orders:?}");
        }
        let mut workspace = Workspace::default();
        fixed(&mut workspace, "a", "b");
        fixed(&mut workspace, "b", "a");
        let names = Names::of(&workspace);
        assert_eq!((names.fixed("a"), names.fixed("b")), ("a".to_owned(), "a".to_owned()));
    }

    #[test]
    fn two_ways_to_write_a_name_become_one() {
        let mut workspace = Workspace::default();
        assert_eq!(fixed(&mut workspace, "The ministry", "the ministry"), 1);
        let names = Names::of(&workspace);
        assert_eq!(
            (names.fixed("The ministry"), names.fixed("THE MINISTRY")),
            ("the ministry".into(), "the ministry".into())
        );
    }
}
