//! The chain of attribution: who says so, in order.
//!
//! Pure: knows the model only. Unset means not coded yet; an empty chain is the article's own voice.

use crate::model::figure::{Link, Role};

/// Who says so, as the analyst has left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Not coded yet.
    Unset,
    /// Nobody is named: the article's own voice.
    Article,
    /// One or more sources are named.
    Sources,
}

/// A change of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Moves the link at a place one up.
    Up(usize),
    /// Moves the link at a place one down.
    Down(usize),
    /// Removes the link at a place; removing the last leaves the chain unset.
    Remove(usize),
    /// Says that the article speaks in its own voice.
    OwnVoice,
    /// Leaves it open again who says so.
    Unset,
}

/// What a chain says.
pub fn voice(chain: Option<&[Link]>) -> Voice {
    match chain {
        None => Voice::Unset,
        Some([]) => Voice::Article,
        Some(_) => Voice::Sources,
    }
}

/// The chain after a change; a place that is not there changes nothing.
///
/// Removing the last source is not a finding that nobody is named, so the chain is unset again.
pub fn changed(chain: Option<&[Link]>, change: Change) -> Option<Vec<Link>> {
    let mut links = chain.map(<[Link]>::to_vec).unwrap_or_default();
    match change {
        Change::OwnVoice => return Some(Vec::new()),
        Change::Unset => return None,
        Change::Up(at) if at > 0 && at < links.len() => links.swap(at, at - 1),
        Change::Down(at) if at + 1 < links.len() => links.swap(at, at + 1),
        Change::Remove(at) if at < links.len() => {
            links.remove(at);
            return (!links.is_empty()).then_some(links);
        }
        Change::Up(_) | Change::Down(_) | Change::Remove(_) => return chain.map(<[Link]>::to_vec),
    }
    Some(links)
}

/// The chain with a source added at its end.
///
/// The first says the number; what is added after it passes it on until coded otherwise.
pub fn with_source(chain: Option<&[Link]>, name: String) -> Vec<Link> {
    let mut links = chain.map(<[Link]>::to_vec).unwrap_or_default();
    let role = if links.is_empty() { Role::Says } else { Role::Relays };
    links.push(Link { role, name, class: None, words: None, verb: None });
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<Link> {
        names.iter().fold(Vec::new(), |chain, name| with_source(Some(&chain), (*name).to_owned()))
    }

    fn after(names: &[&str], change: Change) -> Vec<String> {
        let chain = changed(Some(&named(names)), change).unwrap_or_default();
        chain.into_iter().map(|link| link.name).collect()
    }

    #[test]
    fn links_move_within_the_chain_and_no_further() {
        assert_eq!(after(&["a", "b", "c"], Change::Up(2)), ["a", "c", "b"]);
        assert_eq!(after(&["a", "b", "c"], Change::Down(0)), ["b", "a", "c"]);
        assert_eq!(after(&["a", "b"], Change::Up(0)), ["a", "b"]);
        assert_eq!(after(&["a", "b"], Change::Down(1)), ["a", "b"]);
        assert_eq!(after(&["a", "b"], Change::Remove(7)), ["a", "b"]);
        assert_eq!(after(&["a", "b"], Change::Down(usize::MAX - 1)), ["a", "b"]);
    }

    #[test]
    fn the_articles_own_voice_is_not_the_same_as_unset() {
        assert_eq!(voice(changed(None, Change::OwnVoice).as_deref()), Voice::Article);
        assert_eq!(voice(changed(Some(&[]), Change::Unset).as_deref()), Voice::Unset);
        assert_eq!(changed(Some(&named(&["a"])), Change::Remove(0)), None);
        assert_eq!(changed(None, Change::Remove(0)), None);
    }

    #[test]
    fn the_first_source_says_it_and_the_next_pass_it_on() {
        let roles: Vec<Role> = named(&["a", "b", "c"]).iter().map(|link| link.role).collect();
        assert_eq!(roles, [Role::Says, Role::Relays, Role::Relays]);
    }
}
