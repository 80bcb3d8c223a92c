//! What was read of a folder, kept so that the next opening reads only what changed.
//!
//! One file of segments, each with a checksum: a damaged or torn segment costs only itself, and the
//! whole file may be deleted at any time. A file's entry counts while the file's stamp, or failing
//! that the hash of its bytes, is the same.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::article::{Article, PictureSize, Reading, Stamp, Stated};
use super::decode::{Encoding, Sign};
use super::import;
use super::language::Language;
use crate::model::{Basis, DateClaim, Day, TextHash};

/// Raised whenever an importer gives another text or other statements of the same bytes: what older
/// versions kept is then read anew.
const READING: u32 = 2;
const MAGIC: &[u8; 16] = b"dossier cache 1\n";
/// One part in this many is appended; more is reason to write the whole anew.
const REWRITTEN: usize = 8;
/// A cache may be this much longer than twice the text before it is written anew, in bytes.
const LEEWAY: u64 = 16 << 20;
/// A segment is closed when it holds this many bytes of text.
const SEGMENT: usize = 1 << 20;
/// No segment that was written is longer: the longest text and what is known of it.
const LONGEST: u32 = 1 << 30;

/// One file as it was read.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry<'a> {
    pub(super) file: &'a str,
    pub(super) stamp: Stamp,
    pub(super) bytes: u64,
    #[serde(borrow)]
    articles: Vec<Kept<'a>>,
}

/// One article of a file.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    key: Option<&'a str>,
    hash: u64,
    text: &'a str,
    format: &'a str,
    encoding: Option<(&'a str, u8, usize)>,
    picture: Option<(u32, u32)>,
    language: Option<Option<&'a str>>,
    words: [Option<&'a str>; 4],
    #[serde(borrow)]
    published: Claim<'a>,
    #[serde(borrow)]
    modified: Claim<'a>,
}

/// Earliest, latest and best day, bases and note.
type Claim<'a> = (Option<i32>, Option<i32>, Option<i32>, Vec<Basis>, &'a str);

/// Keeps what was read anew: behind what is there, or, where that is a good part, all of it anew.
///
/// # Errors
/// As [`write()`].
pub fn keep(cache: &Path, all: &[Arc<Article>], fresh: &[Arc<Article>]) -> io::Result<u64> {
    let text: usize = all.iter().map(|article| article.text.len()).sum();
    // Entries that are out of date stay in the file until it is written anew.
    let is_full = fs::metadata(cache).is_ok_and(|it| it.len() > text as u64 * 2 + LEEWAY);
    let few = fresh.len() * REWRITTEN < all.len() && !is_full && Segments::open(cache).is_some();
    if few { append(cache, fresh.iter()) } else { write(cache, all.iter()) }
}

/// Writes everything anew: whole or not at all. Gives how many bytes it wrote.
///
/// Articles of one file must stand together, as they do in the order of paths.
///
/// # Errors
/// The cache cannot be written; nothing is lost by that but time.
pub fn write<'a>(cache: &Path, articles: impl Iterator<Item = &'a Arc<Article>>) -> io::Result<u64> {
    let folder = cache.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    out.write_all(MAGIC)?;
    out.write_all(&READING.to_le_bytes())?;
    let written = write_segments(&mut out, articles)?;
    out.flush()?;
    drop(out);
    file.persist(cache)?;
    Ok(written)
}

/// Adds files that were read anew behind what is there.
///
/// # Errors
/// As [`write()`].
pub fn append<'a>(cache: &Path, articles: impl Iterator<Item = &'a Arc<Article>>) -> io::Result<u64> {
    let mut out = BufWriter::new(OpenOptions::new().append(true).open(cache)?);
    let written = write_segments(&mut out, articles)?;
    out.flush()?;
    Ok(written)
}

fn write_segments<'a>(
    out: &mut impl io::Write,
    articles: impl Iterator<Item = &'a Arc<Article>>,
) -> io::Result<u64> {
    let mut written = 0;
    let mut segment: Vec<Entry<'a>> = Vec::new();
    let mut bytes = 0;
    for article in articles.filter(|article| article.reading.stamp.is_some()) {
        match segment.last_mut().filter(|last| last.file == article.file()) {
            Some(last) => last.articles.push(Kept::of(article)),
            None if bytes >= SEGMENT => {
                written += write_segment(out, &segment)?;
                segment = vec![Entry::of(article)];
                bytes = 0;
            }
            None => segment.push(Entry::of(article)),
        }
        bytes += article.text.len();
    }
    Ok(written + write_segment(out, &segment)?)
}

fn write_segment(out: &mut impl io::Write, entries: &[Entry<'_>]) -> io::Result<u64> {
    if entries.is_empty() {
        return Ok(0);
    }
    let bytes = postcard::to_stdvec(entries).map_err(io::Error::other)?;
    let Some(length) = u32::try_from(bytes.len()).ok().filter(|length| *length <= LONGEST) else {
        return Ok(0); // Too much for one segment: these files are read anew.
    };
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&xxh3_64(&bytes).to_le_bytes())?;
    out.write_all(&bytes)?;
    Ok(u64::from(length))
}

/// The segments of a cache, in the order in which they were written; those after damage are left.
pub(super) struct Segments {
    file: BufReader<File>,
    left: u64,
}

impl Segments {
    /// Opens a cache; `None` where there is none, or one of another version.
    pub(super) fn open(cache: &Path) -> Option<Self> {
        let file = File::open(cache).ok()?;
        let length = file.metadata().ok()?.len();
        let mut file = BufReader::with_capacity(1 << 20, file);
        let mut head = [0; 20];
        file.read_exact(&mut head).ok()?;
        let is_ours = head[..16] == *MAGIC && head[16..] == READING.to_le_bytes();
        is_ours.then(|| Self { file, left: length.saturating_sub(20) })
    }
}

impl Iterator for Segments {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let (mut length, mut sum) = ([0; 4], [0; 8]);
        self.file.read_exact(&mut length).ok()?;
        self.file.read_exact(&mut sum).ok()?;
        let length = u64::from(u32::from_le_bytes(length));
        // A damaged length would otherwise ask for memory that no segment needs.
        self.left = self.left.checked_sub(length.checked_add(12)?)?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        self.file.read_exact(&mut bytes).ok()?;
        Some(Segment { bytes, sum: u64::from_le_bytes(sum) })
    }
}

/// The bytes of some entries, not yet looked at.
pub(super) struct Segment {
    bytes: Vec<u8>,
    sum: u64,
}

impl Segment {
    /// The entries; none where the segment is damaged.
    pub(super) fn entries(&self) -> Vec<Entry<'_>> {
        let whole = xxh3_64(&self.bytes) == self.sum;
        whole.then(|| postcard::from_bytes(&self.bytes).ok()).flatten().unwrap_or_default()
    }
}

impl<'a> Entry<'a> {
    fn of(article: &'a Article) -> Self {
        let stamp = article.reading.stamp.unwrap_or_default();
        let bytes = article.reading.file_bytes;
        Self { file: article.file(), stamp, bytes, articles: vec![Kept::of(article)] }
    }

    /// The articles of the file, which now has this stamp; `None` where this version cannot make them.
    pub(super) fn articles(&self, stamp: Stamp) -> Option<Vec<Arc<Article>>> {
        self.articles.iter().map(|kept| kept.article(self, stamp).map(Arc::new)).collect()
    }
}

impl<'a> Kept<'a> {
    fn of(article: &'a Article) -> Self {
        let Stated { title, byline, publisher, address, published, modified } = &article.stated;
        let words = [title, byline, publisher, address].map(|words| words.as_deref());
        let encoding = article.reading.encoding;
        Self {
            key: article.key(),
            hash: article.id.text.0,
            text: &article.text,
            format: article.reading.format,
            encoding: encoding.map(|it| (it.name, it.sign as u8, it.broken)),
            picture: article.picture.map(|size| (size.width, size.height)),
            language: article.told_language().map(|told| told.map(Language::code)),
            words,
            published: claim(published),
            modified: claim(modified),
        }
    }

    fn article(&self, file: &Entry<'_>, stamp: Stamp) -> Option<Article> {
        let encoding = match self.encoding {
            Some((name, sign, broken)) => Some(encoding(name, sign, broken)?),
            None => None,
        };
        let format = import::format(self.format)?;
        let reading = Reading { format, encoding, file_bytes: file.bytes, stamp: Some(stamp) };
        let [title, byline, publisher, address] = self.words.map(|words| words.map(str::to_owned));
        let published = unclaim(&self.published);
        let stated =
            Stated { title, byline, publisher, address, published, modified: unclaim(&self.modified) };
        let article = Article::known(file.file, self.key, TextHash(self.hash), self.text, stated, reading);
        let picture = self.picture.map(|(width, height)| PictureSize { width, height });
        Some(
            match self.language {
                Some(told) => article.with_language(told.and_then(Language::of_code)),
                None => article,
            }
            .measuring(picture),
        )
    }
}

fn encoding(name: &str, sign: u8, broken: usize) -> Option<Encoding> {
    let name = encoding_rs::Encoding::for_label(name.as_bytes())?.name();
    let signs = [Sign::Mark, Sign::Valid, Sign::Declared, Sign::Guessed];
    let sign = signs.into_iter().find(|known| *known as u8 == sign)?;
    Some(Encoding { name, sign, broken })
}

fn claim(claim: &DateClaim) -> Claim<'_> {
    let [earliest, latest, best] = [claim.earliest, claim.latest, claim.best].map(|day| day.map(|day| day.0));
    (earliest, latest, best, claim.basis.clone(), &claim.note)
}

fn unclaim((earliest, latest, best, basis, note): &Claim<'_>) -> DateClaim {
    let [earliest, latest, best] = [earliest, latest, best].map(|day| day.map(Day));
    DateClaim { earliest, latest, best, basis: basis.clone(), note: (*note).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    fn articles() -> Vec<Arc<Article>> {
        let stated = Stated {
            title: Some("Talks resume".into()),
            address: Some("https://example.org/a".into()),
            published: DateClaim::on(Day(19_760), Basis::Metadata),
            ..Stated::default()
        };
        let stamp = Some(Stamp { modified: 1, changed: 2, content: 3 });
        let reading = Reading { format: "text file", encoding: Some(Encoding::UTF_8), file_bytes: 9, stamp };
        let one = |file: &str, key: Option<&str>, text: &str| {
            let article = Article::of_record(file, key, text, stated.clone(), reading);
            Arc::new(article.with_language(Language::of_code("eng")))
        };
        vec![one("a.txt", None, "Six killed"), one("b.csv", Some("1"), "قُتل"), one("b.csv", Some("2"), "x")]
    }

    fn kept(cache: &Path) -> Vec<Arc<Article>> {
        let segments: Vec<Segment> = Segments::open(cache).into_iter().flatten().collect();
        let entries = segments.iter().flat_map(Segment::entries);
        entries.filter_map(|entry| entry.articles(entry.stamp)).flatten().collect()
    }

    #[test]
    fn articles_come_back_as_they_were() {
        let folder = tempdir().unwrap();
        let cache = folder.path().join("sub/cache");
        let articles = articles();
        write(&cache, articles.iter()).unwrap();
        append(&cache, articles[..1].iter()).unwrap();
        let back = kept(&cache);
        assert_eq!(back.len(), 4);
        for (back, article) in back.iter().zip(articles.iter().chain(&articles[..1])) {
            assert_eq!(back, article);
            assert_eq!(back.told_language(), article.told_language());
            assert_eq!(back.id.text, article.id.text);
        }
    }

    #[test]
    fn damage_anywhere_costs_at_most_what_is_kept() {
        let folder = tempdir().unwrap();
        let cache = folder.path().join("cache");
        let articles = articles();
        write(&cache, articles.iter()).unwrap();
        append(&cache, articles[..1].iter()).unwrap();
        let whole = fs::read(&cache).unwrap();
        for at in 0..whole.len() {
            fs::write(&cache, &whole[..at]).unwrap();
            assert!(kept(&cache).len() < 4, "cut at {at}");
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            fs::write(&cache, &damaged).unwrap();
            let back = kept(&cache);
            assert!(back.iter().all(|back| articles.contains(back)), "damaged at {at}");
        }
    }
}
