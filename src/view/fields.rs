//! The parts that forms are made of: a labelled row, a typed field, a choice, small buttons.
//!
//! Knows how fields look and how a draft becomes one finished text; nothing of what the fields mean.

use eframe::egui::{
    Align, Button, Color32, ComboBox, EventFilter, Id, Key, Label, Layout, Margin, Modifiers, Popup,
    PopupCloseBehavior, Response, RichText, Sense, Stroke, TextEdit, TextWrapMode, Ui, UiBuilder, Vec2,
};

use super::field;
use super::style::{BODY, CAPTION, Colours, STEP, bold};
use crate::session::{Draft, DraftField};

/// Width of the column of labels, in points.
pub const LABELS: f32 = 84.0;
/// Height of a row of a form, in points.
pub const FIELD: f32 = 24.0;
/// How far the text of a control stands in from its edge, in points.
pub const INSET: f32 = 6.0;
/// What an unset field says.
pub const NOT_SET: &str = "not set";

/// What a field is called and holds.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The label beside it, under the heading of its group.
    pub caption: &'a str,
    /// The whole name, for screen readers.
    pub name: &'a str,
    /// What it holds, for the tooltip.
    pub about: &'a str,
}

/// A value of a controlled vocabulary, as a choice shows it.
pub trait Term: Copy + PartialEq + 'static {
    /// Every value, in the order of the menu.
    fn all() -> &'static [Self];
    /// The value on screen.
    fn label(self) -> &'static str;
    /// Its definition.
    fn definition(self) -> &'static str;
}

/// Makes vocabularies of the model into choices.
macro_rules! terms {
    ($($name:ty),* $(,)?) => {$(
        impl $crate::view::fields::Term for $name {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn label(self) -> &'static str {
                <$name>::label(self)
            }
            fn definition(self) -> &'static str {
                <$name>::definition(self)
            }
        }
    )*};
}
pub(crate) use terms;

/// Sets the look of forms: fields rest without outlines, so that only what is pointed at stands out.
pub fn quiet(ui: &mut Ui) {
    let resting = Stroke::new(1.0, Color32::TRANSPARENT);
    let accent = Colours::of(ui).accent;
    ui.visuals_mut().widgets.inactive.bg_stroke = resting;
    ui.visuals_mut().selection.stroke.color = accent;
    ui.spacing_mut().item_spacing = Vec2::new(STEP, STEP);
    ui.spacing_mut().interact_size.y = FIELD;
    ui.spacing_mut().button_padding = Vec2::new(INSET, 3.0);
}

/// The heading of a group of fields.
pub fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(4.0 * STEP);
    ui.label(RichText::new(text).font(bold(BODY)).color(Colours::of(ui).ink));
    ui.add_space(STEP / 2.0);
}

/// Secondary words on a line of their own.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let colour = Colours::of(ui).weak;
    ui.add(Label::new(RichText::new(text).size(CAPTION).color(colour)).wrap())
}

/// Something to look at, on a line of its own.
pub fn notice(ui: &mut Ui, text: &str) -> Response {
    let colour = Colours::of(ui).notice;
    ui.add(Label::new(RichText::new(text).size(CAPTION).color(colour)).wrap())
}

/// A row of a form: the label in its column, the control in the rest, neither wider than its place.
pub fn row<R>(ui: &mut Ui, caption: &str, about: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    let (whole, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), FIELD), Sense::hover());
    let (left, mut right) = whole.split_left_right_at_x(whole.left() + LABELS);
    right.min.x += STEP;
    let centred = Layout::left_to_right(Align::Center);
    let words = RichText::new(caption).size(CAPTION).color(Colours::of(ui).weak);
    let mut column = ui.new_child(UiBuilder::new().max_rect(left).layout(centred));
    column.add(Label::new(words).truncate().sense(Sense::hover())).on_hover_text(about);
    control(&mut ui.new_child(UiBuilder::new().max_rect(right).layout(centred)))
}

/// What stands under the controls of a form, in line with their text.
pub fn under<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.add_space(LABELS + STEP + INSET);
        ui.vertical(content).inner
    })
    .inner
}

/// A line of [`link`]s whose words, not frames, stand in line with the text above.
pub fn links<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let (whole, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), FIELD), Sense::hover());
    // Words that reached out of the panel by themselves would make it wider with every frame.
    let out = whole.with_min_x(whole.left() - INSET);
    content(&mut ui.new_child(UiBuilder::new().max_rect(out).layout(Layout::left_to_right(Align::Center))))
}

/// A row that shows what is derived and cannot be typed.
pub fn derived(ui: &mut Ui, caption: &str, about: &str, value: &str) {
    row(ui, caption, about, |ui| {
        ui.add_space(INSET);
        ui.add(Label::new(RichText::new(value).size(BODY)).truncate()).on_hover_text(about);
    });
}

/// A small button of words that can be acted on.
pub fn link(ui: &mut Ui, words: &str, name: &str, hint: &str) -> Response {
    link_in(ui, 0.0, words, name, hint)
}

/// A [`link`] that is at least as wide as this, in points.
pub fn link_in(ui: &mut Ui, width: f32, words: &str, name: &str, hint: &str) -> Response {
    let text = RichText::new(words).size(CAPTION).color(Colours::of(ui).accent);
    let button = Button::new(text).frame_when_inactive(false).min_size(Vec2::new(width, 20.0));
    let response = ui.add(button).on_hover_text(hint).accessible_name(name);
    follow_focus(&response, false);
    response
}

/// A small button of one sign.
pub fn sign(ui: &mut Ui, sign: &str, name: &str) -> Response {
    let text = RichText::new(sign).size(BODY).color(Colours::of(ui).weak);
    let button = Button::new(text).frame_when_inactive(false).min_size(Vec2::splat(20.0));
    let response = ui.add_sized(Vec2::splat(20.0), button).on_hover_text(name).accessible_name(name);
    follow_focus(&response, false);
    response
}

/// Takes the focus where it is asked for, and keeps the focused widget in view.
pub fn follow_focus(response: &Response, take: bool) {
    if take {
        response.request_focus();
    }
    if take || response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// A choice from a vocabulary, unset included: the new choice, once one is made.
pub fn choice<T: Term>(ui: &mut Ui, named: Named<'_>, current: Option<T>, take: bool) -> Option<Option<T>> {
    let mut chosen = None;
    let response = combo(ui, named, current, |ui| {
        let weak = Colours::of(ui).weak;
        if ui.selectable_label(current.is_none(), RichText::new(NOT_SET).color(weak)).clicked() {
            chosen = Some(None);
        }
        if let Some(value) = values(ui, current) {
            chosen = Some(Some(value));
        }
    });
    follow_focus(&response, take);
    chosen.filter(|chosen| *chosen != current)
}

/// A choice from a vocabulary that always has a value: the new choice, once one is made.
pub fn choice_of<T: Term>(ui: &mut Ui, named: Named<'_>, current: T) -> Option<T> {
    let mut chosen = None;
    let response = combo(ui, named, Some(current), |ui| chosen = values(ui, Some(current)));
    follow_focus(&response, false);
    chosen.filter(|chosen| *chosen != current)
}

fn combo<T: Term>(ui: &mut Ui, named: Named<'_>, current: Option<T>, menu: impl FnOnce(&mut Ui)) -> Response {
    let shown = match current {
        Some(value) => RichText::new(value.label()),
        None => RichText::new(NOT_SET).color(Colours::of(ui).weak),
    };
    let combo = ComboBox::from_id_salt(named.name).width(ui.available_width()).height(340.0);
    let shown = combo.wrap_mode(TextWrapMode::Truncate).selected_text(shown).show_ui(ui, menu);
    shown.response.accessible_name(named.name).on_hover_text(hint(named.about, current))
}

fn values<T: Term>(ui: &mut Ui, current: Option<T>) -> Option<T> {
    let mut chosen = None;
    for &value in T::all() {
        let item = ui.selectable_label(current == Some(value), value.label());
        if item.on_hover_text(value.definition()).clicked() {
            chosen = Some(value);
        }
    }
    chosen
}

fn hint<T: Term>(about: &str, current: Option<T>) -> String {
    match current {
        Some(value) => format!("{about}\n\n{}: {}", value.label(), value.definition()),
        None => about.to_owned(),
    }
}

/// A choice of any number of values, kept in the order of the vocabulary: the new choice, once changed.
pub fn choices<T: Term>(ui: &mut Ui, named: Named<'_>, current: &[T]) -> Option<Vec<T>> {
    let labels: Vec<&str> = current.iter().map(|value| value.label()).collect();
    let shown = if labels.is_empty() {
        RichText::new(NOT_SET).color(Colours::of(ui).weak)
    } else {
        RichText::new(labels.join(", "))
    };
    let mut toggled = None;
    let combo = ComboBox::from_id_salt(named.name).width(ui.available_width()).height(340.0);
    let combo =
        combo.close_behavior(PopupCloseBehavior::CloseOnClickOutside).wrap_mode(TextWrapMode::Truncate);
    let response = combo.selected_text(shown).show_ui(ui, |ui| {
        for &value in T::all() {
            let mut on = current.contains(&value);
            if ui.checkbox(&mut on, value.label()).on_hover_text(value.definition()).clicked() {
                toggled = Some(value);
            }
        }
    });
    let about = if labels.is_empty() {
        named.about.to_owned()
    } else {
        format!("{}\n\n{}", named.about, labels.join(", "))
    };
    let response = response.response.accessible_name(named.name).on_hover_text(about);
    follow_focus(&response, false);
    toggled.map(|value| with_toggled(current, value))
}

/// The values with one put in or taken out, in the order of the vocabulary.
pub fn with_toggled<T: Term>(current: &[T], value: T) -> Vec<T> {
    let has = |other: &T| current.contains(other) != (*other == value);
    T::all().iter().copied().filter(has).collect()
}

/// A typed field: its draft, and what to do with it once finished.
pub struct Typed<'a> {
    /// What it is called and holds.
    pub named: Named<'a>,
    /// The field that its draft is typed in.
    pub key: DraftField,
    /// The text it holds now; empty where it is unset.
    pub current: &'a str,
    /// What it says while it is empty.
    pub hint: &'a str,
    /// Says in one sentence why a text is refused.
    pub refuse: &'a dyn Fn(&str) -> Option<String>,
    /// Whether it has several lines: Enter then makes a new one, and leaving the field finishes it.
    pub lines: bool,
    /// Whether to take the focus.
    pub take: bool,
    /// Width, in points.
    pub width: f32,
}

/// What came of a typed field in this frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// The text that was finished and accepted, where it differs from what the field held.
    pub finished: Option<String>,
    /// Why the draft was refused.
    pub refused: Option<String>,
}

impl Typed<'_> {
    /// Draws it. What is typed is kept as the session's draft until it is finished or given up.
    pub fn show(self, ui: &mut Ui, draft: &mut Option<Draft>) -> Entered {
        let mine = draft.as_ref().filter(|draft| draft.field == self.key);
        let mut text = mine.map_or_else(|| self.current.to_owned(), |draft| draft.text.clone());
        let drafted = mine.is_some();
        let id = ui.make_persistent_id((self.named.name, "typed"));
        let response = self.edit(ui, id, &mut text);
        follow_focus(&response, self.take);
        if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            response.surrender_focus();
            if drafted {
                *draft = None;
            }
            return Entered::default();
        }
        if response.changed() {
            *draft = Some(Draft { field: self.key.clone(), text: text.clone() });
        }
        let drafted = drafted || response.changed();
        let refused = drafted.then(|| (self.refuse)(&text)).flatten();
        let was_refused = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default() && refused.is_some();
        if drafted && !response.has_focus() {
            ui.data_mut(|data| data.insert_temp(id, refused.is_some()));
            return self.finish(draft, text, refused);
        }
        Entered { finished: None, refused: refused.filter(|_| was_refused) }
    }

    /// Ends the draft where it is accepted; a refused one is kept for the analyst to mend.
    fn finish(self, draft: &mut Option<Draft>, text: String, refused: Option<String>) -> Entered {
        if refused.is_some() {
            return Entered { finished: None, refused };
        }
        *draft = None;
        Entered { finished: (text != self.current).then_some(text), refused: None }
    }

    fn edit(&self, ui: &mut Ui, id: Id, text: &mut String) -> Response {
        let keys = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: true };
        let hint = RichText::new(self.hint).color(Colours::of(ui).weak);
        let (mut line, mut lines) = (field::line_layouter, field::layouter);
        let edit = if self.lines {
            TextEdit::multiline(text).desired_rows(2).layouter(&mut lines)
        } else {
            TextEdit::singleline(text).layouter(&mut line)
        };
        let edit = edit.id(id).hint_text(hint).event_filter(keys).margin(Margin::symmetric(INSET as i8, 3));
        let response =
            edit.desired_width(self.width).min_size(Vec2::new(self.width, FIELD)).show(ui).response;
        let about = if text.is_empty() {
            self.named.about.to_owned()
        } else {
            format!("{}\n\n{text}", self.named.about)
        };
        response.response.accessible_name(self.named.name).on_hover_text(about)
    }
}

/// A menu under a small button of words.
pub fn menu(ui: &mut Ui, words: &str, hint: &str, content: impl FnOnce(&mut Ui)) {
    let button = link(ui, words, words, hint);
    Popup::menu(&button).show(content);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Basis;

    #[test]
    fn toggling_keeps_the_order_of_the_vocabulary() {
        let one = with_toggled(&[], Basis::WeekdayOrEvent);
        let two = with_toggled(&one, Basis::Stated);
        assert_eq!(two, [Basis::Stated, Basis::WeekdayOrEvent]);
        assert_eq!(with_toggled(&two, Basis::WeekdayOrEvent), [Basis::Stated]);
    }
}
