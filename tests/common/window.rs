//! The whole window without a display: opened on a folder of its own, driven by name and key.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use dossier::app::App;
use dossier::dossier::Dossier;
use dossier::session::Session;
use dossier::settings::Store;
use eframe::egui::os::OperatingSystem;
use egui_kittest::{Harness, HarnessBuilder};

/// The window under test.
pub type Window = Harness<'static, App>;

/// How long the disk and other threads may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window of a size in points.
pub fn of_size(width: f32, height: f32) -> HarnessBuilder<App> {
    Harness::builder()
        .with_size([width, height])
        .with_os(OperatingSystem::Nix)
        .with_step_dt(1.0 / 20.0)
        .with_max_steps(60)
}

/// Opens a window on a folder; its settings are kept in another.
pub fn open(builder: HarnessBuilder<App>, session: Session, folder: &Path, settings: &Path) -> Window {
    let (folder, store) = (folder.to_owned(), Store::in_folder(settings));
    let mut window = builder.build_eframe(move |creation| {
        let mut app = App::new(&creation.egui_ctx, session, store, || 1_715_587_240);
        app.open(&creation.egui_ctx, &folder);
        app
    });
    wait(&mut window, "every article", Dossier::has_all_articles);
    window.run();
    window
}

/// Draws frames until the dossier is as wanted.
pub fn wait(window: &mut Window, what: &str, wanted: impl Fn(&Dossier) -> bool) {
    let begun = Instant::now();
    while !window.state().dossier().is_some_and(&wanted) {
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        sleep(Duration::from_millis(2));
        window.step();
    }
}
