//! The names of sources: which labels charts take for one source, and in which form they name it.

use eframe::egui::{Button, FontId, Key, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::{room, titled};
use crate::chart::names::{Named, named};
use crate::chart::wording::counted;
use crate::command::{Action, sources};
use crate::dossier::Dossier;
use crate::session::{Overlay, Session};
use crate::view::kept::kept;
use crate::view::parts;
use crate::view::style::{BODY, CAPTION, Colours, PAD, ROW, STEP};

/// Forms offered for a name, at most.
const OFFERED: usize = 4;
/// Width of the column that tells how often a name stands, in points.
const COUNTS: f32 = 190.0;
/// Height of what is drawn below the list, in points.
const BELOW: f32 = 92.0 + ROW;

/// A label, and the form being typed for it.
type Typed = Option<(String, String)>;

/// Draws the list, and the fields of the name that is chosen.
pub(super) fn ui(ui: &Ui, dossier: &Dossier, session: &mut Session, typed: Typed, actions: &mut Vec<Action>) {
    titled(ui, "Names of sources", 680.0, session, |ui, session| {
        parts::caption(
            ui,
            "Texts name one source by several labels. Charts name it in one form; the label stays with each figure.",
        );
        ui.add_space(STEP);
        let all = kept(ui, "names of sources", dossier.revision(), |_| named(&dossier.grounds()));
        if all.is_empty() {
            parts::empty(
                ui,
                "No sources yet",
                "Say in the inspector who says a figure; the name is listed here.",
            );
            return;
        }
        heading_ui(ui);
        let chosen = list_ui(ui, &all, typed.as_ref()).or(typed);
        let next = chosen.and_then(|typed| form_ui(ui, dossier, &all, typed, actions));
        if let Some(Overlay::Sources(kept)) = &mut session.now.overlay {
            *kept = next;
        }
    });
}

fn heading_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let columns = columns(rect);
    for (at, words) in columns.into_iter().zip(["As figures name it", "Where", "As charts name it"]) {
        let weak = Colours::of(ui).weak;
        let place = pos2(at.left(), rect.center().y - CAPTION * 0.68);
        parts::paint_line(ui, place, words, FontId::proportional(CAPTION), weak, at.width());
    }
}

/// The room of a label, of how often it stands, and of its form, in a row.
fn columns(row: Rect) -> [Rect; 3] {
    let inside = row.shrink2(vec2(PAD, 0.0));
    let column = (inside.width() - COUNTS) / 2.0;
    let (label, rest) = inside.split_left_right_at_x(inside.left() + column);
    let (counts, form) = rest.split_left_right_at_x(rest.left() + COUNTS);
    [label, counts, form].map(|rect| rect.with_max_x(rect.right() - PAD))
}

/// Draws every name; gives the one that was clicked, with its form.
fn list_ui(ui: &mut Ui, all: &[Named], typed: Option<&(String, String)>) -> Typed {
    let mut chosen = None;
    let height = room(ui) - BELOW - PAD;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        all.len(),
        |ui, rows| {
            for source in all.get(rows).unwrap_or_default() {
                let selected = typed.is_some_and(|(label, _)| *label == source.label);
                let response = parts::row(ui, ROW, selected, &told(source));
                line_ui(ui, response.rect, source);
                if response.clicked() {
                    chosen = Some((source.label.clone(), source.fixed.clone()));
                }
            }
        },
    );
    chosen
}

/// A name in words: `the ministry: 3 figures, 2 texts / 1 origin; charts name it Ministry of Health`.
fn told(source: &Named) -> String {
    let figures = counted(source.figures, "figure", "figures");
    let said = format!("{}: {figures}, {}", source.label, source.heard.words());
    if is_plain(source) { said } else { format!("{said}; charts name it {}", source.fixed) }
}

fn is_plain(source: &Named) -> bool {
    source.label == source.fixed
}

fn line_ui(ui: &Ui, row: Rect, source: &Named) {
    let colours = Colours::of(ui);
    let counts = format!("{} · {}", counted(source.figures, "figure", "figures"), source.heard.words());
    let (form, ink) =
        if is_plain(source) { ("as it is", colours.weak) } else { (source.fixed.as_str(), colours.ink) };
    let words = [
        (source.label.as_str(), BODY, colours.ink),
        (counts.as_str(), CAPTION, colours.weak),
        (form, BODY, ink),
    ];
    for (at, (words, size, ink)) in columns(row).into_iter().zip(words) {
        let place = pos2(at.left(), row.center().y - size * 0.68);
        parts::paint_line(ui, place, words, FontId::proportional(size), ink, at.width());
    }
}

/// Draws the field for the form of a name; gives what is typed, unless it was set.
fn form_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    all: &[Named],
    (label, mut form): (String, String),
    actions: &mut Vec<Action>,
) -> Typed {
    ui.add_space(STEP);
    parts::caption_cut(ui, &format!("Charts name “{label}”"));
    let writable = dossier.read_only().is_none();
    let mut set = None;
    ui.add_enabled_ui(writable, |ui| {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 190.0;
            let field = parts::text_line(ui, &mut form, "The form that charts use", "As the label", width);
            super::focus_at_first(&field);
            let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Set").clicked() || enter {
                set = Some(form.clone());
            }
            if ui.button("As the label").clicked() {
                set = Some(String::new());
            }
        });
        set = offers_ui(ui, all, &label, &form).or(set.take());
    });
    match set {
        Some(form) => {
            actions.extend(sources::fix(dossier, &label, &form));
            None
        }
        None => Some((label, form)),
    }
}

/// Draws forms that other names have; gives the one that was clicked.
fn offers_ui(ui: &mut Ui, all: &[Named], label: &str, typed: &str) -> Option<String> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        parts::caption(ui, "or as:");
        for form in offers(all, label, typed) {
            let shown: String = form.chars().take(34).collect();
            if ui.add(Button::new(shown).small()).on_hover_text(form).clicked() {
                chosen = Some(form.to_owned());
            }
        }
    });
    chosen
}

/// The forms that share most words with a label and what is typed, the most used first.
fn offers<'n>(all: &'n [Named], label: &str, typed: &str) -> Vec<&'n str> {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_owned)
            .collect()
    };
    let wanted = words(&format!("{label} {typed}"));
    let mut forms: Vec<(usize, usize, &str)> = Vec::new();
    for source in all.iter().filter(|source| source.fixed != label && source.fixed != typed) {
        let alike = words(&source.fixed).iter().filter(|word| wanted.contains(word)).count();
        match forms.iter_mut().find(|(.., form)| *form == source.fixed) {
            Some((_, figures, _)) => *figures += source.figures,
            None => forms.push((alike, source.figures, &source.fixed)),
        }
    }
    forms.sort_by(|one, other| (other.0, other.1, one.2).cmp(&(one.0, one.1, other.2)));
    forms.into_iter().map(|(.., form)| form).take(OFFERED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::facts::Heard;

    #[test]
    fn forms_that_share_words_are_offered_first() {
        let named = |label: &str, figures| Named {
            label: label.into(),
            fixed: label.into(),
            figures,
            heard: Heard { texts: 1, origins: 1 },
        };
        let all = [named("AFP", 9), named("Gaza Ministry of Health", 2), named("Gaza's health ministry", 1)];
        assert_eq!(offers(&all, "Gaza's health ministry", ""), ["Gaza Ministry of Health", "AFP"]);
        assert_eq!(told(&all[0]), "AFP: 9 figures, 1 text / 1 origin");
    }
}
