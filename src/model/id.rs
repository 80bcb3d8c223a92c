//! Identities: who wrote an entry, which entry, which item, which article.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The person whose work an entry is, by the name in their settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Analyst(pub String);

impl fmt::Display for Analyst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A random number drawn at every opening of a dossier.
///
/// A second window, a copied file or a restored backup has another writer, so it never repeats an
/// entry id of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writer(pub u64);

/// The place of an entry in the log: one past every counter its writer had seen, then the writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// One more than the highest counter known when the entry was written.
    pub counter: u64,
    /// Who wrote it: breaks ties between two analysts who wrote at once.
    pub writer: Writer,
}

/// An item: the entry that added it, and which of that entry's edits did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// The entry that added the item.
    pub entry: EntryId,
    /// The position of the adding edit in that entry, from 0.
    pub place: u32,
}

/// An article as a workspace knows it: its path in the dossier and the hash of its text.
///
/// A moved file is recognised by its hash, a changed one by its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId {
    /// Path relative to the folder of articles, with `/` between folders.
    pub path: String,
    /// Hash of the normalised text that the analyst saw: see [`TextHash`].
    pub text: TextHash,
}

/// The first 64 bits of the BLAKE3 hash of an article's normalised text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash(pub u64);

/// Says that a string is not an id of this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an id")]
pub struct NotAnId(String);

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.counter, self.writer)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.place)
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Writer {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        hex(text).map(Self)
    }
}

impl FromStr for TextHash {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        hex(text).map(Self)
    }
}

impl FromStr for EntryId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId(text.to_owned());
        let (counter, writer) = text.split_once('.').ok_or_else(wrong)?;
        Ok(Self { counter: counter.parse().map_err(|_| wrong())?, writer: writer.parse()? })
    }
}

impl FromStr for ItemId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId(text.to_owned());
        let (entry, place) = text.rsplit_once('.').ok_or_else(wrong)?;
        Ok(Self { entry: entry.parse()?, place: place.parse().map_err(|_| wrong())? })
    }
}

fn hex(text: &str) -> Result<u64, NotAnId> {
    u64::from_str_radix(text, 16).map_err(|_| NotAnId(text.to_owned()))
}

/// Reads and writes a type as the string that it displays as.
macro_rules! serde_as_string {
    ($($name:ty),*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(f, concat!("a string that names a ", stringify!($name)))
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    )*};
}
pub(super) use serde_as_string;

serde_as_string!(Writer, EntryId, ItemId, TextHash);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_written() {
        let id = ItemId { entry: EntryId { counter: 12, writer: Writer(0xfeed) }, place: 3 };
        assert_eq!(id.to_string(), "12.000000000000feed.3");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("12.3".parse::<ItemId>().is_err());
        assert!("".parse::<EntryId>().is_err());
    }

    #[test]
    fn entries_sort_by_counter_before_writer() {
        let early = EntryId { counter: 1, writer: Writer(9) };
        let late = EntryId { counter: 2, writer: Writer(1) };
        assert!(early < late);
    }
}
