//! Where an article comes from: its copies, why they are said to be copies, and the ways to correct that.

use eframe::egui::{Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::command::{Action, Command, origins};
use crate::corpus::Article;
use crate::corpus::origins::Likeness;
use crate::dossier::Dossier;
use crate::dossier::origins::{Origin, Why};
use crate::session::Session;
use crate::view::articles::dated;
use crate::view::fields::{self, caption, heading};
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, CORNER, Colours, STEP};

/// Copies that are listed; an origin may have thousands.
const LISTED: usize = 8;
/// Height of a copy in the list: title, then publisher and date.
const COPY: f32 = 40.0;

/// Whether an article shares its origin, or an analyst chose one for it.
pub(super) fn is_worth_telling(dossier: &Dossier, path: &str) -> bool {
    dossier.origin_of(path).is_some() || dossier.origin_choices().contains_key(path)
}

/// Draws the section.
pub(super) fn ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    article: &Article,
    actions: &mut Vec<Action>,
) {
    let path = article.id.path.as_str();
    heading(ui, "Origin");
    let origin = dossier.origin_of(path);
    match origin {
        Some(origin) => shared(ui, dossier, session, origin, path),
        None => alone(ui, dossier, path),
    }
    ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
        fields::links(ui, |ui| {
            let mut run = |ui: &mut Ui, words: &str, command: Command| {
                if command.is_enabled(Some(dossier), session)
                    && fields::link(ui, words, words, &parts::hint(command)).clicked()
                {
                    actions.push(Action::Run(command));
                }
            };
            run(ui, "Compare", Command::Compare);
            run(ui, "Not a copy", Command::NotACopy);
            run(ui, "Same origin as…", Command::SameOrigin);
            if dossier.origin_choices().contains_key(path) {
                let hint = "Take back what was chosen for this article, so that the search decides again.";
                if fields::link(ui, "Put back", "Put back the origin", hint).clicked() {
                    actions.extend(origins::put_back(dossier, path));
                }
            }
        });
    });
}

fn alone(ui: &mut Ui, dossier: &Dossier, path: &str) {
    let words = if dossier.origin_choices().contains_key(path) {
        "An analyst said that this text is an origin of its own."
    } else if dossier.has_origins() {
        "No other text here is a copy of this one."
    } else {
        "Copies were not looked for yet."
    };
    caption(ui, words);
}

fn shared(ui: &mut Ui, dossier: &Dossier, session: &mut Session, origin: &Origin, path: &str) {
    let hint = "Copies and rewrites of one source: what they report was reported once.";
    caption(ui, &told(origin)).on_hover_text(hint);
    let here = origin.member(path).map(|member| member.why);
    caption(ui, &here.map_or_else(String::new, |here| reason(dossier, origin, here)));
    let others = || origin.members.iter().filter(|member| member.path != path);
    for member in others().take(LISTED) {
        copy_ui(ui, dossier, session, &member.path, &reason(dossier, origin, member.why));
    }
    let more = others().count().saturating_sub(LISTED);
    if more > 0 {
        caption(ui, &format!("and {more} more; “Compare” offers them"));
    }
    ui.add_space(STEP);
}

/// How many texts an origin has: `4 texts, 1 origin`.
pub fn told(origin: &Origin) -> String {
    format!("{} texts, 1 origin", origin.members.len())
}

/// Why a text is in an origin, in words, with the score; of the one that names it, the weakest of the others.
fn reason(dossier: &Dossier, origin: &Origin, why: Why) -> String {
    let scored =
        |likeness: Likeness| format!("{} ({:.0} %)", likeness.reason(), (likeness.score * 100.0).floor());
    let several = origin.members.len() > 2;
    match (why, origin.weakest()) {
        (Why::Alike(likeness), _) if several => {
            let article = dossier.corpus().at_path(&origin.name);
            let name = article.map_or_else(|| origin.name.clone(), |article| dossier.facts(article).title);
            format!("{}, compared with “{name}”", scored(likeness))
        }
        (Why::Alike(likeness), _) => scored(likeness),
        (Why::Chosen, _) => "Put here by an analyst".to_owned(),
        (Why::Names, Some(weakest)) if several => {
            format!("The others were compared with this one; the least like it: {}", scored(weakest))
        }
        (Why::Names, Some(weakest)) => scored(weakest),
        (Why::Names, None) => "Put together by an analyst".to_owned(),
    }
}

/// One copy: a click opens it.
fn copy_ui(ui: &mut Ui, dossier: &Dossier, session: &mut Session, path: &str, why: &str) {
    let Some(article) = dossier.corpus().at_path(path) else { return };
    let facts = dossier.facts(article);
    let name = format!("Copy: {}", facts.title);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), COPY), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), &name));
    fields::follow_focus(&response, false);
    let colours = Colours::of(ui);
    let back = rect.expand2(vec2(2.0 * STEP, 0.0));
    if response.hovered() {
        ui.painter().rect_filled(back, CORNER, colours.hover);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(back, CORNER, (1.0, colours.accent), StrokeKind::Inside);
    }
    let rect = rect.shrink2(vec2(0.0, STEP));
    let font = eframe::egui::FontId::proportional;
    parts::paint_line(ui, rect.min, &facts.title, font(BODY), colours.accent, rect.width());
    let publisher = facts.publisher.as_deref().unwrap_or(path);
    let under = format!("{publisher} · {}", dated(&facts.published));
    let below = pos2(rect.left(), rect.top() + 17.0);
    parts::paint_line(ui, below, &under, font(CAPTION), colours.weak, rect.width());
    if response.clicked() {
        session.open_article(path, None);
    }
    response.on_hover_ui(|ui| {
        ui.label(&facts.title);
        caption(ui, why);
        caption(ui, path);
    });
}
