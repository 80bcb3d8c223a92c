//! `dossier detect` as a stage of a pipeline: what it writes, in which order, and what it does with bad input.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const DEATHS: &str = "The ministry counted at least 27,585 deaths since October.";

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dossier"))
}

/// Runs it on paths and on what it is given.
fn detect(paths: &[&Path], input: &[u8]) -> Output {
    let mut run = command();
    run.arg("detect").args(paths);
    run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = run.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // On a thread of its own, as a pipe holds little; nobody listens where only files are read.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn told(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn a_figure_is_one_object_with_every_field() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("Überblick\n\n{DEATHS}\n");
    fs::write(folder.path().join("a.txt"), text.replace('\n', "\r\n")).unwrap();
    let output = detect(&[folder.path()], b"");
    assert!(output.status.success(), "{}", told(&output));
    let found = lines(&output);
    let one = found.iter().find(|it| it["value"] == 27_585).unwrap();
    for name in [
        "file",
        "start",
        "end",
        "text",
        "value",
        "low",
        "high",
        "qualifier",
        "outcome",
        "counted",
        "attribution",
        "scope",
        "as_of",
        "modality",
        "place",
        "confidence",
        "reasons",
    ] {
        assert!(one.get(name).is_some(), "{name} is lacking");
    }
    assert!(one["file"].as_str().unwrap().ends_with("/a.txt"));
    let at = one["start"].as_u64().unwrap() as usize..one["end"].as_u64().unwrap() as usize;
    assert_eq!(&text[at], one["text"].as_str().unwrap());
    assert_eq!((&one["qualifier"], &one["outcome"]), (&"at_least".into(), &"killed".into()));
    assert_eq!((&one["low"], &one["high"]), (&27_585.into(), &Value::Null));
    assert!((0.0..=1.0).contains(&one["confidence"].as_f64().unwrap()) && one["reasons"].is_array());
}

#[test]
fn many_files_come_in_their_order_and_a_bad_one_hides_none() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..150 {
        // Long and short in turn, so that later ones are ready first.
        let text = format!("{}{at} deaths were counted.\n", "Nothing happened. ".repeat(at % 5 * 200));
        fs::write(folder.path().join(format!("{at:03}.txt")), text).unwrap();
    }
    fs::write(folder.path().join("075.txt"), [0, 1, 2, 3]).unwrap();
    let output = detect(&[folder.path()], b"");
    assert!(output.status.success());
    let files: Vec<String> =
        lines(&output).iter().map(|it| it["file"].as_str().unwrap().to_owned()).collect();
    assert!(files.is_sorted() && files.len() >= 140, "{}", files.len());
    assert_eq!(told(&output).lines().count(), 1, "{}", told(&output));
    assert!(told(&output).contains("075.txt"));
}

#[test]
fn files_of_any_format_and_a_path_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    fs::write(&page, format!("<html><body><article><p>{DEATHS}</p></article></body></html>")).unwrap();
    let table = folder.path().join("feed.jsonl");
    fs::write(&table, format!("{{\"id\":\"x1\",\"title\":\"A\",\"text\":\"{DEATHS}\"}}\n").repeat(1))
        .unwrap();
    let output = detect(&[&page, &table, Path::new("/nowhere/at all.txt")], b"");
    assert!(output.status.success());
    let files: Vec<String> =
        lines(&output).iter().map(|it| it["file"].as_str().unwrap().to_owned()).collect();
    assert!(
        files.iter().any(|it| it.ends_with("page.html")) && files.iter().any(|it| it.contains("feed.jsonl#"))
    );
    assert!(told(&output).contains("/nowhere/at all.txt"), "{}", told(&output));
}

#[test]
fn articles_are_read_from_standard_input_line_by_line() {
    let good =
        |id: &str| format!("{{\"id\":{id},\"date\":\"2024-02-06\",\"title\":\"T\",\"text\":\"{DEATHS}\"}}\n");
    let mut input = good("\"a\"").into_bytes();
    input.extend(b"\n{\"text\":\"\"}\nnot json\n{\"txt\":1}\n\xff\n");
    input.extend(format!("{{\"text\":\"{DEATHS}\",\"file\":\"b.txt\"}}\n{}", good("7")).bytes());
    input.truncate(input.len() - 1); // The last line has no end.
    let output = detect(&[Path::new("-")], &input);
    assert!(output.status.success(), "{}", told(&output));
    let found = lines(&output);
    let mut files: Vec<&str> = found.iter().map(|it| it["file"].as_str().unwrap()).collect();
    files.dedup();
    assert_eq!(files, ["a", "b.txt", "7"]);
    assert_eq!((&found[0]["id"], &found.last().unwrap()["id"]), (&"a".into(), &7.into()));
    let problems: Vec<&str> = told(&output).lines().collect();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].contains("Line 4") && problems[2].contains("Line 6"), "{problems:?}");
    assert!(detect(&[Path::new("-")], b"").stdout.is_empty());
}

#[test]
fn a_reader_that_goes_away_ends_it_without_a_panic() {
    let mut run = command();
    run.args(["detect", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = run.spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{{\"text\":\"{DEATHS}\"}}\n");
    let writer = std::thread::spawn(move || while stdin.write_all(line.as_bytes()).is_ok() {});
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", told(&output));
}

#[test]
fn a_mistake_in_the_list_of_words_is_told_once_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lexicon.txt"), "# words\n[no such section]\nx: y\n").unwrap();
    fs::write(folder.path().join("a.txt"), DEATHS).unwrap();
    let output = detect(&[folder.path()], b"");
    assert!(output.status.success() && !lines(&output).is_empty());
    assert_eq!(told(&output).lines().count(), 1, "{}", told(&output));
    assert!(told(&output).contains("Line 2") && told(&output).contains("lexicon.txt"));
}

#[test]
fn no_path_is_a_mistake() {
    assert!(!command().arg("detect").output().unwrap().status.success());
}
