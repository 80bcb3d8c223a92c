//! Markdown: the text as it is written, marks and all, so that every place in it can be found again.

use crate::corpus::{decode, metadata};

use super::{Imported, Importer, Source, Take, Unreadable, one};

/// Reads `.md` files.
pub struct Markdown;

impl Importer for Markdown {
    fn format(&self) -> &'static str {
        "Markdown file"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        one(self, source, take, |bytes| {
            let decoded = decode::decode(bytes)?;
            let mut stated = metadata::stated(&decoded.text);
            let from_front = metadata::front_matter_title(&decoded.text);
            stated.title = from_front.or_else(|| first_heading(&decoded.text).map(str::to_owned));
            Ok(Imported::of(decoded, stated))
        })
    }
}

/// The first heading, `# so` or underlined with `===`; those in a fenced block are not headings.
fn first_heading(text: &str) -> Option<&str> {
    let mut fenced = false;
    let mut above = "";
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        let underlined = line.len() > 2 && line.bytes().all(|b| b == b'=') && !above.is_empty();
        match marked(line).or(underlined.then_some(above)) {
            Some(heading) if !fenced => return Some(heading),
            _ => above = line,
        }
    }
    None
}

fn marked(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('#');
    let level = line.len() - bare.len();
    let heading = bare.trim_end_matches('#').trim().trim_matches(['*', '_']);
    let is_heading = (1..=6).contains(&level) && bare.starts_with([' ', '\t']) && !heading.is_empty();
    is_heading.then_some(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<String> {
        let imported = super::super::only(&Markdown, text.as_bytes()).unwrap();
        assert_eq!(imported.text, text);
        imported.stated.title
    }

    #[test]
    fn the_title_is_the_front_matter_or_the_first_heading() {
        assert_eq!(
            title("---\ntitle: \"From the front\"\n---\n# A heading\n").as_deref(),
            Some("From the front")
        );
        assert_eq!(title("Words.\n\n## **A heading** ##\n\n# Later").as_deref(), Some("A heading"));
        assert_eq!(title("A heading\n=========\nWords.").as_deref(), Some("A heading"));
        assert_eq!(title("```\n# code\n```\n#hashtag\nWords"), None);
    }

    #[test]
    fn a_line_below_the_heading_states_publisher_and_date() {
        let text = "# Talks resume\n\n*Example Wire | 7 February 2024*\n\nWords.";
        let stated = super::super::only(&Markdown, text.as_bytes()).unwrap().stated;
        assert_eq!(stated.publisher.as_deref(), Some("Example Wire"));
        assert_eq!(stated.published.to_string(), "2024-02-07");
    }
}
