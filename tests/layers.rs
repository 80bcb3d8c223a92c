//! Dependencies run one way: reads the sources and fails on a forbidden import.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The layers from the ground up; a module may use those of lower layers only.
const LAYERS: &[&[&str]] = &[
    &["model", "job"],
    &["detect"],
    &["corpus"],
    &["chart", "exchange", "journal"],
    &["dossier", "settings", "demo"],
    &["session"],
    &["command"],
    &["handover"],
    &["view"],
    &["app"],
    &["cli"],
    &["main"],
];

/// The command line opens the window and never draws in it.
const FORBIDDEN: &[(&str, &str)] = &[("cli", "view")];

/// Work in the background is started by those who keep things open, never by those who compute.
const USES_JOBS: &[&str] = &["dossier", "handover", "app", "cli"];

/// The modules that may know of windows.
const DRAWS: &[&str] = &["command", "view", "app", "cli", "main"];

/// The modules that compute: no disk, no clock, no surroundings.
const PURE: &[&str] = &["model", "detect", "chart"];

/// What reaches beyond a pure module.
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::time::SystemTime", "std::process", "jiff::Timestamp", "jiff::Zoned"];

/// Packages that reach the network: none is used, not even by a package that is used.
const NETWORK: &[&str] = &[
    "actix-web",
    "async-std",
    "attohttpc",
    "curl",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "quinn",
    "reqwest",
    "rustls",
    "surf",
    "tungstenite",
    "ureq",
];

/// The only files that may name a colour.
const COLOURS: &[&str] = &["view/style.rs", "chart/picture.rs"];

#[test]
fn every_module_has_a_layer() {
    for source in sources() {
        assert!(source.module == "lib" || layer(&source.module).is_some(), "{}: no layer", source.path);
    }
}

#[test]
fn modules_use_lower_layers_only() {
    report(sources().iter().flat_map(|source| source.found(forbidden_module)));
}

#[test]
fn only_views_know_of_windows() {
    report(sources().iter().filter(|source| !DRAWS.contains(&&*source.module)).flat_map(|source| {
        source.found(|_, path| {
            let crates = ["egui", "eframe", "egui_extras", "rfd"];
            crates.contains(&&*path[0]).then(|| format!("{} knows of windows", path[0]))
        })
    }));
}

#[test]
fn pure_modules_reach_for_nothing_outside() {
    report(sources().iter().filter(|source| PURE.contains(&&*source.module)).flat_map(|source| {
        source.found(|_, path| {
            let outside = OUTSIDE.iter().find(|outside| starts_with(path, outside))?;
            Some(format!("{outside} in a pure module"))
        })
    }));
}

#[test]
fn nothing_reaches_the_network() {
    report(sources().iter().flat_map(|source| {
        source.found(|_, path| starts_with(path, "std::net").then(|| "std::net".to_owned()))
    }));
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    let reaching: Vec<&str> = packages.filter(|name| NETWORK.contains(name)).collect();
    assert!(reaching.is_empty(), "packages that reach the network: {reaching:?}");
}

#[test]
fn colours_are_named_in_one_place() {
    report(sources().iter().filter(|source| !COLOURS.contains(&&*source.path)).flat_map(|source| {
        let named = source.tokens.windows(5).filter(|tokens| names_a_colour(tokens));
        named.map(|tokens| format!("{}:{}: a colour is named here", source.path, tokens[0].line))
    }));
}

#[test]
fn nothing_outside_tests_gives_up() {
    report(sources().iter().flat_map(|source| {
        let calls = source.tokens.windows(4).filter(|tokens| match &*tokens[1].text {
            "unwrap" => tokens[0].text == "." && tokens[2].text == "(" && tokens[3].text == ")",
            "expect" => tokens[0].text == "." && tokens[2].text == "(" && tokens[3].text == "\"",
            _ => false,
        });
        calls.map(|tokens| format!("{}:{}: {}", source.path, tokens[1].line, tokens[1].text))
    }));
}

#[test]
fn the_reading_of_sources_sees_what_matters() {
    let text = "// use crate::view;\nuse crate::{a::{self, B}, c};\nfn f() -> crate::d::E { \"crate::f\" }\n\
                #[cfg(test)]\nmod tests { use crate::g; }\nuse super::super::h;";
    let tokens = without_tests(&tokens(text));
    let paths: Vec<String> = paths(&tokens).into_iter().map(|(_, path)| path.join("::")).collect();
    let wanted =
        ["crate::a::self", "crate::a::B", "crate::c", "crate::d::E", "super::super::h"].map(str::to_owned);
    assert_eq!(paths, wanted);
}

fn report(found: impl Iterator<Item = String>) {
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

fn forbidden_module(source: &Source, path: &[String]) -> Option<String> {
    let used = source.module_of(path)?;
    let (own, other) = (&*source.module, used);
    if own == other || own == "lib" {
        return None;
    }
    let lower = layer(other)? < layer(own)?;
    let jobs = other != "job" || USES_JOBS.contains(&own);
    let allowed = lower && jobs && !FORBIDDEN.contains(&(own, other));
    (!allowed).then(|| format!("{own} may not use {other}"))
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn starts_with(path: &[String], start: &str) -> bool {
    let start: Vec<&str> = start.split("::").collect();
    path.len() >= start.len() && path.iter().zip(start).all(|(have, want)| have == want)
}

/// Whether tokens make a colour out of numbers, or take one by name.
fn names_a_colour(tokens: &[Token]) -> bool {
    let [first, colons, name, open, number] = tokens else { return false };
    let is_number = number.text.starts_with(|c: char| c.is_ascii_digit());
    match (&*first.text, &*colons.text) {
        ("Color32" | "Rgba" | "Hsva", "::") => {
            let by_name = name.text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let plain = ["TRANSPARENT", "PLACEHOLDER"].contains(&&*name.text);
            (by_name && !plain) || (name.text.starts_with("from_") && open.text == "(" && is_number)
        }
        ("hex_color", _) => true,
        ("Rgb", "(") => name.text.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// One source file outside tests.
struct Source {
    /// Below `src`, with slashes.
    path: String,
    /// The module at the top of the crate that it belongs to.
    module: String,
    /// How far below the root of the crate it lies.
    depth: usize,
    tokens: Vec<Token>,
}

impl Source {
    fn found<'a>(
        &'a self,
        fault: impl Fn(&Self, &[String]) -> Option<String> + 'a,
    ) -> impl Iterator<Item = String> + 'a {
        let all = paths(&self.tokens).into_iter();
        all.filter_map(move |(line, path)| Some(format!("{}:{line}: {}", self.path, fault(self, &path)?)))
    }

    /// The module at the top of the crate that a path begins in, as it is written in this file.
    fn module_of<'a>(&self, path: &'a [String]) -> Option<&'a str> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let from_root = path[0] == "crate" || (supers > 0 && supers == self.depth);
        let module = path.get(supers.max(1)).filter(|_| from_root)?;
        layer(module).map(|_| module.as_str())
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file but those that are compiled for tests only.
fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read_sources);
    &SOURCES
}

fn read_sources() -> Vec<Source> {
    let (mut files, mut tests) = (Vec::new(), BTreeSet::new());
    walk(&root().join("src"), &mut files);
    let read = files.iter().map(|file| {
        let all = tokens(&fs::read_to_string(file).unwrap());
        tests.extend(test_files(file, &all));
        (file.clone(), all)
    });
    let read: Vec<(PathBuf, Vec<Token>)> = read.collect();
    read.into_iter()
        .filter(|(file, _)| !tests.contains(file))
        .map(|(file, all)| source(&file, without_tests(&all)))
        .collect()
}

fn source(file: &Path, tokens: Vec<Token>) -> Source {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let parts: Vec<&str> = below.iter().map(|part| part.to_str().unwrap()).collect();
    let depth = parts.len() - usize::from(parts.ends_with(&["mod.rs"]));
    Source { path: parts.join("/"), module: parts[0].trim_end_matches(".rs").to_owned(), depth, tokens }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    for path in found {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The files of the modules that a file declares for tests only: `#[cfg(test)] mod name;`.
fn test_files(file: &Path, tokens: &[Token]) -> Vec<PathBuf> {
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let parent = file.parent().unwrap();
    let folder = if ["mod", "lib", "main"].contains(&stem) { parent.to_owned() } else { parent.join(stem) };
    let test_only = (0..tokens.len()).filter(|at| is_test_mark(&tokens[*at..]));
    let names = test_only.filter_map(|at| {
        let rest = &tokens[at + 7..];
        let end = rest.iter().position(|token| [";", "{"].contains(&&*token.text))?;
        let is_file = rest[end].text == ";" && end > 0 && rest[..end].iter().any(|token| token.text == "mod");
        is_file.then(|| rest[end - 1].text.clone())
    });
    names.map(|name| folder.join(format!("{name}.rs"))).collect()
}

/// A word or sign of a source, and its line.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// The tokens of a source without comments; a string is one token, its opening quotation mark.
fn tokens(text: &str) -> Vec<Token> {
    let (mut tokens, mut rest, mut line) = (Vec::new(), text, 1);
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(rest, first);
        if let Some(token) = token {
            tokens.push(Token { text: token.to_owned(), line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The token at the start of a text, if it is one, and how many bytes it takes.
fn next(rest: &str, first: char) -> (Option<&str>, usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        (None, rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        (None, rest.find("*/").map_or(rest.len(), |end| end + 2))
    } else if let Some(length) = raw_string(rest) {
        (Some("\""), length)
    } else if first == '"' {
        (Some("\""), string(rest, '"'))
    } else if let Some(length) = character(rest) {
        (Some("'"), length)
    } else if is_word(first) {
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        (Some(&rest[..length]), length)
    } else if rest.starts_with("::") {
        (Some("::"), 2)
    } else {
        let length = first.len_utf8();
        (Some(&rest[..length]).filter(|_| !first.is_whitespace()), length)
    }
}

fn string(rest: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == end => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw string such as `r#"…"#`.
fn raw_string(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    inside[hashes..].starts_with('"').then_some(())?;
    let start = rest.len() - inside.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// The length of a character such as `'a'` or `'\n'`; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let mut inside = rest.strip_prefix('\'')?.chars();
    let first = inside.next()?;
    (first == '\\' || inside.next() == Some('\'')).then(|| string(rest, '\''))
}

fn is_test_mark(tokens: &[Token]) -> bool {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    tokens.len() > mark.len() && tokens.iter().zip(mark).all(|(token, wanted)| token.text == wanted)
}

/// The tokens without the items that are compiled for tests only.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if is_test_mark(&tokens[at..]) {
            at += item_length(&tokens[at..]);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// The tokens up to the end of an item: its semicolon, or the brace that closes it.
fn item_length(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match &*token.text {
            "{" => depth += 1,
            "}" if depth <= 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Every path of two parts or more, with lists in braces taken apart, and its line.
fn paths(tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let starts = is_name(&tokens[at]) && tokens.get(at + 1).is_some_and(|token| token.text == "::");
        at = if starts { branch(tokens, at, &[], &mut all) } else { at + 1 };
    }
    all
}

fn is_name(token: &Token) -> bool {
    token.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Follows a path, and every branch of a list at its end; gives the place after it.
fn branch(tokens: &[Token], mut at: usize, before: &[String], all: &mut Vec<(usize, Vec<String>)>) -> usize {
    let mut path = before.to_vec();
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match &*token.text {
            "{" if !path.is_empty() => return branches(tokens, at + 1, &path, all),
            "::" => at += 1,
            _ if is_name(token) && tokens.get(at + 1).is_some_and(|after| after.text == "::") => {
                path.push(token.text.clone());
                at += 2;
            }
            _ => {
                path.extend(is_name(token).then(|| token.text.clone()));
                all.push((line, path));
                return at + 1;
            }
        }
    }
    at
}

fn branches(tokens: &[Token], mut at: usize, path: &[String], all: &mut Vec<(usize, Vec<String>)>) -> usize {
    while let Some(token) = tokens.get(at) {
        match &*token.text {
            "}" => return at + 1,
            "," => at += 1,
            _ => at = branch(tokens, at, path, all),
        }
    }
    at
}
