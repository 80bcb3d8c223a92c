//! When an undated article may have been published: what the dossier knows, laid beside its words.

use super::Dossier;
use crate::chart::reference::{self, Asked, Proposal};
use crate::chart::{Panels, Report};
use crate::corpus::Article;
use crate::detect::dating::{self, Anchor, Bound, Candidate, Context, Told};
use crate::model::{Day, Item, ItemId, Kind, item::Event, sentence};

const NANOSECONDS_A_DAY: i64 = 86_400_000_000_000;

impl Dossier {
    /// The analysts' events, in the order of their days; those without a day last.
    pub fn events(&self) -> Vec<(ItemId, &Event)> {
        let items = self.workspace().of_kind(Kind::Event);
        let mut events: Vec<(ItemId, &Event)> = items
            .filter_map(|(id, item)| match item {
                Item::Event(event) => Some((id, event)),
                _ => None,
            })
            .collect();
        events.sort_by_key(|(id, event)| (event.when.day().is_none(), event.when.day(), *id));
        events
    }

    /// When an article may have been published, each time with its reasons, the likeliest first.
    pub fn date_candidates(&self, article: &Article) -> Vec<Candidate> {
        dating::candidates(&article.text, &self.dating_context(article))
    }

    /// The days that a reference series proposes for a figure, the likeliest first.
    ///
    /// # Errors
    /// One sentence that says why no day can be proposed.
    pub fn day_proposals(&self, panels: &Panels, figure: ItemId) -> Result<Vec<Proposal>, String> {
        let Some(report) = panels.report(figure) else {
            return Err("This figure is not shown on the chart.".to_owned());
        };
        let item = self.workspace().get(figure);
        let placed = item.and_then(Item::span).and_then(|span| self.corpus().place(span));
        let text = placed.as_ref().map_or("", |(article, _)| &*article.text);
        let told = placed.as_ref().map_or_else(Told::default, |(article, _)| {
            dating::told(&article.text, &self.dating_context(article))
        });
        let sentence = placed.as_ref().map(|(_, at)| sentence::around(text, at));
        let of_article = |it: &&Report| it.article.path == report.article.path;
        let beside: Vec<&Report> = panels.reports().map(|it| &**it).filter(of_article).collect();
        let copied = first_copy(panels, report);
        reference::propose(
            &Asked { report, sentence: sentence.as_ref(), beside: &beside, told: &told, text, copied },
            &panels.references,
        )
    }

    /// What the dossier knows of an article's time beside its words.
    fn dating_context(&self, article: &Article) -> Context {
        let anchor = |event: &Event| Some(Anchor { label: event.label.clone(), day: event.when.day()? });
        let anchors = self.events().into_iter().filter_map(|(_, event)| anchor(event)).collect();
        let mut bounds = Vec::new();
        bounds.extend(self.facts(article).modified.latest.map(|day| Bound {
            earliest: None,
            latest: Some(day),
            reason: format!("it was last changed on {}", day.long()),
        }));
        bounds.extend(written(article).map(|day| Bound {
            earliest: None,
            latest: Some(day),
            reason: format!("the file was last written on {} (its time stamp)", day.long()),
        }));
        Context { anchors, bounds }
    }
}

/// The first day on which a copy of a report's text was surely out: what it says is no younger.
fn first_copy(panels: &Panels, report: &Report) -> Option<Day> {
    let origin = report.origin.as_deref()?;
    let copies = panels.reports().filter(|it| it.origin_name() == origin);
    copies.filter(|it| it.article.path != report.article.path).filter_map(|it| it.published.latest).min()
}

/// The day of a file's time stamp: when a copy was made, so never before the article was published.
fn written(article: &Article) -> Option<Day> {
    let modified = article.reading.stamp?.modified;
    // The day in the zone that is furthest ahead, so that no zone makes the bound too early.
    let days = modified.checked_add(NANOSECONDS_A_DAY * 14 / 24)?.div_euclid(NANOSECONDS_A_DAY);
    (modified > 0).then(|| i32::try_from(days).ok().map(Day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::article::Stamp;
    use crate::corpus::{Corpus, Reading, Stated};
    use crate::dossier::Sitting;
    use crate::model::{Basis, DateClaim, Edit, Workspace};

    #[test]
    fn events_and_the_time_stamp_bound_what_the_words_allow() {
        let text = "An envoy arrived on Wednesday as the war enters its fifth month.\n";
        let changed = Day::new(2024, 2, 20).unwrap();
        let stamp = Stamp { modified: i64::from(changed.0) * NANOSECONDS_A_DAY, ..Stamp::default() };
        let reading = Reading { stamp: Some(stamp), ..Reading::default() };
        let article = Article::new("a.txt", text, Stated::default(), reading);
        let corpus = Corpus::new([article.clone()], Vec::new());
        let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("Noor", 0));
        assert_eq!(dossier.date_candidates(&article).len(), 0);
        let when = DateClaim::on(Day::new(2023, 10, 7).unwrap(), Basis::Analyst);
        let event = Event { label: "War".into(), when };
        dossier.commit(vec![Edit::add(Item::Event(event))], 0).unwrap();
        let days: Vec<String> = dossier
            .date_candidates(&article)
            .iter()
            .filter_map(|it| Some(it.claim.best?.to_string()))
            .collect();
        assert_eq!(days, ["2024-02-07", "2024-02-14"]);
    }
}
