//! Setting the as-of day of a figure: from a reference series, or by the analyst's own judgement.

use super::Action;
use crate::chart::reference::Proposal;
use crate::dossier::Dossier;
use crate::model::{ArticleFacts, Basis, DateClaim, Day, Edit, Figure, Item, ItemId};

/// Sets the day that a series proposed; dates the article too, if that is asked for. One entry.
pub fn accept(dossier: &Dossier, figure: ItemId, proposal: &Proposal, article_too: bool) -> Vec<Action> {
    let mut edits: Vec<Edit> = as_of(dossier, figure, proposal.claim.clone()).into_iter().collect();
    if article_too && proposal.published != DateClaim::default() {
        edits.extend(published(dossier, figure, proposal.published.clone()));
    }
    if edits.is_empty() { Vec::new() } else { vec![Action::Commit(edits)] }
}

/// Sets a day that the analyst chose.
pub fn on_day(dossier: &Dossier, figure: ItemId, day: Day) -> Vec<Action> {
    let edit = as_of(dossier, figure, DateClaim::on(day, Basis::Analyst));
    edit.map(|edit| Action::Commit(vec![edit])).into_iter().collect()
}

fn as_of(dossier: &Dossier, id: ItemId, claim: DateClaim) -> Option<Edit> {
    let to = Figure { as_of: Some(claim), ..dossier.workspace().figure(id)?.clone() };
    dossier.workspace().set(id, Item::Figure(Box::new(to)))
}

/// The edit that says when the article of a figure was published.
fn published(dossier: &Dossier, id: ItemId, claim: DateClaim) -> Option<Edit> {
    let path = &dossier.workspace().figure(id)?.span.article.path;
    let article = dossier.corpus().at_path(path)?;
    let workspace = dossier.workspace();
    let known = workspace.at_path(path).find_map(|(id, item)| match item {
        Item::ArticleFacts(facts) => Some((id, facts.clone())),
        _ => None,
    });
    match known {
        Some((id, facts)) => {
            workspace.set(id, Item::ArticleFacts(ArticleFacts { published: Some(claim), ..facts }))
        }
        None => {
            let facts = ArticleFacts { published: Some(claim), ..ArticleFacts::of(article.id.clone()) };
            Some(Edit::add(Item::ArticleFacts(facts)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::reference::Standing;
    use crate::chart::{Look, panels};
    use crate::corpus::{Article, Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::figure::{Link, Method, Outcome, Qualifier, Role, Scope, ScopeKind};
    use crate::model::item::{Reference, ReferenceRow};
    use crate::model::{Span, Workspace};

    const TEXT: &str =
        "Envoys met on Wednesday.\n\nAt least 4,192 people had been killed, the ministry said.\n";

    fn dossier() -> (Dossier, ItemId) {
        let article = Article::new("a.txt", TEXT, Stated::default(), Reading::default());
        let corpus = Corpus::new([article.clone()], Vec::new());
        let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0));
        let at = TEXT.find("At least 4,192").unwrap();
        let span = Span::in_text(article.id.clone(), TEXT, at..at + 14).unwrap();
        let says = Link { role: Role::Says, name: "Ministry".into(), class: None, words: None, verb: None };
        let figure = Figure {
            value: Some(4_192),
            qualifier: Some(Qualifier::AtLeast),
            outcome: Some(Outcome::Killed),
            scope: Some(Scope::Cumulative { since: None }),
            attribution: Some(vec![says]),
            ..Figure::new(span, Method::Hand)
        };
        let row = |day, value| ReferenceRow {
            day: Day::new(2024, 3, day).unwrap(),
            value,
            reported: true,
            ..ReferenceRow::default()
        };
        let series = Reference {
            name: "Killed, cumulative".into(),
            source: "Ministry".into(),
            vintage: "v7".into(),
            outcome: Some(Outcome::Killed),
            scope: Some(ScopeKind::Cumulative),
            rows: vec![row(19, 4_181), row(20, 4_192), row(21, 4_198)],
            ..Reference::default()
        };
        let id = ItemId { entry: dossier.next_entry(), place: 0 };
        let items = vec![Edit::add(Item::Figure(Box::new(figure))), Edit::add(Item::Reference(series))];
        dossier.commit(items, 0).unwrap();
        (dossier, id)
    }

    fn carry_out(dossier: &mut Dossier, actions: Vec<Action>) {
        for action in actions {
            if let Action::Commit(edits) = action {
                dossier.commit(edits, 0).unwrap();
            }
        }
    }

    #[test]
    fn an_accepted_day_names_its_series_and_is_never_compared_with_one() {
        let (mut dossier, id) = dossier();
        let shown = panels(&dossier.grounds(), &Look::default());
        let proposals = dossier.day_proposals(&shown, id).unwrap();
        let actions = accept(&dossier, id, &proposals[0], true);
        assert_eq!(actions.len(), 1, "one entry, so that one undo takes it back");
        carry_out(&mut dossier, actions);
        let claim = dossier.workspace().figure(id).unwrap().as_of.clone().unwrap();
        assert_eq!((claim.to_string().as_str(), claim.basis[0]), ("2024-03-20", Basis::ReferenceMatch));
        assert!(claim.note.contains("“Killed, cumulative” (version v7)"), "{}", claim.note);
        let article = dossier.corpus().at_path("a.txt").unwrap().clone();
        assert_eq!(dossier.facts(&article).published.to_string(), "2024-03-20 to 2024-03-22");
        let shown = panels(&dossier.grounds(), &Look::default());
        let residuals = shown.references.residuals(shown.report(id).unwrap());
        assert_eq!(residuals[0].standing, Standing::DatedByIt);
        dossier.undo(0).unwrap();
        assert_eq!(dossier.workspace().figure(id).unwrap().as_of, None);
        assert!(dossier.facts(&article).published.is_open());
    }

    #[test]
    fn a_day_of_the_analysts_own_is_compared() {
        let (mut dossier, id) = dossier();
        let actions = on_day(&dossier, id, Day::new(2024, 3, 21).unwrap());
        carry_out(&mut dossier, actions);
        let claim = dossier.workspace().figure(id).unwrap().as_of.clone().unwrap();
        assert_eq!(claim.basis, [Basis::Analyst]);
        let shown = panels(&dossier.grounds(), &Look::default());
        assert_eq!(shown.references.words(shown.report(id).unwrap()), "+0");
    }
}
