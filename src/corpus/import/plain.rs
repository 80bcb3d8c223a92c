//! Plain text: the bytes as they stand.

use crate::corpus::{decode, metadata};

use super::{Imported, Importer, Unreadable};

/// Reads `.txt` files.
pub struct Plain;

impl Importer for Plain {
    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn import(&self, bytes: &[u8]) -> Result<Imported, Unreadable> {
        let text = decode::decode(bytes)?;
        let stated = metadata::stated(&text);
        Ok(Imported { text, stated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_as_it_is_written() {
        let text = "  A title  \n\n\n  Ten people were reported killed.\t\n";
        let imported = Plain.import(text.as_bytes()).unwrap();
        assert_eq!(imported.text, text);
        assert_eq!(imported.stated.title.as_deref(), Some("A title"));
    }
}
