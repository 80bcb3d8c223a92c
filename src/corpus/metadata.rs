//! What a plain text states of itself in its first and last lines: title, byline, publisher, date.
//!
//! Owns the rules for statements in words. States nothing that the text does not state: a first
//! sentence is no title, a place in capitals is no publisher, a day without a year is no date.

use crate::model::{Basis, DateClaim, Day};

use super::article::Stated;
use super::dates;

/// How many lines with words count as the head of a text, and as its foot.
const HEAD: usize = 8;
/// How far into a text its head is looked for, in bytes; a block of front matter may be longer.
const HEAD_BYTES: usize = 3 << 10;
const FENCED_BYTES: usize = 32 << 10;
/// How far before the end of a text its foot is looked for, in bytes.
const FOOT_BYTES: usize = 1 << 10;
/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 160;
/// A label before a value, or a labelled day, is no longer than this, in bytes.
const LONGEST_LABEL: usize = 120;
/// A name of a person or publisher is no longer than this, in characters.
const LONGEST_NAME: usize = 60;
/// Words that stand before a date on pages and name a section of the site, not a publisher.
const SECTIONS: [&str; 10] =
    ["news", "world", "home", "politics", "opinion", "analysis", "middle east", "latest", "business", "live"];

/// What a text states of itself.
pub fn stated(text: &str) -> Stated {
    let is_fenced = text.trim_start().starts_with("---");
    let reach = if is_fenced { FENCED_BYTES } else { HEAD_BYTES };
    let head_end = text.floor_char_boundary(reach);
    let lines: Vec<&str> = lines(&text[..head_end]).map(bare).collect();
    let (mut stated, body) = headers(&lines);
    let head: Vec<&str> = worded(&lines[body..]).take(HEAD).collect();
    // The title is told by these two lines; what they say is needed again below.
    let mut pages = [0, 1].map(|at| head.get(at).and_then(|line| page_line(line)));
    stated.title = stated.title.or_else(|| title(&lines[body..], &pages));
    for (at, line) in head.into_iter().enumerate() {
        let page = pages.get_mut(at).map_or_else(|| page_line(line), Option::take);
        let says = page.or_else(|| agency_line(line)).or_else(|| labelled(line));
        let Some(more) = says else { continue };
        // `Situation report 12 | 7 February 2024` as a title names no publisher.
        let is_title = stated.title.as_deref() == Some(line);
        fill(
            &mut stated,
            if is_title { Stated { published: more.published, ..Stated::default() } } else { more },
        );
    }
    stated.publisher = stated.publisher.or_else(|| foot(text).map(str::to_owned));
    stated
}

/// The publisher that the last lines of a text name.
fn foot(text: &str) -> Option<&str> {
    let foot = &text[text.ceil_char_boundary(text.len().saturating_sub(FOOT_BYTES))..];
    foot.lines().rev().map(bare).filter(|line| !line.is_empty()).take(HEAD).find_map(publisher)
}

/// The title in a fenced block of `key: value` lines at the very start of a text.
pub fn front_matter_title(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(bare).collect();
    headers(&lines).0.title
}

/// Takes over what is not yet stated.
pub fn fill(stated: &mut Stated, more: Stated) {
    let Stated { title, byline, publisher, address, published, modified } = more;
    stated.title = stated.title.take().or(title);
    stated.byline = stated.byline.take().or(byline);
    stated.publisher = stated.publisher.take().or(publisher);
    stated.address = stated.address.take().or(address);
    if stated.published.is_open() {
        stated.published = published;
    }
    if stated.modified.is_open() {
        stated.modified = modified;
    }
}

/// The lines of a text as [`str::lines`] gives them, found faster; one may end in a carriage return.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.strip_suffix('\n').unwrap_or(text);
    let ends = memchr::memchr_iter(b'\n', whole.as_bytes()).chain((!text.is_empty()).then_some(whole.len()));
    let mut start = 0;
    ends.map(move |end| {
        let line = &whole[start..end];
        start = end + 1;
        line
    })
}

/// A line without the blanks around it and the marks that Markdown puts there.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches('#').trim_matches(['*', '_']).trim()
}

fn worded<'a>(lines: &'a [&'a str]) -> impl DoubleEndedIterator<Item = &'a str> {
    lines.iter().copied().filter(|line| !line.is_empty())
}

/// `Key: value` lines before the text, fenced by `---` or not, and the line after them.
fn headers(lines: &[&str]) -> (Stated, usize) {
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let fenced = lines.get(start) == Some(&"---");
    let basis = if fenced { Basis::Metadata } else { Basis::Stated };
    let mut stated = Stated::default();
    let mut at = start + usize::from(fenced);
    while let Some(line) = lines.get(at) {
        match header(line, basis) {
            Some(more) => fill(&mut stated, more),
            None if fenced && *line != "---" => {}
            None => break,
        }
        at += 1;
    }
    match (fenced, lines.get(at)) {
        (true, Some(_)) => (stated, at + 1),
        // A fence that never closes is a rule across the page, not front matter.
        (true, None) => (Stated::default(), start + 1),
        (false, _) => (stated, at),
    }
}

fn header(line: &str, basis: Basis) -> Option<Stated> {
    let (key, value) = label(line, b':')?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    let words = (!value.is_empty()).then(|| value.to_owned());
    let mut stated = Stated::default();
    match key.trim().to_lowercase().as_str() {
        "title" | "headline" => stated.title = words,
        "by" | "byline" | "author" => stated.byline = words,
        "publisher" | "site" | "outlet" => stated.publisher = words,
        "source" => stated.publisher = name(value).map(str::to_owned),
        "url" | "link" | "address" if value.contains("://") => stated.address = words,
        "modified" | "updated" | "last updated" => stated.modified = claim(dates::day(value), basis),
        "date" | "published" | "publication date" | "published on" | "posted" => {
            stated.published = claim(dates::day(value), basis);
        }
        _ => return None,
    }
    Some(stated)
}

/// The first line, where it stands and reads like a title; with what the first two lines say.
fn title(lines: &[&str], [page, below]: &[Option<Stated>; 2]) -> Option<String> {
    let at = lines.iter().position(|line| !line.is_empty())?;
    let (line, next) = (lines[at], lines.get(at + 1).copied().unwrap_or_default());
    let is_set_off = next.is_empty() || next == line || below.is_some() || heads_page(&lines[at + 1..]);
    let is_followed = worded(&lines[at + 1..]).next().is_some();
    (is_set_off && is_followed && reads_like_title(line, page.as_ref())).then(|| line.to_owned())
}

/// Whether a short line that says no day stands alone below the first: the name of a page.
fn heads_page(below: &[&str]) -> bool {
    matches!(below, [line, after, ..] if !line.is_empty() && after.is_empty() && reads_like_title(line, None))
}

fn reads_like_title(line: &str, page: Option<&Stated>) -> bool {
    let ends = line.ends_with(['.', ',', ';', ':', '…']);
    is_short(line, LONGEST_TITLE)
        && line.chars().any(char::is_alphabetic)
        && !ends
        && !starts_with_dateline(line)
        && page.is_none_or(|page| page.publisher.is_some() && page.byline.is_none())
        && publisher(line).is_none()
}

/// Whether a line has no more than so many characters; most lines are told by their bytes alone.
fn is_short(line: &str, most: usize) -> bool {
    line.len() <= most || line.len() <= most * 4 && line.chars().count() <= most
}

/// What stands before and after the first of an ASCII mark, where that is near enough for a label.
fn label(line: &str, mark: u8) -> Option<(&str, &str)> {
    let near = &line.as_bytes()[..line.len().min(LONGEST_LABEL + 1)];
    let at = memchr::memchr(mark, near)?;
    Some((&line[..at], &line[at + 1..]))
}

/// Whether a line begins with a place in capitals and a colon or dash: `CAIRO:`, `CAIRO (AP) —`.
fn starts_with_dateline(line: &str) -> bool {
    agency_line(line).is_some()
        || before_mark(line).is_some_and(is_capitals)
        || line.strip_suffix([':', '-', '–', '—']).is_some_and(|place| is_capitals(place.trim()))
}

/// What stands before the first colon with a blank behind it, else before the first dash between blanks.
fn before_mark(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    let blank_behind = |colon: &usize| bytes.get(colon + 1) == Some(&b' ');
    let colon = memchr::memchr_iter(b':', bytes).find(blank_behind);
    let dash = || if line.is_ascii() { None } else { line.find(" — ") };
    colon.or_else(dash).map(|at| &line[..at])
}

fn is_capitals(place: &str) -> bool {
    place.chars().any(char::is_alphabetic)
        && !place.chars().any(char::is_lowercase)
        && place.chars().any(char::is_uppercase)
}

/// A line of byline, publisher and day: `By | February 14, 2024`, `A Publisher | 7 February 2024`.
fn page_line(line: &str) -> Option<Stated> {
    if !is_short(line, LONGEST_TITLE) {
        return None;
    }
    let (line, by) = match without_by(line) {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    if !by && !dates::has_year(line) {
        return None;
    }
    let mut names = Vec::new();
    let mut published = DateClaim::default();
    for part in parts(line) {
        match printed_day(part) {
            Some(claim) if published.is_open() => published = claim,
            Some(_) => {}
            None => names.extend(name(part)),
        }
    }
    match (by, published.is_open(), names.as_slice()) {
        (true, true, [author]) if is_name(author) => {
            Some(Stated { byline: owned(author), ..Stated::default() })
        }
        (_, true, _) => None,
        (by, false, names) => Some(Stated { published, ..named(by, names) }),
    }
}

/// The parts of a line between its bars, dots and dashes.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    // Looking for a dash costs more than all else here, and few lines can hold one.
    let at = |dash: &'static str| (!line.is_ascii()).then_some(dash);
    let (short, long) = (at(" – "), at(" — "));
    let parts = line.split(['|', '·', '•']);
    parts.flat_map(move |part| split(part, short)).flat_map(move |part| split(part, long))
}

fn split<'a>(part: &'a str, at: Option<&'static str>) -> impl Iterator<Item = &'a str> {
    let whole = at.is_none().then_some(part);
    whole.into_iter().chain(at.into_iter().flat_map(move |at| part.split(at)))
}

/// Who wrote and who published, by the parts of a line that also holds a day.
fn named(by: bool, names: &[&str]) -> Stated {
    let publisher = |name: &&str| !SECTIONS.iter().any(|section| section.eq_ignore_ascii_case(name));
    let (byline, publisher) = match (by, names) {
        (true, [both]) => match both.split_once(", ") {
            Some((author, publisher)) => (Some(author), Some(publisher)),
            None => (Some(*both), Some(*both)),
        },
        (true, [author, publisher, ..]) => (Some(*author), Some(*publisher)),
        (false, [only]) => (None, Some(*only).filter(publisher)),
        _ => (None, None),
    };
    let publisher = publisher.map(|name| name.trim_start_matches("by ").to_owned());
    Stated { byline: byline.map(str::to_owned), publisher, ..Stated::default() }
}

/// What follows `By`, where a line begins with that word.
fn without_by(line: &str) -> Option<&str> {
    let rest = ["By", "BY", "by"].iter().find_map(|by| line.strip_prefix(by))?;
    rest.starts_with([' ', ':', '|']).then(|| rest.trim_start_matches([' ', ':']))
}

/// A part that is nothing but a day, perhaps after a word such as `Published`.
fn printed_day(part: &str) -> Option<DateClaim> {
    if part.len() > dates::LONGEST || !dates::has_year(part) {
        return None;
    }
    if let Some(day) = dates::day(part) {
        return Some(DateClaim::on(day, Basis::Dateline));
    }
    if part.len() > LONGEST_LABEL {
        return None;
    }
    let lower = part.trim().to_ascii_lowercase();
    let after = |words: &[&str]| {
        words.iter().find_map(|word| lower.strip_prefix(word)).map(|rest| rest.trim_start_matches([':', ' ']))
    };
    if let Some(day) =
        after(&["first published", "published", "publication date", "posted", "date"]).and_then(dates::day)
    {
        return Some(DateClaim::on(day, Basis::Stated));
    }
    // A page changed on a day was published on that day or before it.
    let changed = after(&["last updated", "updated", "last modified"]).and_then(dates::day)?;
    Some(DateClaim::between(None, Some(changed), Basis::Stated))
}

/// The head of a dispatch: `CAIRO, Feb. 13, 2024 (Agency) - The talks…`.
fn agency_line(line: &str) -> Option<Stated> {
    let (place, rest) = label(line, b'(')?;
    let (agency, rest) = rest.split_once(')')?;
    let dash = rest.trim_start().starts_with(['-', '–', '—', ':']);
    let place_alone = place.split(',').next().unwrap_or_default();
    let is_dateline = dash && (place.is_empty() || is_capitals(place_alone));
    let agency = name(agency).filter(|agency| is_dateline && is_name(agency))?;
    let published = claim(dates::find(place).map(|(_, day)| day), Basis::Dateline);
    Some(Stated { publisher: owned(agency), published, ..Stated::default() })
}

/// A line such as `Published: 14 February 2024` or `Source: A Publisher`.
fn labelled(line: &str) -> Option<Stated> {
    let (published, publisher) = (printed_day(line), publisher(line));
    if published.is_none() && publisher.is_none() {
        return None;
    }
    let published = published.unwrap_or_default();
    // A page changed on a day was published on that day or before it.
    let is_change = published.earliest.is_none() && published.basis.first() == Some(&Basis::Stated);
    let modified = published.latest.filter(|_| is_change);
    let modified = claim(modified, Basis::Stated);
    Some(Stated { published, modified, publisher: publisher.map(str::to_owned), ..Stated::default() })
}

/// Who published, by a line: `Source: A Publisher` or `© 2024 A Publisher. All rights reserved.`
fn publisher(line: &str) -> Option<&str> {
    let source = label(line, b':').filter(|(key, _)| key.trim().eq_ignore_ascii_case("source"));
    source.and_then(|(_, value)| name(value)).or_else(|| copyright(line))
}

fn copyright(line: &str) -> Option<&str> {
    let line = line.strip_prefix("Copyright").map_or(line, str::trim_start);
    let rest = ["©", "(c)", "(C)"].iter().find_map(|mark| line.strip_prefix(mark))?;
    let rest =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | ',' | '|'));
    name(rest.split_once(". ").map_or(rest, |(holder, _)| holder).trim_end_matches('.'))
}

/// Words short enough for a name, and no web address.
fn name(words: &str) -> Option<&str> {
    let words = words.trim().trim_end_matches(',');
    let short = is_short(words, LONGEST_NAME) && words.chars().any(char::is_alphabetic);
    (short && !words.contains("://") && !words.starts_with("www.") && !words.ends_with('.')).then_some(words)
}

fn is_name(words: &str) -> bool {
    !words.starts_with(char::is_lowercase)
}

fn owned(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn claim(day: Option<Day>, basis: Basis) -> DateClaim {
    day.map(|day| DateClaim::on(day, basis)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, byline, publisher, day and basis of a text, `-` where unset.
    fn read(text: &str) -> [String; 5] {
        let Stated { title, byline, publisher, published, .. } = stated(text);
        let basis = published.basis.first().map(|basis| format!("{basis:?}"));
        let day = (!published.is_open()).then(|| published.to_string());
        [title, byline, publisher, day, basis].map(|it| it.unwrap_or_else(|| "-".into()))
    }

    /// Lines, labels and marks were once found by the plain and slow ways that are repeated here.
    #[test]
    fn the_fast_ways_find_what_the_plain_ways_find() {
        let long = "x".repeat(LONGEST_LABEL);
        let pieces =
            ["", "a", "A: b", ":", "(c) d", "\n", "\r\n", " — ", " – ", "é | f", "—: ", &long, "2024", ": "];
        let pairs: Vec<String> = pieces.iter().flat_map(|a| pieces.map(|b| format!("{a}{b}"))).collect();
        for text in pairs.iter().flat_map(|pair| pieces.map(|third| format!("{pair}{third}"))) {
            let text = text.as_str();
            assert!(lines(text).map(str::trim).eq(text.lines().map(str::trim)), "{text:?}");
            for (mark, byte) in [(':', b':'), ('(', b'(')] {
                let plain = text.split_once(mark).filter(|(label, _)| label.len() <= LONGEST_LABEL);
                assert_eq!(label(text, byte), plain, "{text:?}");
            }
            let plain = text.split_once(": ").or(text.split_once(" — ")).map(|(before, _)| before);
            assert_eq!(before_mark(text), plain, "{text:?}");
            let bars = text.split(['|', '·', '•']);
            let plain = bars.flat_map(|part| part.split(" – ")).flat_map(|part| part.split(" — "));
            assert!(parts(text).eq(plain), "{text:?}");
        }
    }

    #[test]
    fn a_title_and_the_line_below_it_are_statements() {
        for (line, says) in [
            ("Example Wire | 7 February 2024", ["-", "Example Wire", "2024-02-07", "Dateline"]),
            ("By Example Wire | 7 February 2024", ["Example Wire", "Example Wire", "2024-02-07", "Dateline"]),
            (
                "By A. Writer, Example Wire | Feb. 7, 2024",
                ["A. Writer", "Example Wire", "2024-02-07", "Dateline"],
            ),
            (
                "By A. Writer | Example Wire | 2024-02-07",
                ["A. Writer", "Example Wire", "2024-02-07", "Dateline"],
            ),
            ("By | February 7, 2024", ["-", "-", "2024-02-07", "Dateline"]),
            ("By A. Writer", ["A. Writer", "-", "-", "-"]),
            ("Wednesday, 7 February 2024 10:15 GMT", ["-", "-", "2024-02-07", "Dateline"]),
            ("World | 7 February 2024", ["-", "-", "2024-02-07", "Dateline"]),
            ("Published: 7 February 2024", ["-", "-", "2024-02-07", "Stated"]),
            ("Example Wire | Published on 7 February 2024", ["-", "Example Wire", "2024-02-07", "Stated"]),
            ("Last updated: 7 February 2024", ["-", "-", "2024-02-07 or earlier", "Stated"]),
        ] {
            let [title, rest @ ..] = read(&format!("Talks resume in the capital\n{line}\n\nWords follow.\n"));
            assert_eq!(
                (title.as_str(), rest),
                ("Talks resume in the capital", says.map(String::from)),
                "{line}"
            );
        }
    }

    #[test]
    fn a_first_sentence_or_a_dateline_is_no_title() {
        for text in [
            "CAIRO: Officials have said that talks go on\n\nMore words.",
            "CAIRO:\n\nOfficials said so.",
            "The talks resumed on Wednesday.\n\nMore words.",
            "Ten people were reported killed\nand more were hurt on Wednesday\n",
            "Only one line",
            "© 2024 Example Wire\n\nWords.",
            "12345\n\nWords.",
        ] {
            assert_eq!(stated(text).title, None, "{text}");
        }
        let title = Some("Who counts the dead?".to_owned());
        assert_eq!(stated("\n Who counts the dead?\n\nWords.").title, title);
        assert_eq!(stated("Who counts the dead?\nWho counts the dead?\nShare:\n").title, title);
    }

    #[test]
    fn a_title_with_a_day_names_no_publisher() {
        let says = read("Situation report 12 | 7 February 2024\n\nWords.\n");
        assert_eq!(says, ["Situation report 12 | 7 February 2024", "-", "-", "2024-02-07", "Dateline"]);
    }

    #[test]
    fn a_dispatch_states_its_agency_and_its_day_only_with_a_year() {
        assert_eq!(read("CAIRO, Feb 13 (Example) - Talks resumed.\n"), ["-", "-", "Example", "-", "-"]);
        assert_eq!(
            read("CAIRO, Feb. 13, 2024 (Example) — Talks resumed.\n"),
            ["-", "-", "Example", "2024-02-13", "Dateline"]
        );
        assert_eq!(read("(Example) - Talks resumed.\n")[2], "Example");
        assert_eq!(read("The minister (aged 60) - who resigned - said no.\n")[2], "-");
        assert_eq!(read("He resigned (Tuesday) - and left.\n")[2], "-");
    }

    #[test]
    fn the_foot_may_name_the_publisher() {
        let text = |foot: &str| format!("A title\n\nWords.\n\n{foot}\n");
        assert_eq!(read(&text("Source: Example Wire"))[2], "Example Wire");
        assert_eq!(read(&text("© 2023-2024 Example Wire. All rights reserved."))[2], "Example Wire");
        assert_eq!(read(&text("Copyright © 2024 Example Wire"))[2], "Example Wire");
        for silent in [
            "Source",
            "Source: https://example.org/a",
            "Join the Example group",
            "Last week a source: unnamed",
        ] {
            assert_eq!(read(&text(silent))[2], "-", "{silent}");
        }
    }

    #[test]
    fn headers_before_the_text_are_read() {
        let plain = "Title: Talks resume\nPublisher: Example Wire\nDate: 7 February 2024\n\nWords.";
        assert_eq!(read(plain), ["Talks resume", "-", "Example Wire", "2024-02-07", "Stated"]);
        let fenced =
            "---\ntitle: 'Talks resume'\nauthor: A. Writer\ntags: [a]\ndate: 2024-02-07\n---\n\nWords.";
        assert_eq!(read(fenced), ["Talks resume", "A. Writer", "-", "2024-02-07", "Metadata"]);
        assert_eq!(read("---\ntitle: never closed\n")[0], "-");
        assert_eq!(read("Warning: not a header\nTitle: too late\n")[3], "-");
    }

    #[test]
    fn a_day_inside_a_sentence_dates_nothing() {
        assert!(stated("On 7 February 2024 ten people were reported killed.\n").published.is_open());
        assert!(
            stated("A title\n\nThe war began on October 7, 2023 – officials said.\n").published.is_open()
        );
    }
}
