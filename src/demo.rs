//! The demonstration: its articles and its workspace are in the program, and open as a private copy.
//!
//! Neither the repository's files nor an earlier copy that the analyst worked on is overwritten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The annotated workspace.
pub const WORKSPACE: &str = include_str!("../workspace.ron");

/// The articles by file name.
pub const ARTICLES: &[(&str, &str)] = &[
    (
        "01_israel_revises_october_count.txt",
        include_str!("../assets/demo/01_israel_revises_october_count.txt"),
    ),
    ("02_november_truce_ends.txt", include_str!("../assets/demo/02_november_truce_ends.txt")),
    (
        "03_health_ministry_bulletin_30_january.txt",
        include_str!("../assets/demo/03_health_ministry_bulletin_30_january.txt"),
    ),
    (
        "04_health_ministry_bulletin_6_february.txt",
        include_str!("../assets/demo/04_health_ministry_bulletin_6_february.txt"),
    ),
    ("05_mediators_study_hamas_reply.txt", include_str!("../assets/demo/05_mediators_study_hamas_reply.txt")),
    (
        "06_health_ministry_bulletin_13_february.txt",
        include_str!("../assets/demo/06_health_ministry_bulletin_13_february.txt"),
    ),
    ("07_cairo_meeting_wire.txt", include_str!("../assets/demo/07_cairo_meeting_wire.txt")),
    ("08_cairo_meeting_rewrite.txt", include_str!("../assets/demo/08_cairo_meeting_rewrite.txt")),
    (
        "09_reported_deaths_in_gaza_above_30000.txt",
        include_str!("../assets/demo/09_reported_deaths_in_gaza_above_30000.txt"),
    ),
    ("10_mediators_to_meet_in_doha.txt", include_str!("../assets/demo/10_mediators_to_meet_in_doha.txt")),
    (
        "11_further_talks_at_the_end_of_april.txt",
        include_str!("../assets/demo/11_further_talks_at_the_end_of_april.txt"),
    ),
    (
        "12_where_displaced_people_have_gone.txt",
        include_str!("../assets/demo/12_where_displaced_people_have_gone.txt"),
    ),
];

/// Unpacks the demonstration into a folder, unless it is there already; gives the folder to open.
///
/// The folder's name holds a hash of the workspace, so that a later version's demonstration stands
/// beside an earlier one and neither replaces the other.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn unpack(into: &Path) -> io::Result<PathBuf> {
    let hash = blake3::hash(WORKSPACE.as_bytes()).to_hex();
    let folder = into.join(format!("demonstration-{}", &hash[..8]));
    if folder.join("workspace.ron").exists() {
        return Ok(folder);
    }
    fs::create_dir_all(&folder)?;
    for (name, text) in ARTICLES {
        fs::write(folder.join(name), text)?;
    }
    // Last, and by a rename: a half-unpacked copy is unpacked again.
    let beside = folder.join("workspace.new");
    fs::write(&beside, WORKSPACE.replacen("assets/demo", ".", 1))?;
    fs::rename(beside, folder.join("workspace.ron"))?;
    Ok(folder)
}
