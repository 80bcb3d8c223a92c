//! Who says so: the chain of attribution, link by link.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::chain::{self, Change, Voice};
use super::sheet::Sheet;
use super::text_field::TextField;
use crate::chart::names::Names;
use crate::model::figure::Link;
use crate::session::Overlay;
use crate::view::fields::{self, Named, heading};
use crate::view::style::{BODY, CAPTION, Colours, STEP};

const OWN_VOICE: &str = "The article's own voice";

/// Draws the chain; its order is the order in which the number was passed on.
pub fn ui(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    heading(ui, "Who says so");
    let links = sheet.figure.attribution.clone();
    let mut change = None;
    match chain::voice(links.as_deref()) {
        Voice::Unset => change = unset(ui),
        Voice::Article => change = own_voice(ui),
        Voice::Sources => {
            let links = links.unwrap_or_default();
            for (at, link) in links.iter().enumerate() {
                ui.push_id(("link", at), |ui| {
                    change = change.take().or(source(ui, sheet, at, link, links.len()));
                });
            }
            ui.add_space(2.0 * STEP);
        }
    }
    sheet.text(ui, TextField::NewSource);
    names_link(ui, sheet);
    if let Some(change) = change {
        sheet.figure.attribution = chain::changed(sheet.figure.attribution.as_deref(), change);
    }
    sheet.disputes(ui, &["attribution"]);
}

/// The way to the one form in which charts name each source.
fn names_link(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let hint = "Give the labels that texts use for one source the one form in which charts name it.";
    if fields::links(ui, |ui| fields::link(ui, "Names of sources…", "Names of sources", hint)).clicked() {
        let first = sheet.figure.head_source().map(|link| link.name.trim().to_owned());
        let names = Names::of(sheet.dossier.workspace());
        let typed = first.filter(|name| !name.is_empty()).map(|name| (name.clone(), names.fixed(&name)));
        sheet.session.now.overlay = Some(Overlay::Sources(typed));
    }
}

fn unset(ui: &mut Ui) -> Option<Change> {
    fields::row(ui, "Sources", "Who says the number, in order.", |ui| {
        ui.add_space(fields::INSET);
        ui.label(RichText::new(fields::NOT_SET).color(Colours::of(ui).weak));
        let hint = "Say that the text names no source for the number. This is a finding, unlike “not set”.";
        fields::link(ui, "Own voice", OWN_VOICE, hint).clicked().then_some(Change::OwnVoice)
    })
}

fn own_voice(ui: &mut Ui) -> Option<Change> {
    let about = "The text states the number without naming a source.";
    fields::row(ui, "Sources", about, |ui| {
        ui.add_space(fields::INSET);
        ui.label(RichText::new("the article's own voice").size(BODY)).on_hover_text(about);
        fields::cross(ui, "Clear: Who says so").clicked().then_some(Change::Unset)
    })
}

/// One link of the chain: its place and buttons, then its fields.
fn source(ui: &mut Ui, sheet: &mut Sheet<'_>, at: usize, link: &Link, count: usize) -> Option<Change> {
    if at > 0 {
        ui.add_space(2.0 * STEP);
    }
    let change = source_head(ui, at, link, count);
    sheet.text(ui, TextField::LinkName(at));
    let about = "What this source does with the number.";
    let named = Named { caption: "Role", name: "Role of the source", about };
    let role = fields::row(ui, named.caption, about, |ui| fields::choice_of(ui, named, link.role));
    let named = Named { caption: "Class", name: "Class of the source", about: "The kind of source." };
    let class =
        fields::row(ui, named.caption, named.about, |ui| fields::choice(ui, named, link.class, false));
    sheet.text(ui, TextField::LinkWords(at));
    sheet.text(ui, TextField::LinkVerb(at));
    let coded = sheet.figure.attribution.as_mut().and_then(|links| links.get_mut(at));
    if let Some(coded) = coded {
        coded.role = role.unwrap_or(coded.role);
        coded.class = class.unwrap_or(coded.class);
    }
    change
}

fn source_head(ui: &mut Ui, at: usize, link: &Link, count: usize) -> Option<Change> {
    let (mut change, mut removed) = (None, None);
    let said = format!("{}. {}", at + 1, link.role.label());
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(said).size(CAPTION).color(Colours::of(ui).ink)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut button = |ui: &mut Ui, sign, name: String, enabled, made| {
                let pressed = ui.add_enabled_ui(enabled, |ui| fields::sign(ui, sign, &name)).inner;
                change = change.take().or(pressed.clicked().then_some(made));
            };
            if fields::cross(ui, &format!("Remove {}", link.name)).clicked() {
                removed = Some(Change::Remove(at));
            }
            button(ui, "↓", format!("Move {} down", link.name), at + 1 < count, Change::Down(at));
            button(ui, "↑", format!("Move {} up", link.name), at > 0, Change::Up(at));
        });
    });
    removed.or(change)
}
