//! When an undated article may have been published: what the dossier knows, laid beside its words.

use super::Dossier;
use crate::corpus::Article;
use crate::detect::dating::{self, Anchor, Bound, Candidate, Context};
use crate::model::{Day, Item, ItemId, Kind, item::Event};

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
        dating::candidates(&article.text, &Context { anchors, bounds })
    }
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
