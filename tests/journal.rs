//! The workspace file: damage, disks that fail, second windows and newer versions.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dossier::dossier::{Dossier, Location, Sitting};
use dossier::journal::{self, Access, Disk, FILE_NAME, Failure, Header, Journal, Tail, WaitForDisk};
use dossier::model::item::About;
use dossier::model::{
    Analyst, ArticleId, Basis, DateClaim, Day, Edit, Entry, EntryId, Figure, Item, Kind, Memo, Passage, Span,
    Tag, TextHash, Words, Writer, figure,
};
use tempfile::TempDir;

const NOW: i64 = 1_707_300_000;

fn tag(name: &str) -> Edit {
    Edit::add(Item::Tag(Tag { name: name.to_owned(), ..Tag::default() }))
}

fn span(words: &str) -> Span {
    let article = ArticleId { path: "2024/003.txt".to_owned(), text: TextHash(7) };
    Span::in_text(article, words, 0..words.len()).unwrap()
}

/// A figure with most of its fields filled, in several scripts.
fn figure() -> Item {
    let mut figure = Figure::new(span("almost 32,000\n\"killed\" — ḥ قتيل"), figure::Method::Hand);
    figure.value = Some(32_000);
    figure.qualifier = Some(figure::Qualifier::Almost);
    figure.outcome = Some(figure::Outcome::Killed);
    figure.unit = Some(Words { text: "people".to_owned(), at: Some((7, 13)) });
    figure.scope = Some(figure::Scope::Cumulative { since: Day::new(2023, 10, 7) });
    figure.as_of = Some(DateClaim::on(Day::new(2024, 3, 24).unwrap(), Basis::Stated));
    figure.verification = Some(figure::Verification::NoneStated);
    figure.population = Some("None".to_owned());
    figure.attribution = Some(Vec::new());
    figure.note = "tab\t, back\\slash, (bracket".to_owned();
    Item::Figure(Box::new(figure))
}

fn entry(counter: u64, edits: Vec<Edit>) -> Entry {
    let id = EntryId { counter, writer: Writer(0xabc) };
    Entry { id, by: Analyst("Noor".to_owned()), at: NOW + counter as i64, edits }
}

fn sample() -> Vec<Entry> {
    let first = entry(1, vec![tag("Event"), tag("Wording")]);
    let item = first.touches().next().unwrap().0;
    let passage = Item::Passage(Passage { tag: item, span: span("two") });
    let memo = Item::Memo(Memo { about: About::Item(item), text: "two\nlines".to_owned() });
    let open = Figure::new(span("two"), figure::Method::Accepted);
    let seen = vec![first.id];
    let renamed = Edit::Set {
        item,
        to: Arc::new(Item::Tag(Tag { name: "Événement".to_owned(), key: Some(3), ..Tag::default() })),
        seen: seen.clone(),
        settles: vec!["name".to_owned()],
    };
    vec![
        first,
        entry(2, vec![Edit::add(figure()), Edit::add(passage), Edit::add(memo)]),
        entry(3, vec![renamed, Edit::add(Item::Figure(Box::new(open)))]),
        entry(
            4,
            vec![Edit::Remove { item, seen }, Edit::Retract(EntryId { counter: 2, writer: Writer(0xabc) })],
        ),
    ]
}

struct Folder {
    temp: TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { temp: tempfile::tempdir().unwrap() }
    }

    fn with(bytes: &[u8]) -> Self {
        let folder = Self::new();
        fs::write(folder.file(), bytes).unwrap();
        folder
    }

    fn file(&self) -> PathBuf {
        self.temp.path().join(FILE_NAME)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).unwrap()
    }

    fn open(&self) -> Dossier {
        Dossier::open(&Location::of(self.temp.path(), None).unwrap(), Sitting::new("Noor", NOW)).unwrap()
    }
}

fn whole_file() -> String {
    journal::write_all(&Header::default(), &sample()).unwrap()
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    journal::read(bytes).unwrap().lines.into_iter().map(|line| line.entry).collect()
}

#[test]
fn what_was_written_reads_back_one_entry_a_line() {
    let text = whole_file();
    assert_eq!(text.lines().count(), 1 + sample().len());
    assert_eq!(entries(text.as_bytes()), sample());
    assert!(text.starts_with("(dossier: 1, articles: \".\")\n(id:\"1.0000000000000abc\",by:\"Noor\","));
    assert!(!text.contains("Some("), "optional fields are written bare: {text}");
}

#[test]
fn windows_line_ends_a_mark_and_blank_lines_do_no_harm() {
    let text = format!("\u{feff}{}\r\n\r\n", whole_file().replace('\n', "\r\n"));
    let contents = journal::read(text.as_bytes()).unwrap();
    assert_eq!(contents.lines.len(), sample().len());
    assert_eq!((contents.unreadable.len(), contents.tail), (0, Tail::Ended));
}

#[test]
fn unknown_fields_of_the_header_are_tolerated() {
    let text =
        whole_file().replacen("articles: \".\"", "articles: \"press\", colour: Blue, of: [(1, \"x\")]", 1);
    let contents = journal::read(text.as_bytes()).unwrap();
    assert_eq!(contents.header, Some(Header { dossier: 1, articles: "press".to_owned() }));
    assert_eq!(contents.lines.len(), sample().len());
}

/// Cuts a real file at every byte: nothing but the last entry is ever lost.
#[test]
fn a_file_cut_at_any_byte_opens_and_grows_on() {
    let some: Vec<Entry> = sample().into_iter().filter(|entry| entry.id.counter != 2).collect();
    let whole = journal::write_all(&Header::default(), &some).unwrap().into_bytes();
    let folder = Folder::new();
    for cut in 0..=whole.len() {
        let _ = fs::remove_file(journal::torn_path(&folder.file()));
        fs::write(folder.file(), &whole[..cut]).unwrap();
        let whole_lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count().saturating_sub(1);
        let id = {
            let mut dossier = folder.open();
            assert_eq!(dossier.read_only(), None, "cut at {cut}");
            dossier.commit(vec![tag("after the crash")], NOW + 99).unwrap().unwrap()
        };
        let read = entries(&folder.bytes());
        assert!(read.len() > whole_lines, "cut at {cut}");
        assert_eq!(read[..whole_lines], some[..whole_lines], "cut at {cut}");
        assert_eq!(read.last().unwrap().id, id, "cut at {cut}");
        assert!(journal::read(&folder.bytes()).unwrap().unreadable.is_empty(), "cut at {cut}");
        assert_nothing_lost(&folder, &whole[..cut]);
    }
}

/// Every byte that was there is in the file or in the one beside it.
fn assert_nothing_lost(folder: &Folder, was: &[u8]) {
    let start = was.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let torn = was[start..].trim_ascii();
    let mut kept = folder.bytes();
    assert!(kept.starts_with(&was[..start]));
    kept.extend(fs::read(journal::torn_path(&folder.file())).unwrap_or_default());
    assert!(kept.windows(torn.len().max(1)).any(|window| window == torn) || torn.is_empty());
}

#[test]
fn a_torn_line_is_told_and_set_aside() {
    let text = whole_file();
    let folder = Folder::with(&text.as_bytes()[..text.len() - 9]);
    let dossier = folder.open();
    let notices = dossier.notices();
    assert!(notices[0].starts_with("The last line of the workspace was cut off ("), "{notices:?}");
    assert!(notices[0].contains("set aside in: "), "{notices:?}");
    let torn = fs::read_to_string(journal::torn_path(&folder.file())).unwrap();
    assert!(torn.starts_with("(id:\"4.") && torn.ends_with('\n'));
}

#[test]
fn garbled_lines_stay_where_they_are_and_are_counted() {
    let text = whole_file();
    let mut bytes = Vec::new();
    for (number, line) in text.lines().enumerate() {
        bytes.extend(line.as_bytes());
        bytes.push(b'\n');
        match number {
            0 => bytes.extend(b"<<<<<<< ours\n"),
            1 => bytes.extend(b"(id:\"9.1\",by:\"x\",at:1,edits:[Add(Hologram(x:1))])\n"),
            2 => bytes.extend(b"(id:\"9.1\",by:\"\xff\xfe\",at:1,edits:[])\n"),
            _ => {}
        }
    }
    let folder = Folder::with(&bytes);
    {
        let mut dossier = folder.open();
        let notices = dossier.notices();
        assert!(notices[0].contains("3 lines of the workspace cannot be read"), "{notices:?}");
        assert!(notices[0].contains("(line 2, 4, 6)"), "{notices:?}");
        assert_eq!(dossier.workspace().log().len(), sample().len());
        dossier.commit(vec![tag("later")], NOW).unwrap();
    }
    let after = folder.bytes();
    assert!(after.starts_with(&bytes));
    let contents = journal::read(&after).unwrap();
    assert_eq!(contents.lines.len(), sample().len() + 1);
    let lines: Vec<usize> = contents.unreadable.iter().map(|line| line.line).collect();
    assert_eq!(lines, [2, 4, 6]);
}

#[test]
fn two_entries_with_one_number_are_told_not_chosen_between() {
    let text = whole_file();
    let second = text.lines().nth(1).unwrap().replace("Wording", "Other");
    let folder = Folder::with(format!("{text}{second}\n").as_bytes());
    let dossier = folder.open();
    assert!(
        dossier.notices()[0]
            .starts_with("One entry was left out: two different entries are both numbered 1.")
    );
    assert_eq!(dossier.workspace().log().len(), sample().len());
}

#[test]
fn a_newer_version_is_shown_read_only() {
    let text = whole_file().replacen("dossier: 1", "dossier: 2", 1);
    let folder = Folder::with(text.as_bytes());
    {
        let mut dossier = folder.open();
        assert!(dossier.read_only().unwrap().contains("a newer version of Dossier wrote it (format 2"));
        assert!(dossier.commit(vec![tag("no")], NOW).is_err());
        assert!(!dossier.can_undo());
        assert_eq!(dossier.workspace().log().len(), sample().len());
    }
    assert_eq!(folder.bytes(), text.as_bytes());
}

#[test]
fn another_kind_of_file_is_left_as_it_is() {
    for text in ["hello", "hello\n", "{\"dossier\": 1}\n", "(version: 3)\n", "(dossier: 0)\n", "\n"] {
        let folder = Folder::with(text.as_bytes());
        let location = Location { articles: folder.temp.path().into(), workspace: folder.file() };
        let Err(error) = Dossier::open(&location, Sitting::new("Noor", NOW)) else {
            panic!("{text:?} was opened")
        };
        assert!(error.to_string().starts_with("the file was left as it is, because "), "{error}");
        assert_eq!(folder.bytes(), text.as_bytes());
    }
}

#[test]
fn a_second_window_reads_and_does_not_write() {
    let folder = Folder::new();
    let mut first = folder.open();
    first.commit(vec![tag("one")], NOW).unwrap();
    {
        let mut second = folder.open();
        let reason = second.read_only().unwrap().to_owned();
        assert_eq!(reason, "This dossier is shown read-only, because it is open in another window.");
        assert_eq!(second.workspace().log().len(), first.workspace().log().len());
        assert!(second.commit(vec![tag("two")], NOW).is_err());
    }
    drop(first);
    assert_eq!(folder.open().read_only(), None);
}

#[test]
fn a_second_window_leaves_a_line_in_the_making_alone() {
    let folder = Folder::new();
    let first = folder.open();
    let mut half = folder.bytes();
    half.extend(b"(id:\"2.");
    fs::write(folder.file(), &half).unwrap();
    assert!(folder.open().read_only().is_some());
    assert_eq!(folder.bytes(), half);
    drop(first);
}

#[test]
fn a_new_dossier_begins_with_the_codebook_as_one_undoable_entry() {
    let folder = Folder::new();
    let mut dossier = folder.open();
    assert_eq!(dossier.workspace().count(Kind::Tag), 12);
    assert_eq!(dossier.workspace().log().len(), 1);
    assert!(dossier.can_undo());
    dossier.undo(NOW).unwrap();
    assert_eq!(dossier.workspace().count(Kind::Tag), 0);
    drop(dossier);
    let mut dossier = folder.open();
    assert_eq!(dossier.workspace().count(Kind::Tag), 0, "undone, not begun again");
    dossier.redo(NOW).unwrap();
    assert_eq!(dossier.workspace().count(Kind::Tag), 12);
}

#[test]
fn a_folder_that_cannot_hold_a_workspace_asks_for_another_place() {
    let folder = Folder::new();
    let articles = folder.temp.path().join("no-such-folder");
    let location = Location::of(&articles, None).unwrap();
    let Err(error) = Dossier::open(&location, Sitting::new("Noor", NOW)) else { panic!("opened") };
    assert!(error.is_unwritable(), "{error}");
    let location = location.with_workspace(folder.temp.path().join("elsewhere.ron"));
    drop(Dossier::open(&location, Sitting::new("Noor", NOW)).unwrap());
    let again = Location::of(&location.workspace, None).unwrap();
    assert_eq!(again, location);
}

/// A disk that fails while it is told to, after writing part of what it was given.
#[derive(Clone, Default)]
struct BadDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    full: bool,
    cannot_cut: bool,
    cannot_sync: bool,
}

impl Disk for BadDisk {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut state = self.0.lock().unwrap();
        if !state.full {
            state.bytes.extend(bytes);
            return Ok(());
        }
        let left_part = state.cannot_cut;
        if left_part {
            state.bytes.extend(&bytes[..bytes.len() / 2]);
        }
        Err(Failure { why: io::Error::other("no space is left on the disk"), left_part })
    }

    fn wait(&self) -> io::Result<WaitForDisk> {
        let fails = self.0.lock().unwrap().cannot_sync;
        let outcome = move || if fails { Err(io::Error::other("the cable was pulled")) } else { Ok(()) };
        Ok(Box::new(outcome))
    }
}

fn written(disk: &BadDisk) -> Vec<u8> {
    let mut bytes = b"(dossier: 1)\n".to_vec();
    bytes.extend(&disk.0.lock().unwrap().bytes);
    bytes
}

#[test]
fn a_full_disk_keeps_the_work_and_the_next_commit_writes_it() {
    for cannot_cut in [false, true] {
        let disk = BadDisk::default();
        let mut journal = Journal::new(Path::new("workspace.ron"), Box::new(disk.clone()));
        let sample = sample();
        journal.append(&sample[0]);
        disk.0.lock().unwrap().full = true;
        disk.0.lock().unwrap().cannot_cut = cannot_cut;
        journal.append(&sample[1]);
        journal.append(&sample[2]);
        assert_eq!(journal.pending(), 2);
        let problem = journal.problem().unwrap().to_owned();
        assert!(problem.contains("because no space is left on the disk; it is kept here"), "{problem}");
        disk.0.lock().unwrap().full = false;
        journal.append(&sample[3]);
        assert_eq!((journal.pending(), journal.problem()), (0, None));
        let bytes = written(&disk);
        assert_eq!(entries(&bytes), sample);
        let unreadable = journal::read(&bytes).unwrap().unreadable.len();
        assert_eq!(unreadable > 0, cannot_cut, "half lines stay apart from whole ones");
    }
}

#[test]
fn an_entry_counts_as_saved_only_when_the_disk_confirms_it() {
    let disk = BadDisk::default();
    let mut journal = Journal::new(Path::new("workspace.ron"), Box::new(disk.clone()));
    journal.append(&sample()[0]);
    assert_eq!(journal.on_disk(), None);
    let sync = journal.sync().unwrap();
    journal.append(&sample()[1]);
    journal.note(sync.run());
    assert_eq!(journal.on_disk(), Some(NOW + 1), "the second was written after the question");
    disk.0.lock().unwrap().cannot_sync = true;
    let sync = journal.sync().unwrap();
    journal.note(sync.run());
    assert_eq!(journal.on_disk(), Some(NOW + 1));
    assert!(journal.problem().unwrap().contains("the cable was pulled"));
}

#[test]
fn the_dossier_says_when_the_last_entry_reached_the_disk() {
    let folder = Folder::new();
    let mut dossier = folder.open();
    dossier.commit(vec![tag("one")], NOW + 5).unwrap();
    let saved = dossier.flush();
    assert_eq!((saved.at, saved.pending, saved.problem), (Some(NOW + 5), 0, None));
    drop(dossier);
    assert_eq!(folder.open().saved().at, Some(NOW + 5));
}

#[test]
fn a_merge_appends_the_lacking_lines_as_they_stand() {
    let (mine, theirs) = (Folder::new(), Folder::with(whole_file().as_bytes()));
    drop(theirs.open());
    let spaced = whole_file().replace("by:\"Noor\"", "by: \"Noor\" ");
    let before = {
        let mut dossier = mine.open();
        let before = mine.bytes();
        let merged = dossier.merge(spaced.as_bytes()).unwrap();
        assert_eq!((merged.entries, merged.unreadable), (sample().len(), 0));
        assert_eq!(dossier.merge(spaced.as_bytes()).unwrap().entries, 0);
        before
    };
    let lines: String = spaced.lines().skip(1).map(|line| format!("{line}\n")).collect();
    assert_eq!(String::from_utf8(mine.bytes()).unwrap(), String::from_utf8(before).unwrap() + &lines);
    assert!(mine.open().merge(b"not a workspace").is_err());
}

#[test]
fn many_lines_are_read_in_the_order_of_the_file() {
    let many: Vec<Entry> = (1..5000).map(|counter| entry(counter, vec![tag("x")])).collect();
    let text = journal::write_all(&Header::default(), &many).unwrap();
    let contents = journal::read(text.as_bytes()).unwrap();
    assert!(contents.lines.iter().map(|line| line.number).eq(2..5001));
    assert!(contents.lines.into_iter().map(|line| line.entry).eq(many));
}

#[test]
fn opening_for_reading_only_is_possible_while_another_window_writes() {
    let folder = Folder::new();
    let _first = folder.open();
    let opened = journal::open_unwritable(&folder.file(), "it was asked for").unwrap();
    assert!(
        matches!(opened.access, Access::ReadOnly(reason) if reason.ends_with("because it was asked for."))
    );
}
