//! PDF: the words of its pages, put together to paragraphs in the order in which they were written.
//!
//! Owns the safeguards around libraries that give up by panicking: a thread of its own with a large
//! stack, a limit of time, and pages that are made simple before they are read (`simple`). A page
//! that the first reader fails on is read by a plainer one (`plain`).

mod letters;
mod limits;
mod paragraphs;
mod plain;
mod repair;
mod simple;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use lopdf::{Document, Object, ObjectId};
use memchr::memmem;

use super::archive::damaged;
use super::properties::Properties;
use super::{Imported, Importer, Record, Source, Take, Unreadable};
use letters::{Letters, Line};

/// What a PDF is called in a sentence.
const FORMAT: &str = "PDF";
/// The largest file, in bytes.
const LARGEST: u64 = 128 << 20;
/// How long a PDF may take.
const LONGEST: Duration = Duration::from_secs(20);
/// The stack of its thread, in bytes; only what is used of it takes memory.
const STACK: usize = 64 << 20;
/// A page with fewer letters than this is read a second time by the plainer reader.
const FEW_LETTERS: usize = 20;
/// The most pages that are read.
const MOST_PAGES: usize = 5_000;
/// How many pages that could not be read are named in a sentence.
const MOST_NAMED: usize = 5;

/// Reads `.pdf` files.
pub struct Pdf;

impl Importer for Pdf {
    fn format(&self) -> &'static str {
        FORMAT
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn largest(&self) -> u64 {
        LARGEST
    }

    fn import(&self, source: &mut Source<'_>, take: &mut Take<'_>) -> Result<(), Unreadable> {
        let bytes = source.whole(LARGEST)?;
        let Pages { imported, failed } = within_limits(bytes.into_owned(), LONGEST)?;
        let went_on = take(Record { key: None, imported: Ok(imported) });
        if !failed.is_empty() && went_on.is_continue() {
            let _ = take(Record { key: None, imported: Err(partly(&failed)) });
        }
        Ok(())
    }
}

/// What was read of a PDF.
struct Pages {
    imported: Imported,
    /// The numbers of the pages that could not be read.
    failed: Vec<u32>,
}

fn partly(failed: &[u32]) -> Unreadable {
    let named: Vec<String> = failed.iter().take(MOST_NAMED).map(u32::to_string).collect();
    let more = if failed.len() > MOST_NAMED { " and more" } else { "" };
    damaged(FORMAT, format!("page {}{more} could not be read, the others were", named.join(", ")))
}

/// Reads on a thread of its own; one that takes too long is told to stop and let go.
fn within_limits(bytes: Vec<u8>, longest: Duration) -> Result<Pages, Unreadable> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = mpsc::sync_channel(1);
    let told = Arc::clone(&stop);
    let work = move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes, &told)));
        let _ = sender.send(outcome.unwrap_or(Err(Unreadable::Fault)));
    };
    thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn(work)?;
    match receiver.recv_timeout(longest) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Disconnected) => Err(Unreadable::Fault),
        Err(RecvTimeoutError::Timeout) => {
            stop.store(true, Ordering::Relaxed);
            Err(Unreadable::TooSlow { format: FORMAT, seconds: longest.as_secs() })
        }
    }
}

fn read(bytes: &[u8], stop: &Arc<AtomicBool>) -> Result<Pages, Unreadable> {
    limits::check(bytes, FORMAT)?;
    let mut document = load(bytes)?;
    limits::empty_what_is_large(&mut document);
    let ids: Vec<(u32, ObjectId)> = document.get_pages().into_iter().take(MOST_PAGES).collect();
    let (mut pages, mut failed) = (Vec::new(), Vec::new());
    for (number, id) in &ids {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        match page(&mut document, *number, *id, stop) {
            Some(lines) => pages.push(lines),
            None => failed.push(*number),
        }
    }
    let text = paragraphs::text(pages);
    if text.trim().is_empty() {
        return Err(without_words(&ids, &failed));
    }
    let stated = properties(&document).stated(&text);
    Ok(Pages { imported: Imported { text, stated, ..Imported::default() }, failed })
}

fn without_words(pages: &[(u32, ObjectId)], failed: &[u32]) -> Unreadable {
    match (pages.is_empty(), failed.is_empty()) {
        (true, _) => damaged(FORMAT, "it has no pages"),
        (false, true) => Unreadable::OnlyPictures { format: FORMAT },
        (false, false) => damaged(FORMAT, "none of its pages could be read"),
    }
}

fn load(bytes: &[u8]) -> Result<Document, Unreadable> {
    let locked = Unreadable::Locked { format: FORMAT };
    match loaded(bytes) {
        // Many files are locked against changes only, and open with an empty password.
        Some(mut document) if document.is_encrypted() => {
            document.decrypt("").map(|()| document).map_err(|_| locked)
        }
        Some(document) => Ok(document),
        None if memmem::find(bytes, b"/Encrypt").is_some() => Err(locked),
        None => {
            let repaired = repair::with_table(bytes).and_then(|bytes| loaded(&bytes));
            repaired.ok_or_else(|| damaged(FORMAT, "its table of contents cannot be found"))
        }
    }
}

/// A document that has pages; a table that is off by some bytes leads to none.
fn loaded(bytes: &[u8]) -> Option<Document> {
    let document = catch_unwind(|| Document::load_mem(bytes)).ok()?.ok()?;
    (document.is_encrypted() || document.page_iter().next().is_some()).then_some(document)
}

/// The lines of a page, `None` where no reader can read it.
fn page(document: &mut Document, number: u32, id: ObjectId, stop: &Arc<AtomicBool>) -> Option<Vec<Line>> {
    let simple = catch_unwind(AssertUnwindSafe(|| simple::page(document, id))).ok()??;
    let mut letters = Letters::new(Arc::clone(stop));
    let read = AssertUnwindSafe(|| {
        simple.put_into(document, id)?;
        pdf_extract::output_doc_page(document, &mut letters, number).ok()
    });
    let is_read = catch_unwind(read).ok().flatten().is_some();
    let lines = letters.finish();
    let count = |lines: &[Line]| lines.iter().map(Line::letters).sum::<usize>();
    if is_read && count(&lines) >= FEW_LETTERS {
        return Some(lines);
    }
    let plain = catch_unwind(AssertUnwindSafe(|| plain::lines(document, &simple))).unwrap_or_default();
    let best = if count(&plain) > count(&lines) { plain } else { lines };
    (is_read || !best.is_empty()).then_some(best)
}

/// What the information of the file states. The day on which it was made is not believed to be that
/// of its last change, nor of its publication.
fn properties(document: &Document) -> Properties {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let words = |key: &[u8]| {
        let value = info.and_then(|info| info.get_deref(key, document).ok());
        value.and_then(|value| lopdf::decode_text_string(value).ok()).unwrap_or_default()
    };
    Properties { title: words(b"Title"), author: words(b"Author"), modified: day(&words(b"ModDate")) }
}

/// `D:20240214093000+02'00'` as `2024-02-14` (ISO 32000-1, section 7.9.4).
fn day(date: &str) -> String {
    let digits = date.strip_prefix("D:").unwrap_or(date);
    match (digits.get(..4), digits.get(4..6), digits.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
