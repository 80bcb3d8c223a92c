//! From the lines of pages to paragraphs.
//!
//! Lines are joined where nothing speaks against it: another size, a wider gap, an indent, a bullet,
//! a sentence that ends well before the margin. Rows of tables stay lines of their own.

use std::collections::{HashMap, HashSet};

use super::letters::Line;

/// Sizes differ where one is larger than the other by more than this.
const OTHER_SIZE: f64 = 1.12;
/// A gap between lines is wide beyond this many times the usual one.
const WIDE: f64 = 1.35;
/// An indent is at least this wide, in sizes of the letters.
const INDENT: f64 = 0.8;
/// What a letter takes on the average, in sizes.
const LETTER: f64 = 0.5;
/// On so many pages at least a line is repeated that is no part of the article.
const REPEATED: usize = 3;
/// How many lines at the top and at the foot of a page may be such lines.
const EDGE: usize = 3;
/// Lines at one height on different pages differ by no more, in points.
const SAME_HEIGHT: f64 = 3.0;
/// Words that keep a hyphen after them: `anti-war` broken after its hyphen stays so.
const HYPHENATED: [&str; 12] =
    ["anti", "non", "self", "ex", "all", "cross", "half", "well", "mid", "pro", "post", "pre"];

/// The text of pages.
pub fn text(mut pages: Vec<Vec<Line>>) -> String {
    drop_running_lines(&mut pages);
    let words = words(&pages);
    let mut text = String::new();
    let mut last: Option<Placed> = None;
    for placed in pages.iter().flat_map(|page| placed(page)) {
        match last.map(|last| bond(&last, &placed)) {
            None => text.push_str(&placed.line.text),
            Some(Bond::Joined) => join(&mut text, &placed.line.text, &words),
            Some(Bond::Row) => text.extend(["\n", &placed.line.text]),
            Some(Bond::Apart) => text.extend(["\n\n", &placed.line.text]),
        }
        last = Some(placed);
    }
    text = text.replace('\u{AD}', "");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A line, and what holds for the column that it stands in.
#[derive(Clone, Copy)]
struct Placed<'a> {
    line: &'a Line,
    left: f64,
    right: f64,
    /// The usual step from line to line.
    step: f64,
    /// Whether it is the first of its column.
    begins: bool,
}

/// How a line goes on after another.
#[derive(PartialEq)]
enum Bond {
    Joined,
    Row,
    Apart,
}

fn placed(page: &[Line]) -> Vec<Placed<'_>> {
    let step = usual_step(page);
    // A column ends where the lines begin again further up.
    let columns = page.chunk_by(|a, b| b.height <= a.height + a.size * 0.5);
    let in_column = |column: &'_ [Line]| {
        let left = column.iter().map(|line| line.start).fold(f64::INFINITY, f64::min);
        let right = column.iter().map(|line| line.end).fold(f64::NEG_INFINITY, f64::max);
        (left, right)
    };
    let with_bounds = columns.flat_map(|column| {
        let (left, right) = in_column(column);
        column.iter().enumerate().map(move |(at, line)| Placed { line, left, right, step, begins: at == 0 })
    });
    with_bounds.collect()
}

/// The median step between lines of one size on a page.
fn usual_step(page: &[Line]) -> f64 {
    let steps = page.windows(2).filter(|pair| is_same_size(&pair[0], &pair[1]));
    let mut steps: Vec<f64> = steps
        .map(|pair| pair[0].height - pair[1].height)
        .zip(page)
        .filter(|(step, line)| *step > 0.0 && *step < 2.5 * line.size)
        .map(|(step, _)| step)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or_default()
}

fn is_same_size(a: &Line, b: &Line) -> bool {
    a.size.max(b.size) <= a.size.min(b.size) * OTHER_SIZE
}

fn bond(last: &Placed, next: &Placed) -> Bond {
    let (a, b) = (last.line, next.line);
    let step = a.height - b.height;
    let usual = if next.step > 0.0 { next.step } else { b.size * 1.2 };
    let rows = (a.text.contains('\t'), b.text.contains('\t'));
    match () {
        () if next.begins => goes_on(last, next),
        () if rows == (true, true) && step <= 2.0 * usual => Bond::Row,
        () if rows.0 || rows.1 || !is_same_size(a, b) || step > usual.max(b.size) * WIDE => Bond::Apart,
        // Two pieces of one line.
        () if step.abs() < a.size * 0.5 => Bond::Joined,
        () if is_item(&b.text) || is_indented(last, next) || ends_early(last, b) => Bond::Apart,
        () => Bond::Joined,
    }
}

/// Whether a paragraph goes on at the top of the next column or page.
fn goes_on(last: &Placed, next: &Placed) -> Bond {
    let (a, b) = (last.line, next.line);
    let is_open =
        !ends_sentence(&a.text) && is_same_size(a, b) && !a.text.contains('\t') && !b.text.contains('\t');
    let is_full = last.right - a.end < a.size * 4.0;
    let continues =
        b.text.starts_with(char::is_lowercase) || (is_full && a.text.len() > 30 && !is_item(&b.text));
    if is_open && continues { Bond::Joined } else { Bond::Apart }
}

fn is_indented(last: &Placed, next: &Placed) -> bool {
    let (a, b) = (last.line, next.line);
    let is_centred = ((a.start + a.end) - (b.start + b.end)).abs() < b.size && b.start > next.left + b.size;
    // Names of functions, addresses and the like go on further in.
    let goes_on = !ends_sentence(&a.text) && b.text.starts_with(char::is_lowercase);
    let by = b.start - a.start;
    !goes_on && by > INDENT * b.size && by < 8.0 * b.size && !is_item(&a.text) && !is_centred
}

/// Whether a sentence ends where the next word would still have fitted.
fn ends_early(last: &Placed, next: &Line) -> bool {
    let word = next.text.split(' ').next().unwrap_or_default();
    let count = word.chars().map(|_| 1.0).sum::<f64>() + 2.0;
    ends_sentence(&last.line.text) && last.right - last.line.end > count * LETTER * next.size
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', ':', '…', '。', '؟'])
}

/// Whether a line begins an item of a list.
fn is_item(text: &str) -> bool {
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let number = first.strip_suffix(['.', ')']).map(|it| it.trim_start_matches('('));
    let is_number =
        number.is_some_and(|it| !it.is_empty() && it.len() <= 2 && it.bytes().all(|b| b.is_ascii_digit()));
    text.starts_with(['•', '▪', '●', '○', '◦', '■', '·', '‣', '\u{F0B7}'])
        || is_number
        || matches!(first, "–" | "-" | "*")
}

/// Joins a line to the text, with a blank or over a hyphen.
///
/// A hyphen between lower-case letters is taken for one that only breaks the word, unless the file
/// has the word with the hyphen inside a line and never without, or it follows a word such as `anti`.
fn join(text: &mut String, next: &str, words: &HashSet<String>) {
    let Some(first) = text.strip_suffix(['-', '\u{2010}', '\u{AD}']) else {
        let is_spaced = !(text.ends_with(is_unspaced) && next.starts_with(is_unspaced));
        text.extend(is_spaced.then_some(' '));
        text.push_str(next);
        return;
    };
    let first = last_word(first);
    let second: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    let lower = |word: &str, at_end: bool| {
        let end = if at_end { word.chars().next_back() } else { word.chars().next() };
        end.is_some_and(char::is_lowercase)
    };
    let (whole, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
    let is_kept =
        words.contains(&hyphenated.to_lowercase()) || HYPHENATED.contains(&first.to_lowercase().as_str());
    let is_break = lower(first, true) && lower(&second, false);
    if text.ends_with('\u{AD}') || is_break && (words.contains(&whole.to_lowercase()) || !is_kept) {
        text.pop();
    }
    text.push_str(next);
}

/// Characters of scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().find(|(_, c)| !c.is_alphabetic());
    &text[start.map_or(0, |(at, c)| at + c.len_utf8())..]
}

/// The words that stand within lines, in lower case: those at the end of one may be broken.
fn words(pages: &[Vec<Line>]) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in pages.iter().flatten() {
        let mut of_line: Vec<&str> = line.text.split_whitespace().collect();
        of_line.pop();
        let bare = of_line.into_iter().skip(1).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.extend(bare.filter(|word| !word.is_empty()).map(str::to_lowercase));
    }
    words
}

/// Takes out lines that stand at one place on most pages and differ in nothing but numbers that
/// count the pages.
fn drop_running_lines(pages: &mut [Vec<Line>]) {
    let mut seen: HashMap<String, Vec<(usize, f64, Vec<i64>)>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in at_edges(page).into_iter().map(|at| &page[at]) {
            let (pattern, numbers) = pattern(&line.text);
            seen.entry(pattern).or_default().push((number, line.height, numbers));
        }
    }
    let most = pages.iter().filter(|page| !page.is_empty()).count() / 2;
    seen.retain(|_, places| places.len() >= REPEATED.max(most) && counts_pages(places));
    for page in pages {
        let edges = at_edges(page);
        let is_running = |line: &Line| {
            let places = seen.get(&pattern(&line.text).0);
            places.is_some_and(|all| {
                all.iter().filter(|(_, height, _)| is_near(*height, line.height)).count() >= REPEATED
            })
        };
        let running: Vec<usize> = edges.into_iter().filter(|at| is_running(&page[*at])).collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !running.contains(&(at - 1))
        });
    }
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME_HEIGHT
}

/// The places of the highest and lowest lines of a page.
fn at_edges(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| page[*b].height.total_cmp(&page[*a].height));
    let low = order.len().saturating_sub(EDGE).max(EDGE.min(order.len()));
    let lowest = order.split_off(low);
    order.truncate(EDGE);
    order.extend(lowest);
    order
}

/// A line with `#` for each number, and the numbers.
fn pattern(text: &str) -> (String, Vec<i64>) {
    let mut pattern = String::new();
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            pattern.push('#');
            numbers.push(digits.parse().unwrap_or_default());
            digits.clear();
        }
        pattern.push(c);
    }
    (pattern, numbers)
}

/// Whether each number is the same on all pages, or grows with the pages, on most of them.
fn counts_pages(places: &[(usize, f64, Vec<i64>)]) -> bool {
    let Some((_, _, first)) = places.first() else { return false };
    let page = |page: usize| i64::try_from(page).unwrap_or_default();
    (0..first.len()).all(|at| {
        let numbers =
            places.iter().filter_map(|(number, _, numbers)| Some((page(*number), *numbers.get(at)?)));
        let (mut same, mut growing) = (HashMap::new(), HashMap::new());
        for (page, number) in numbers {
            *same.entry(number).or_insert(0_usize) += 1;
            *growing.entry(number - page).or_insert(0_usize) += 1;
        }
        let most = same.into_values().chain(growing.into_values()).max().unwrap_or_default();
        most * 4 >= places.len() * 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a column 400 points wide, each with its start, end and height.
    fn page(lines: &[(&str, f64, f64, f64)]) -> Vec<Line> {
        let line = |&(text, start, end, height): &(&str, f64, f64, f64)| Line {
            text: text.to_owned(),
            start,
            end,
            height,
            size: 10.0,
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn lines_are_joined_and_paragraphs_are_not() {
        let lines = page(&[
            ("At least ten people were reported killed in the", 0.0, 400.0, 700.0),
            ("north on Wednesday, the ministry said.", 0.0, 300.0, 688.0),
            ("A paragraph follows an early end and goes on", 0.0, 400.0, 676.0),
            ("to its second line,", 0.0, 390.0, 664.0),
            ("An indent begins another that fills the line", 15.0, 400.0, 652.0),
            ("a wide gap", 0.0, 100.0, 620.0),
            ("• an item", 0.0, 100.0, 608.0),
        ]);
        let text = text(vec![lines]);
        let paragraphs: Vec<&str> = text.trim_end().split("\n\n").collect();
        assert_eq!(paragraphs.len(), 5, "{paragraphs:#?}");
        assert_eq!(paragraphs[1], "A paragraph follows an early end and goes on to its second line,");
    }

    #[test]
    fn rows_of_a_table_stay_lines() {
        let lines = page(&[
            ("Killed\t12", 0.0, 400.0, 700.0),
            ("Hurt\t30", 0.0, 400.0, 688.0),
            ("Words after it", 0.0, 400.0, 676.0),
        ]);
        assert_eq!(text(vec![lines]), "Killed\t12\nHurt\t30\n\nWords after it\n");
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let first = page(&[("the ministry of the in-", 0.0, 400.0, 700.0)]);
        let second = page(&[("terior said.", 0.0, 100.0, 700.0), ("More words.", 0.0, 100.0, 600.0)]);
        assert_eq!(text(vec![first, second]), "the ministry of the interior said.\n\nMore words.\n");
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_dropped_with_care() {
        let join = |first: &str, second: &str, words: &[&str]| {
            let mut text = first.to_owned();
            super::join(&mut text, second, &words.iter().map(|it| (*it).to_owned()).collect());
            text
        };
        assert_eq!(join("the govern-", "ment said", &[]), "the government said");
        assert_eq!(join("an anti-", "war march", &[]), "an anti-war march");
        assert_eq!(join("a cease-", "fire", &["cease-fire"]), "a cease-fire");
        assert_eq!(join("a cease-", "fire", &["cease-fire", "ceasefire"]), "a ceasefire");
        assert_eq!(join("Al-", "Shifa", &[]), "Al-Shifa");
        assert_eq!(join("Covid-", "19", &[]), "Covid-19");
        assert_eq!(join("from 1,200-", "1,500 people", &[]), "from 1,200-1,500 people");
        assert_eq!(join("soft\u{AD}", "ened", &[]), "softened");
        assert_eq!(join("war -", "and peace", &[]), "war -and peace");
        assert_eq!(join("two", "words", &[]), "two words");
        assert_eq!(join("加沙", "卫生部", &[]), "加沙卫生部");
    }

    #[test]
    fn running_lines_are_dropped_and_figures_are_not() {
        let numbered = |number: i64, killed: i64| {
            page(&[
                (&format!("Situation report | {number}"), 0.0, 100.0, 780.0),
                ("Words of the article. They differ.", 0.0, 300.0, 700.0),
                (&format!("Killed: {killed}"), 0.0, 100.0, 20.0),
            ])
        };
        let text = text(vec![numbered(4, 120), numbered(5, 350), numbered(6, 351), numbered(7, 900)]);
        assert!(!text.contains("Situation report") && text.contains("Killed: 350"), "{text}");
        assert_eq!(text.matches("They differ").count(), 0, "a line repeated at one place on every page");
    }

    #[test]
    fn two_pages_have_no_running_lines() {
        let pages = vec![page(&[("Header", 0.0, 50.0, 780.0)]), page(&[("Header", 0.0, 50.0, 780.0)])];
        assert_eq!(text(pages).matches("Header").count(), 2);
    }
}
