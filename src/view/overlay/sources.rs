//! The names of sources: which labels charts take for one source, and in which form they name it.

use eframe::egui::{Button, FontId, Key, Modifiers, Rect, ScrollArea, Sense, Ui, pos2, vec2};

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
const OFFERED: usize = 3;
/// Characters of an offered form that are shown, at most.
const LONGEST: usize = 30;
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
            "Texts name one source by several labels; charts name it in one form. Arrows choose, Enter sets.",
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
        let chosen = typed.or_else(|| all.first().map(choice));
        let stepped = chosen.as_ref().and_then(|chosen| stepped(ui, &all, chosen));
        let height = room(ui) - BELOW - PAD;
        heading_ui(ui, all.len(), height);
        let clicked = list_ui(ui, &all, height, stepped.as_ref().or(chosen.as_ref()), stepped.is_some());
        let chosen = clicked.or(stepped).or(chosen);
        let next = chosen.map(|typed| form_ui(ui, dossier, &all, typed, actions));
        if let Some(Overlay::Sources(kept)) = &mut session.now.overlay {
            *kept = next;
        }
    });
}

/// A name as it is when it is chosen.
fn choice(source: &Named) -> (String, String) {
    (source.label.clone(), source.fixed.clone())
}

/// The name above or below the chosen one, where an arrow asks for it.
fn stepped(ui: &Ui, all: &[Named], chosen: &(String, String)) -> Typed {
    let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let by = isize::from(key(Key::ArrowDown)) - isize::from(key(Key::ArrowUp));
    let at = all.iter().position(|source| source.label == chosen.0)?;
    all.get(at.checked_add_signed(by)?).filter(|_| by != 0).map(choice)
}

fn heading_ui(ui: &mut Ui, rows: usize, height: f32) {
    let width = parts::width_of_rows(ui, rows, height);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
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

/// Draws every name; gives the one that was clicked, with its form. Brings the chosen one into view where
/// it was `moved` to.
fn list_ui(ui: &mut Ui, all: &[Named], height: f32, chosen: Option<&(String, String)>, moved: bool) -> Typed {
    let mut clicked = None;
    let at = chosen.and_then(|chosen| all.iter().position(|source| source.label == chosen.0));
    ui.spacing_mut().item_spacing.y = 0.0; // Before the rows are counted: they touch.
    let scroll = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    scroll.show_rows(ui, ROW, all.len(), |ui, rows| {
        if let Some(at) = at.filter(|_| moved) {
            let top = ui.cursor().top() + (at as f32 - rows.start as f32) * ROW;
            let row = Rect::from_min_size(pos2(ui.cursor().left(), top), vec2(1.0, ROW));
            ui.scroll_to_rect(row, None);
        }
        for (place, source) in rows.clone().zip(all.get(rows).unwrap_or_default()) {
            let response = parts::row(ui, ROW, at == Some(place), &told(source));
            line_ui(ui, response.rect, source);
            if response.clicked() {
                clicked = Some(choice(source));
            }
        }
    });
    clicked
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

/// Draws the field for the form of a name; gives what is typed.
fn form_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    all: &[Named],
    (label, mut form): (String, String),
    actions: &mut Vec<Action>,
) -> (String, String) {
    ui.spacing_mut().item_spacing.y = STEP;
    ui.add_space(STEP);
    parts::caption_cut(ui, &format!("Charts name “{label}”"));
    let mut set = None;
    ui.add_enabled_ui(dossier.read_only().is_none(), |ui| {
        set = ui.push_id(&label, |ui| field_ui(ui, &mut form)).inner;
        set = offers_ui(ui, all, &label, &form).or(set.take());
    });
    if let Some(set) = set {
        actions.extend(sources::fix(dossier, &label, &set));
        form = if set.trim().is_empty() { label.clone() } else { set };
    }
    (label, form)
}

/// Draws the field and its buttons; gives the form that is to be set, empty for the label itself.
fn field_ui(ui: &mut Ui, form: &mut String) -> Option<String> {
    ui.horizontal(|ui| {
        let width = ui.available_width() - 190.0;
        let field = parts::text_line(ui, form, "The form that charts use", "As the label", width);
        super::focus_at_first(&field);
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if enter {
            field.request_focus(); // The arrows go on from here to the next name.
        }
        let set = ui.button("Set").clicked() || enter;
        let as_label = ui.button("As the label").clicked();
        if as_label { Some(String::new()) } else { set.then(|| form.clone()) }
    })
    .inner
}

/// Draws forms that other names have; gives the one that was clicked.
fn offers_ui(ui: &mut Ui, all: &[Named], label: &str, typed: &str) -> Option<String> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        parts::caption(ui, "or as:");
        for form in offers(all, label, typed) {
            let shown = parts::cut(form, LONGEST);
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
