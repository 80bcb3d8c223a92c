//! A new table of contents for a PDF that lacks one, made from the objects that are there.

use std::collections::BTreeMap;

use memchr::memmem;

/// The most objects of a file.
const MOST: usize = 500_000;

/// The file with a table of its objects at the end, `None` where no object is its catalogue.
pub fn with_table(bytes: &[u8]) -> Option<Vec<u8>> {
    let objects = objects(bytes);
    let catalogue = catalogue(bytes, &objects)?;
    let table = bytes.len() + 1;
    let mut words = String::from("\nxref\n");
    for (number, (generation, at)) in &objects {
        words += &format!("{number} 1\n{at:010} {generation:05} n \n");
    }
    let size = objects.keys().next_back()? + 1;
    words += &format!("trailer\n<< /Size {size} /Root {catalogue} {} R", objects.get(&catalogue)?.0);
    words += &format!(" {} >>\nstartxref\n{table}\n%%EOF\n", information(bytes).unwrap_or_default());
    Some([bytes, words.as_bytes()].concat())
}

/// The objects by number, each with its generation and its place; the last of a number stands.
fn objects(bytes: &[u8]) -> BTreeMap<u32, (u16, usize)> {
    let mut objects = BTreeMap::new();
    for at in memmem::find_iter(bytes, b" obj").take(MOST) {
        if let Some((number, generation, start)) = heading(bytes, at) {
            objects.insert(number, (generation, start));
        }
    }
    objects
}

/// `12 0` before ` obj`, and where it begins.
fn heading(bytes: &[u8], end: usize) -> Option<(u32, u16, usize)> {
    let (generation, space) = number_before(bytes, end)?;
    let before = space.checked_sub(1).filter(|at| bytes[*at] == b' ')?;
    let (number, start) = number_before(bytes, before)?;
    Some((u32::try_from(number).ok()?, u16::try_from(generation).ok()?, start))
}

fn number_before(bytes: &[u8], end: usize) -> Option<(u64, usize)> {
    let digits = bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let words = std::str::from_utf8(&bytes[end - digits..end]).ok()?;
    Some((words.parse().ok()?, end - digits))
}

/// The number of the catalogue: as the last trailer says, else by its type.
fn catalogue(bytes: &[u8], objects: &BTreeMap<u32, (u16, usize)>) -> Option<u32> {
    let named = memmem::rfind(bytes, b"/Root").and_then(|at| reference(&bytes[at + 5..]));
    let is_there = |number: &u32| objects.contains_key(number);
    named.map(|(number, _)| number).filter(is_there).or_else(|| {
        let typed = ["/Type /Catalog", "/Type/Catalog"];
        let at = typed.iter().find_map(|words| memmem::rfind(bytes, words.as_bytes()))?;
        let before = objects.iter().filter(|(_, (_, start))| *start < at);
        before.max_by_key(|(_, (_, start))| *start).map(|(number, _)| *number)
    })
}

/// What the last trailer says of the information, as a trailer says it.
fn information(bytes: &[u8]) -> Option<String> {
    let at = memmem::rfind(bytes, b"/Info ")?;
    let (number, generation) = reference(&bytes[at + 5..])?;
    Some(format!("/Info {number} {generation} R"))
}

/// `12 0 R` at the beginning of bytes.
fn reference(bytes: &[u8]) -> Option<(u32, u16)> {
    let words =
        std::str::from_utf8(bytes.get(..24.min(bytes.len()))?.split(|byte| !byte.is_ascii()).next()?).ok()?;
    let mut words = words.split_ascii_whitespace();
    let found = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then_some(found)
}
