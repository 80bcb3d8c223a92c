//! Plain text: the bytes as they stand.

use crate::corpus::{decode, metadata};

use super::{Imported, Importer, Source, Take, Unreadable, one};

/// Reads `.txt` files.
pub struct Plain;

impl Importer for Plain {
    fn format(&self) -> &'static str {
        "text file"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| {
            let decoded = decode::decode(bytes)?;
            let stated = metadata::stated(&decoded.text);
            Ok(Imported::of(decoded, stated))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_as_it_is_written() {
        let text = "  A title  \n\n\n  Ten people were reported killed.\t\n";
        let imported = super::super::only(&Plain, text.as_bytes()).unwrap();
        assert_eq!(imported.text, text);
        assert_eq!(imported.stated.title.as_deref(), Some("A title"));
    }
}
