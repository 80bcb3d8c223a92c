//! What vague words count for on a chart: nothing, unless the dossier has chosen a rule in the open.

use crate::model::Workspace;
use crate::model::figure::{Figure, Form};
use crate::model::item::{Policy, VaguePolicy};

/// Numbers of people for vague words in ACLED's coding rules (FAQ on fatalities).
const ACLED: [(&str, u64); 3] = [("tens", 10), ("dozens", 12), ("hundreds", 100)];
/// Numbers of people for vague words in EM-DAT's guidelines on human impact.
const EM_DAT: [(&str, u64); 2] = [("hundreds", 200), ("thousands", 2_000)];
/// Words that make a quantity another one: hundreds of thousands are not hundreds.
const SCALES: [&str; 7] = ["tens", "dozens", "scores", "hundreds", "thousands", "millions", "thousand"];

/// The rule that a workspace has chosen last; `None` where it has chosen none.
pub fn policy(workspace: &Workspace) -> Option<&Policy> {
    workspace.policy().map(|(_, policy)| policy).filter(|policy| policy.vague != VaguePolicy::Words)
}

/// The number of people that a rule gives to a figure's vague words.
///
/// Quantifiers such as "numerous" have none under any rule (rule 5 of the field's rules).
pub fn assumed(figure: &Figure, policy: Option<&Policy>) -> Option<u64> {
    let policy = policy.filter(|_| figure.value.is_none() && figure.form == Some(Form::VagueNumber))?;
    let words = figure.span.label().to_lowercase();
    let mut found: Option<(&str, u64)> = None;
    for (word, people) in numbers(policy) {
        let is_longer = found.is_none_or(|(known, _)| known.len() < word.len());
        if is_longer && holds(&words, word) {
            found = Some((word, people));
        }
    }
    let (word, people) = found?;
    let rest = words.replacen(word, " ", 1);
    let is_plain = !SCALES.iter().any(|scale| holds(&rest, scale));
    is_plain.then_some(people)
}

fn numbers(policy: &Policy) -> Vec<(&str, u64)> {
    match policy.vague {
        VaguePolicy::Words => Vec::new(),
        VaguePolicy::Acled => ACLED.to_vec(),
        VaguePolicy::EmDat => EM_DAT.to_vec(),
        VaguePolicy::Own => policy.own.iter().map(|(word, people)| (word.as_str(), *people)).collect(),
    }
}

/// Whether a text holds words as whole words.
fn holds(text: &str, words: &str) -> bool {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    !words.is_empty()
        && text.match_indices(words).any(|(at, found)| {
            is_edge(text[..at].chars().next_back()) && is_edge(text[at + found.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::Sample;

    fn counted(words: &str, policy: &Policy, form: Form) -> Option<u64> {
        let mut sample = Sample::new();
        let mut figure = None;
        sample.figure("Numerous", |made| {
            made.span.quote.exact = words.to_owned();
            made.form = Some(form);
            figure = Some(made.clone());
        });
        figure.and_then(|figure| assumed(&figure, Some(policy)))
    }

    #[test]
    fn each_rule_gives_its_own_number_and_no_rule_gives_one_to_a_quantifier() {
        let rule = |vague| Policy { vague, own: [("tens of thousands".to_owned(), 20_000)].into() };
        let vague = |words, policy| counted(words, &rule(policy), Form::VagueNumber);
        assert_eq!(vague("Hundreds", VaguePolicy::Acled), Some(100));
        assert_eq!(vague("at least hundreds of", VaguePolicy::EmDat), Some(200));
        assert_eq!(vague("dozens", VaguePolicy::EmDat), None);
        assert_eq!(vague("hundreds of thousands", VaguePolicy::EmDat), None);
        assert_eq!(vague("tens of thousands", VaguePolicy::Acled), None);
        assert_eq!(vague("tens of thousands", VaguePolicy::Own), Some(20_000));
        assert_eq!(vague("hundreds", VaguePolicy::Words), None);
        assert_eq!(counted("numerous hundreds", &rule(VaguePolicy::Acled), Form::Quantifier), None);
    }
}
