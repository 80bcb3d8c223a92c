//! The application: polls jobs, draws the views, then carries out what they asked for.
//!
//! The only place where a view's wish becomes a change of the dossier or of the world outside.

mod act;
mod dialog;
mod export;
mod living;
mod open;
mod origins;
mod pictures;
mod references;
mod suggestions;
mod tables;

use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Context, Frame, Panel, Popup, Ui};

use crate::command::{self, Action, Command};
use crate::dossier::suggestions::Maker;
use crate::dossier::{Dossier, Location};
use crate::job::{Job, Wake};
use crate::session::{Lighting, Screen, Session};
use crate::settings::{Settings, Store};
use crate::view::{self, Caches, style};

use dialog::Dialog;
use living::Living;
use open::Reading;

/// Wall clock: seconds since 1970-01-01 UTC.
pub type Clock = fn() -> i64;

/// The window.
pub struct App {
    dossier: Option<Dossier>,
    session: Session,
    settings: Settings,
    store: Store,
    caches: Caches,
    reading: Option<Reading>,
    /// When hands were last seen at work, in seconds of the window's clock.
    hands: f64,
    living: Living,
    tables: tables::Tables,
    origins: origins::Origins,
    maker: Maker,
    dialog: Option<Dialog>,
    exporting: Option<Job<Result<String, String>>>,
    decoding: Option<pictures::Decoding>,
    reference: Option<references::Reading>,
    keeping_for: Option<Location>,
    clock: Clock,
    wake: Wake,
}

impl App {
    /// A window over what was remembered; nothing is open yet.
    pub fn new(ctx: &Context, session: Session, store: Store, clock: Clock) -> Self {
        style::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false); // A command does it.
        let settings = store.load();
        let waker = ctx.clone();
        Self {
            dossier: None,
            session,
            settings,
            store,
            caches: Caches::default(),
            reading: None,
            hands: f64::NEG_INFINITY,
            living: Living::default(),
            tables: tables::Tables::default(),
            origins: origins::Origins::default(),
            maker: Maker::default(),
            dialog: None,
            exporting: None,
            decoding: None,
            reference: None,
            keeping_for: None,
            clock,
            wake: Arc::new(move || waker.request_repaint()),
        }
    }

    /// The open dossier.
    pub fn dossier(&self) -> Option<&Dossier> {
        self.dossier.as_ref()
    }

    /// This sitting.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Draws one frame and carries out what was asked for in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.poll(ui.ctx());
        self.light(ui.ctx());
        self.caches.letters.step(ui.ctx(), self.session.reading_size);
        let mut actions = self.keys(ui.ctx());
        self.draw(ui, &mut actions);
        for action in actions {
            self.carry_out(ui.ctx(), action);
        }
    }

    fn light(&self, ctx: &Context) {
        ctx.set_theme(match self.session.lighting {
            Lighting::System => egui::ThemePreference::System,
            Lighting::Light => egui::ThemePreference::Light,
            Lighting::Dark => egui::ThemePreference::Dark,
        });
    }

    /// What the keys pressed in this frame ask for.
    fn keys(&self, ctx: &Context) -> Vec<Action> {
        let overlaid = self.session.now.overlay.is_some();
        if Popup::is_any_open(ctx) && !overlaid {
            return Vec::new(); // An open menu has the keyboard; Escape puts it away.
        }
        let is_reading = !overlaid && (self.session.now.is_reading || command::keys::is_free(ctx));
        let runs = |it: Command| is_reading && it.is_enabled(self.dossier.as_ref(), &self.session);
        let pressed = command::keys::pressed(ctx, overlaid, runs);
        let mut actions: Vec<Action> = pressed.into_iter().map(Action::Run).collect();
        if !overlaid
            && self.session.screen == Screen::Read
            && let Some(dossier) = &self.dossier
            && let Some(digit) = command::keys::pressed_digit(ctx)
        {
            actions.extend(command::tagging::tag_with_key(dossier, &self.session, digit));
        }
        actions
    }

    fn draw(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let bar = view::bar(ui);
        Panel::top("menu").frame(bar).show(ui, |ui| {
            view::menu::ui(ui, self.dossier.as_ref(), &mut self.session, actions);
        });
        self.search(ui.ctx());
        self.session.now.is_reading = false; // What has the keyboard says so.
        Panel::bottom("status").frame(bar).show(ui, |ui| self.status_ui(ui, actions));
        match &self.dossier {
            Some(dossier) => screen_ui(ui, dossier, &mut self.session, &mut self.caches, actions),
            None => {
                CentralPanel::default().frame(view::frame(ui)).show(ui, |ui| {
                    view::welcome::ui(ui, &self.session, actions);
                });
            }
        }
        view::overlay::ui(ui, self.dossier.as_ref(), &mut self.session, &self.caches.search, actions);
    }

    /// Looks for what stands in the search field, between the field and what shows the results, and
    /// lists the articles.
    fn search(&mut self, ctx: &Context) {
        let Some(dossier) = &self.dossier else { return };
        let searcher = &mut self.caches.search;
        let facets = self.session.panels.facets && self.session.panels.articles;
        if let Some(later) = searcher.follow(dossier, &self.session.now.search, facets, &self.wake) {
            ctx.request_repaint_after(later);
        }
        view::search::step(&mut self.session, searcher);
        let (listing, later) = self.caches.lister.follow(dossier, &self.session.list, &self.wake);
        self.session.now.listing = listing;
        if self.session.screen == Screen::Suggestions {
            let (rows, again) = self.caches.triager.follow(dossier, &self.session.triage, &self.wake);
            self.session.now.triaged = rows;
            again.into_iter().for_each(|again| ctx.request_repaint_after(again));
        }
        later.into_iter().for_each(|later| ctx.request_repaint_after(later));
    }

    fn status_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let work = self.work();
        if view::status::ui(ui, self.dossier.as_ref(), &self.session, work.as_ref(), actions) {
            self.cancel_work();
        }
    }

    /// The name that the window bears.
    pub fn title(&self) -> String {
        match self.dossier.as_ref().and_then(Dossier::location) {
            Some(location) => format!("{} — Dossier", location.name()),
            None => "Dossier".to_owned(),
        }
    }
}

fn screen_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    caches: &mut Caches,
    actions: &mut Vec<Action>,
) {
    if session.screen == Screen::Read {
        return view::read::ui(ui, dossier, session, caches, actions);
    }
    let frame = Frame { fill: style::Colours::of(ui).paper, ..view::frame(ui) };
    CentralPanel::default().frame(frame).show(ui, |ui| match session.screen {
        Screen::Read => {}
        Screen::Figures => view::figures::ui(ui, dossier, session, actions),
        Screen::Chart => view::chart_screen::ui(ui, dossier, session, caches, actions),
        Screen::History => view::history::ui(ui, dossier, session, actions),
        Screen::Suggestions => view::suggestions::ui(ui, dossier, session, actions),
    });
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, SESSION, &self.session);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close();
    }
}

/// The key under which the session is kept between sittings.
pub const SESSION: &str = "session";

impl App {
    /// Finishes what is being typed and waits for the disk, so that closing loses nothing.
    pub fn close(&mut self) {
        let Some(dossier) = &mut self.dossier else { return };
        for action in view::finish_drafts(dossier, &mut self.session) {
            if let Action::Commit(edits) = action {
                // A refusal (read-only) leaves nothing to save, and the window is closing.
                let _ = dossier.commit(edits, (self.clock)());
            }
        }
        dossier.flush();
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        let actions = command.run(self.dossier.as_ref(), &mut self.session);
        for action in actions {
            self.carry_out(ctx, action);
        }
    }
}
