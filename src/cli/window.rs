//! Opening the window.

use std::path::PathBuf;
use std::process::ExitCode;

use eframe::egui::{IconData, ViewportBuilder};

use crate::app::{App, SESSION};
use crate::settings::Store;

const NO_WINDOW: &str = "No window can be opened here, because there is no display or it has no OpenGL; start it in \
                         a desktop session, or use the commands that need none: list, check, detect, chart, export (see --help)";

/// Opens the window on a path, else on what was open last, else on the demonstration.
pub(super) fn open(path: Option<PathBuf>) -> Result<ExitCode, String> {
    let store = Store::of_user();
    if !has_display() {
        return Err(NO_WINDOW.to_owned());
    }
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Dossier")
            .with_app_id("dossier")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([640.0, 420.0])
            .with_icon(icon()),
        persistence_path: store.folder().map(|folder| folder.join("window.ron")),
        ..Default::default()
    };
    let start = move |context: &eframe::CreationContext<'_>| {
        let session =
            context.storage.and_then(|storage| eframe::get_value(storage, SESSION)).unwrap_or_default();
        let mut app = App::new(&context.egui_ctx, session, store, super::now);
        app.start(&context.egui_ctx, path);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    match eframe::run_native("dossier", options, Box::new(start)) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(why) => Err(format!("{NO_WINDOW} ({why})")),
    }
}

/// Whether the system says that there is a display; elsewhere than on X11 and Wayland there is.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}
