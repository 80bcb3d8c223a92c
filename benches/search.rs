//! Milliseconds of a search over generated articles, beside a plain pass of `memmem` over the same
//! bytes on the same threads as the yardstick.
//!
//! `CPU` is what the same takes of all threads by their number, as Linux counts it. On a busy machine it
//! tells more than the time does, but it leaves out waiting, and others who share the caches raise it.
//!
//! `DOSSIER_BENCH_BESIDE` names a program that understands ripgrep's options, to be put to the same
//! articles in files, which the system then holds in memory.
//!
//! `cargo bench --bench search`, or with the number of articles: `cargo bench --bench search -- 10000`

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::ffi::OsStr;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use dossier::corpus::search::{AsStated, Plan, parse, run};
use dossier::corpus::{Article, Corpus, Reading, Stated};
use dossier::dossier::search::{Known, Searcher};
use dossier::dossier::{Dossier, Sitting};
use dossier::job::nobody;
use dossier::model::{Basis, DateClaim, Day, Edit, Item, ItemId, Passage, Span, Tag, Workspace};
use rayon::prelude::*;

/// Bytes of an article.
const BYTES: usize = 4_000;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    for count in sizes {
        for (name, sentences, queries) in [
            ("English", ENGLISH, ENGLISH_QUERIES),
            ("French", FRENCH, FRENCH_QUERIES),
            ("Arabic", ARABIC, ARABIC_QUERIES),
        ] {
            if count > 10_000 && name != "English" {
                continue;
            }
            table(name, &articles(count, sentences), queries);
        }
        if let Some(program) = std::env::var_os("DOSSIER_BENCH_BESIDE") {
            beside(&program, &articles(count, ENGLISH));
        }
        window(count);
    }
}

/// Articles of sentences drawn at random; a rare word stands in one of 500.
fn articles(count: usize, sentences: &[&str]) -> Arc<Vec<Arc<Article>>> {
    let mut seed = 42_u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    let mut article = |number: usize| {
        let mut text = String::with_capacity(BYTES + 400);
        while text.len() < BYTES {
            text.push_str(sentences[next(sentences.len())]);
            text.push_str(if next(5) == 0 { "\n\n" } else { " " });
        }
        if number.is_multiple_of(500) {
            text.push_str("Zaventem");
        }
        let day = Day(19_700 + (number % 400) as i32);
        let stated = Stated {
            title: Some(format!("Report number {number} of the day")),
            publisher: Some(format!("The Example Paper {}", number % 37)),
            published: DateClaim::on(day, Basis::Metadata),
            ..Stated::default()
        };
        Arc::new(Article::new(format!("folder/{number:06}.txt"), text, stated, Reading::default()))
    };
    Arc::new((0..count).map(&mut article).collect())
}

fn table(name: &str, articles: &Arc<Vec<Arc<Article>>>, queries: &[&str]) {
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let yardstick = best(|| plain(articles, b"zqzqzq"));
    println!(
        "\n{name}: {} articles, {:.0} MB; memmem for an absent word {:.2} ms, {:.1} GB/s",
        articles.len(),
        bytes as f64 / 1e6,
        yardstick,
        bytes as f64 / yardstick / 1e6
    );
    println!(
        "{:<44}{:>8}{:>8}{:>8}{:>9}{:>9}{:>9}",
        "query", "ms", "CPU", "facets", "x memmem", "hits", "articles"
    );
    for query in queries {
        let plan = Plan::new(&parse(query));
        let once = || run(&plan, articles, &AsStated, false, &|| false).map_or(0, |found| found.len());
        let (alone, cpu) = (best(once), least_cpu(once));
        let facets = best(|| run(&plan, articles, &AsStated, true, &|| false).map_or(0, |found| found.len()));
        let found = run(&plan, articles, &AsStated, false, &|| false).unwrap_or_default();
        let (hits, more) = (found.len(), if found.more { "+" } else { "" });
        println!(
            "{query:<44}{alone:>8.2}{cpu:>8.2}{facets:>8.2}{:>9.1}{:>9}{:>9}",
            alone / yardstick,
            format!("{hits}{more}"),
            found.articles.len()
        );
    }
}

/// The times of another program for whole words in any case, on the same texts in files.
fn beside(program: &OsStr, articles: &Arc<Vec<Arc<Article>>>) {
    let folder = tempfile::tempdir().unwrap_or_else(|why| unreachable!("no temporary folder: {why}"));
    for (at, article) in articles.iter().enumerate() {
        let part = folder.path().join(format!("{:03}", at / 1000));
        if at % 1000 == 0 {
            std::fs::create_dir(&part).unwrap_or_else(|why| unreachable!("{why}"));
        }
        let file = part.join(format!("{at:06}.txt"));
        std::fs::write(file, &*article.text).unwrap_or_else(|why| unreachable!("{why}"));
    }
    println!("\n{:<44}{:>9}{:>9}{:>9}", "words beside another program", "ms", "its ms", "part");
    for words in ["Zaventem", "absentword", "killed", "the", "the health ministry", "27,585"] {
        let plan = Plan::new(&parse(&format!("\"{words}\" ")));
        let own = best(|| run(&plan, articles, &AsStated, false, &|| false).map_or(0, |found| found.len()));
        let its = best(|| {
            let mut other = Command::new(program);
            other.args(["--count-matches", "-i", "-w", "-F", words]).arg(folder.path());
            other.output().map_or(0, |told| told.stdout.len())
        });
        println!("{words:<44}{own:>9.2}{its:>9.2}{:>9.3}", own / its);
    }
}

/// What the window waits for: a letter typed, and the snapshot of 10,000 passages.
fn window(count: usize) {
    let articles = Arc::unwrap_or_clone(articles(count, ENGLISH)).into_iter().map(Arc::unwrap_or_clone);
    let corpus = Corpus::new(articles, Vec::new());
    let mut dossier = Dossier::in_memory(Workspace::default(), corpus, Sitting::new("A. Example", 0));
    let span = |number: usize| {
        let article = dossier.corpus().nth(number % count)?;
        Span::in_text(article.id.clone(), &article.text, 0..10)
    };
    let tag = ItemId { entry: dossier.next_entry(), place: 0 };
    let mut edits = vec![Edit::add(Item::Tag(Tag { name: "Event".into(), ..Tag::default() }))];
    edits.extend((0..10_000).filter_map(span).map(|span| Edit::add(Item::Passage(Passage { tag, span }))));
    let begun = Instant::now();
    let committed = dossier.commit(edits, 0).is_ok();
    println!(
        "\nCommitting 10,000 passages at once ({committed}): {:.1} ms",
        begun.elapsed().as_secs_f64() * 1e3
    );
    let time = best(|| std::hint::black_box(Known::of(&dossier)).len());
    println!("Snapshot of what is known: {time:.3} ms");
    println!("\n{:<44}{:>9}{:>9}{:>9}", "typed letter by letter, the longest ms", "frame", "first", "all");
    for text in ["killed NEAR/5 children", "hospital OR crossing OR ceasefire OR convoy", "absentword"] {
        let typed = typed(&dossier, text);
        println!("{text:<44}{:>9.2}{:>9.2}{:>9.2}", typed.frame, typed.first, typed.all);
    }
}

/// The longest milliseconds of any letter.
#[derive(Default)]
struct Typed {
    /// That its frame waited.
    frame: f64,
    /// Until the first hits are shown.
    first: f64,
    /// Until all are.
    all: f64,
}

/// Types a text as a person does, and waits after every letter.
fn typed(dossier: &Dossier, text: &str) -> Typed {
    let mut searcher = Searcher::default();
    let mut longest = Typed::default();
    for end in 1..=text.len() {
        let begun = Instant::now();
        let elapsed = || begun.elapsed().as_secs_f64() * 1e3;
        searcher.follow(dossier, &text[..end], false, &nobody());
        longest.frame = longest.frame.max(elapsed());
        let mut is_first = true;
        loop {
            let shown = searcher.results().filter(|results| results.text == text[..end]);
            if shown.is_some() && std::mem::take(&mut is_first) {
                longest.first = longest.first.max(elapsed());
            }
            if shown.is_some_and(|results| !results.is_part) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_micros(100));
            searcher.follow(dossier, &text[..end], false, &nobody());
        }
        longest.all = longest.all.max(elapsed());
    }
    longest
}

/// How often bytes stand in all texts, on all threads.
fn plain(articles: &[Arc<Article>], wanted: &[u8]) -> usize {
    let finder = memchr::memmem::Finder::new(wanted);
    articles
        .par_chunks(64)
        .map(|some| some.iter().map(|it| finder.find_iter(it.text.as_bytes()).count()).sum::<usize>())
        .sum()
}

/// The milliseconds of the quickest of seven runs.
fn best(mut work: impl FnMut() -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..7 {
        let begun = Instant::now();
        std::hint::black_box(work());
        best = best.min(begun.elapsed().as_secs_f64() * 1e3);
    }
    best
}

/// The CPU milliseconds a core of the cheapest of seven runs; 0 where the system does not tell.
fn least_cpu(mut work: impl FnMut() -> usize) -> f64 {
    let mut least = f64::MAX;
    for _ in 0..7 {
        let before = cpu();
        std::hint::black_box(work());
        least = least.min(cpu() - before);
    }
    least / rayon::current_num_threads() as f64
}

/// The CPU milliseconds of all threads so far.
fn cpu() -> f64 {
    let mut nanos = 0.0;
    for task in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let told = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        nanos += told.split(' ').next().and_then(|first| first.parse::<f64>().ok()).unwrap_or_default();
    }
    nanos / 1e6
}

const ENGLISH_QUERIES: &[&str] = &[
    "Zaventem ",
    "killed ",
    "the ",
    "absentword ",
    "k",
    "ki",
    "kill*",
    "\"the health ministry\"",
    "hospital AND tunnels ",
    "killed NEAR/5 children ",
    "NOT killed ",
    "hospital OR crossing OR ceasefire OR convoy ",
    "\"aid workers\" killed NOT (convoy OR tunnels) ",
    "27,585 ",
    "publisher:\"The Example Paper 5\" killed ",
    "date:2024-02 path:folder",
];
const FRENCH_QUERIES: &[&str] = &[
    "Zaventem ",
    "tuées ",
    "tuees ",
    "absentmot ",
    "été ",
    "ministere ",
    "\"ministère de la santé\"",
    "hôpital NEAR/8 blessés ",
    "tu",
];
const ARABIC_QUERIES: &[&str] = &[
    "Zaventem ",
    "قتلى ",
    "غزة ",
    "من ",
    "مستشفى ",
    "كلمةغائبة ",
    "\"وزارة الصحة\"",
    "قتلى NEAR/5 اطفال ",
    "23 ",
    "ال",
];

const ENGLISH: &[&str] = &[
    "At least 27,585 people have been reported killed since the start of the war, the health ministry said on Tuesday.",
    "The ministry does not distinguish between civilians and combatants in its count.",
    "“We have lost contact with the convoy,” a spokesman for the agency said in Geneva.",
    "Officials in Cairo said that the talks would resume once both delegations had returned.",
    "Residents described heavy bombardment overnight, and medics said that dozens were hurt.",
    "The army said its forces had found tunnels near the hospital; the claim could not be verified.",
    "Three aid workers and two children were killed when a vehicle was hit on the coastal road.",
    "The figures could not be independently confirmed, but the United Nations has cited them.",
    "A second hospital stopped working on Friday after fuel ran out, according to its director.",
    "The government said that 134 of the hostages were still being held, including women.",
    "Diplomats said a ceasefire proposal was being studied and that an answer was expected soon.",
    "More than a million people have fled towards the border crossing, where shelter is scarce.",
    "Sources told the newspaper that the number of missing was higher than previously stated.",
    "The strike destroyed a residential building of five floors, and rescuers dug with bare hands.",
    "Families buried their dead in a courtyard because the cemetery could no longer be reached.",
    "It was the deadliest day in weeks, the territory’s civil defence service said in a statement.",
];
const FRENCH: &[&str] = &[
    "Au moins 27 585 personnes ont été tuées depuis le début de la guerre, a indiqué mardi le ministère de la Santé.",
    "Le ministère ne fait pas de distinction entre civils et combattants dans son décompte.",
    "« Nous avons perdu le contact avec le convoi », a déclaré un porte-parole de l’agence à Genève.",
    "Des responsables ont déclaré que les négociations reprendraient après le retour des délégations.",
    "Des habitants ont décrit d’intenses bombardements dans la nuit, et des dizaines de blessés.",
    "L’armée a affirmé avoir trouvé des tunnels près de l’hôpital ; cela n’a pas pu être vérifié.",
    "Trois humanitaires et deux enfants ont été tués quand leur véhicule a été touché.",
    "Un deuxième hôpital a cessé de fonctionner vendredi, faute de carburant, selon son directeur.",
    "Le gouvernement a dit que 134 otages étaient encore détenus, dont des femmes.",
    "Plus d’un million de personnes ont fui vers la frontière, où les abris sont rares.",
];
const ARABIC: &[&str] = &[
    "قالت وزارة الصحة يوم الثلاثاء إن 27585 شخصاً على الأقل قتلوا منذ بداية الحرب.",
    "ولا تميز الوزارة في إحصائها بين المدنيين والمقاتلين.",
    "وقال متحدث باسم الوكالة في جنيف: «فقدنا الاتصال بالقافلة».",
    "وأفاد مسؤولون في القاهرة بأن المحادثات ستستأنف بعد عودة الوفدين.",
    "ووصف سكان غزة قصفاً عنيفاً خلال الليل، وقال مسعفون إن العشرات أصيبوا.",
    "وأعلن الجيش أنه عثر على أنفاق قرب المستشفى، ولم يتسن التحقق من ذلك.",
    "وسقط ثلاثة قتلى بينهم أطفال عندما أصيبت مركبة على الطريق الساحلي.",
    "وتوقف مستشفى آخر عن العمل يوم الجمعة بعد نفاد الوقود، وفق مديره.",
    "وقالت الحكومة إن 134 من الرهائن ما زالوا محتجزين، بينهم نساء.",
    "وفر أكثر من مليون شخص نحو المعبر الحدودي حيث يندر المأوى.",
];
