//! What an analyst should know of a dossier for as long as it holds, in plain sentences.

use crate::journal::Opened;

/// What opening its file found.
pub(super) fn of_file(opened: &Opened) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(torn) = &opened.torn {
        let kept = match &torn.kept_in {
            Some(path) => format!("it was set aside in: {}", path.display()),
            None => "it stays in the file as it is".to_owned(),
        };
        notices.push(format!("The last line of the workspace was cut off ({} bytes); {kept}", torn.bytes));
    }
    if let Some(first) = opened.unreadable.first() {
        let lines: Vec<String> =
            opened.unreadable.iter().take(10).map(|line| line.line.to_string()).collect();
        let more = if opened.unreadable.len() > lines.len() { ", …" } else { "" };
        notices.push(format!(
            "{} of the workspace cannot be read by this version and stay in the file untouched (line {}{more}); \
             the first: {}.",
            counted(opened.unreadable.len(), "line", "lines"),
            lines.join(", "),
            first.why
        ));
    }
    notices
}

/// How many annotations have no place in the articles; nothing where all have one.
pub(super) fn of_adrift(count: usize) -> Option<String> {
    (count > 0).then(|| {
        let items = counted(count, "annotation", "annotations");
        format!("{items} cannot be placed in the articles as they are now; kept, and listed as adrift.")
    })
}

/// How many annotations lie on pictures that changed; nothing where none does.
pub(super) fn of_doubtful(count: usize) -> Option<String> {
    (count > 0).then(|| {
        let (items, are) =
            (counted(count, "annotation", "annotations"), if count == 1 { "is" } else { "are" });
        format!("{items} {are} on a picture that has changed since; check that the rectangle still fits.")
    })
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
