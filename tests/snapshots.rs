//! Pictures of a few views. They need a Vulkan adapter, which software can stand in for, and no display:
//! `cargo test --test snapshots -- --ignored`; `UPDATE_SNAPSHOTS=1` takes them anew.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail too; clippy exempts test functions only")]

#[path = "common/window.rs"]
mod window;

use dossier::session::{Lighting, Panels, Screen, Session};
use egui_kittest::SnapshotOptions;

use window::{of_size, open, wait};

/// Compares a window on the demonstration with the picture of a name.
///
/// Another rasteriser may shade the edges of letters and lines differently, so some pixels may differ.
fn compare(name: &str, size: [f32; 2], session: Session) {
    let home = tempfile::tempdir().unwrap();
    let folder = dossier::demo::unpack(home.path()).unwrap();
    let mut window = open(of_size(size[0], size[1]).wgpu(), session, &folder, home.path());
    wait(&mut window, "every suggestion", |dossier| dossier.unread_by_detector() == 0);
    window.run();
    let pixels = (size[0] * size[1]) as usize;
    let options = SnapshotOptions::new().threshold(2.0).max_failed_pixels(pixels / 500);
    window.snapshot_options(name, &options);
}

fn chart(lighting: Lighting) -> Session {
    Session { screen: Screen::Chart, lighting, ..Session::default() }
}

#[test]
#[ignore = "needs a Vulkan adapter"]
fn the_chart_in_light() {
    compare("chart_light", [900.0, 600.0], chart(Lighting::Light));
}

#[test]
#[ignore = "needs a Vulkan adapter"]
fn the_chart_in_dark() {
    compare("chart_dark", [900.0, 600.0], chart(Lighting::Dark));
}

#[test]
#[ignore = "needs a Vulkan adapter"]
fn the_reading_screen() {
    let panels = Panels { inspector: false, chart: false, ..Panels::default() };
    let session = Session { lighting: Lighting::Light, panels, ..Session::default() };
    compare("read_light", [900.0, 600.0], session);
}
