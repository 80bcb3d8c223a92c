//! The look: every colour and size in the program, light and dark.
//!
//! Five neutral greys a theme, one accent for what can be acted on, and the data palette for tags
//! and marks only. A test holds the contrasts of WCAG 2.2 (4.5:1 for text, 3:1 for marks).

use eframe::egui::style::{Selection, WidgetVisuals, Widgets};
use eframe::egui::{
    self, Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Theme, Ui,
    Vec2, Visuals,
};

/// The smallest text: captions, keys, counts.
pub const CAPTION: f32 = 11.5;
/// The text of the interface.
pub const BODY: f32 = 13.5;
/// Headings of panels and popups.
pub const HEADING: f32 = 15.0;
/// The text of articles.
pub const READING: f32 = 17.0;
/// The title of a screen of its own.
pub const TITLE: f32 = 24.0;
/// The title of an article.
pub const HEADLINE: f32 = 21.0;

/// Height of a row in a list, in points.
pub const ROW: f32 = 28.0;
/// Padding inside a panel, in points.
pub const PAD: f32 = 12.0;
/// One step of the grid, in points.
pub const STEP: f32 = 4.0;
/// Corner radius of buttons and fields, in points.
pub const CORNER: u8 = 4;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Colours {
    /// Behind articles, fields and charts.
    pub paper: Color32,
    /// Behind panels and bars.
    pub panel: Color32,
    /// Hairlines and resting outlines.
    pub line: Color32,
    /// Secondary text.
    pub weak: Color32,
    /// Text.
    pub ink: Color32,
    /// What can be acted on, and focus.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind what is selected.
    pub chosen: Color32,
    /// Behind what is pointed at.
    pub hover: Color32,
    /// Something to look at: a notice, a dispute, a part larger than its whole.
    pub notice: Color32,
    /// The data palette: tags, series and marks. Never a side's colour.
    pub data: [Color32; 8],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light theme. Data hues are Okabe–Ito's, darkened until they reach 3:1 on both backgrounds.
pub const LIGHT: Colours = Colours {
    paper: rgb(0xFFFFFF),
    panel: rgb(0xF6F6F4),
    line: rgb(0xDCDCD8),
    weak: rgb(0x5F5F5A),
    ink: rgb(0x1C1C1A),
    accent: rgb(0x2F55C8),
    on_accent: rgb(0xFFFFFF),
    chosen: rgb(0xDFE6FA),
    hover: rgb(0xEBEBE8),
    notice: rgb(0x9A4A00),
    data: [
        rgb(0x0072B2),
        rgb(0xD05A00),
        rgb(0x008A64),
        rgb(0xB75D92),
        rgb(0xA97200),
        rgb(0x2A86BC),
        rgb(0x857C00),
        rgb(0x767676),
    ],
};

/// The dark theme. Data hues are Okabe–Ito's, lightened where they need it.
pub const DARK: Colours = Colours {
    paper: rgb(0x1B1B1B),
    panel: rgb(0x232323),
    line: rgb(0x3B3B3B),
    weak: rgb(0xA8A8A2),
    ink: rgb(0xEAEAE6),
    accent: rgb(0x93ABFF),
    on_accent: rgb(0x14161E),
    chosen: rgb(0x2F3A5C),
    hover: rgb(0x2F2F2F),
    notice: rgb(0xF0A35A),
    data: [
        rgb(0x4BA3DD),
        rgb(0xEB7A35),
        rgb(0x2DB98D),
        rgb(0xD793B7),
        rgb(0xE69F00),
        rgb(0x8CCBF2),
        rgb(0xE5DA4C),
        rgb(0xA3A3A3),
    ],
};

/// Names of the data colours, for tooltips and screen readers.
pub const DATA_NAMES: [&str; 8] =
    ["blue", "vermillion", "green", "purple", "orange", "sky", "yellow", "grey"];

impl Colours {
    /// The colours of the theme that a part of the window is drawn in.
    pub fn of(ui: &Ui) -> &'static Self {
        Self::theme(ui.visuals().dark_mode)
    }

    /// The colours of the dark or the light theme.
    pub fn theme(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// A data colour by its index, round and round.
    pub fn data(&self, index: u8) -> Color32 {
        self.data[usize::from(index) % self.data.len()]
    }

    /// A tint of a colour that leaves text over it readable.
    pub fn tint(&self, colour: Color32) -> Color32 {
        self.paper.lerp_to_gamma(colour, if self.paper == DARK.paper { 0.34 } else { 0.22 })
    }
}

/// The text font of articles, in points.
pub fn reading(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif".into()))
}

/// The heavier weight of the text font.
pub fn reading_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif-bold".into()))
}

/// The heavier weight of the interface font.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// Installs fonts, sizes and both themes.
pub fn install(ctx: &Context) {
    super::fonts::install(ctx);
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme == Theme::Dark);
            sizes(style);
        });
    }
}

fn sizes(style: &mut egui::Style) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(CAPTION)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Monospace, FontId::monospace(BODY)),
        (TextStyle::Heading, bold(HEADING)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(2.0 * STEP, STEP);
    spacing.button_padding = Vec2::new(2.0 * STEP, STEP);
    spacing.interact_size = Vec2::new(32.0, 24.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(PAD as i8);
    spacing.icon_spacing = 6.0;
    spacing.tooltip_width = 360.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.animation_time = 0.0; // Nothing moves unasked.
    style.interaction.selectable_labels = false;
    style.url_in_tooltip = false;
}

fn visuals(dark: bool) -> Visuals {
    let c = Colours::theme(dark);
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = widgets(c);
    visuals.selection = Selection { bg_fill: c.chosen, stroke: Stroke::new(1.0, c.ink) };
    visuals.weak_text_color = Some(c.weak);
    visuals.hyperlink_color = c.accent;
    visuals.warn_fg_color = c.notice;
    visuals.error_fg_color = c.notice;
    visuals.panel_fill = c.panel;
    visuals.window_fill = c.panel;
    visuals.extreme_bg_color = c.paper;
    visuals.text_edit_bg_color = Some(c.paper);
    visuals.faint_bg_color = c.hover;
    visuals.window_stroke = Stroke::new(1.0, c.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shade = Color32::from_black_alpha(if dark { 110 } else { 34 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: shade };
    visuals.text_cursor.blink = false; // A blinking caret would draw twice a second for ever.
    visuals.disabled_alpha = 0.55;
    visuals
}

fn widgets(c: &Colours) -> Widgets {
    let state = |fill: Color32, outline: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, outline),
        corner_radius: CornerRadius::same(CORNER),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(c.panel, c.line, c.ink),
        inactive: state(c.paper, c.line, c.ink),
        hovered: state(c.hover, c.weak, c.ink),
        active: state(c.chosen, c.accent, c.ink),
        open: state(c.hover, c.weak, c.ink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: Color32) -> f32 {
        let linear = |byte: u8| {
            let c = f32::from(byte) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_reaches_four_and_a_half_to_one() {
        for c in [&LIGHT, &DARK] {
            for ground in [c.paper, c.panel, c.hover, c.chosen] {
                for text in [c.ink, c.weak, c.accent, c.notice] {
                    assert!(
                        contrast(text, ground) >= 4.5,
                        "{text:?} on {ground:?}: {}",
                        contrast(text, ground)
                    );
                }
            }
            assert!(contrast(c.on_accent, c.accent) >= 4.5);
        }
    }

    #[test]
    fn marks_reach_three_to_one_and_tints_leave_text_readable() {
        for c in [&LIGHT, &DARK] {
            for mark in c.data {
                for ground in [c.paper, c.panel] {
                    assert!(
                        contrast(mark, ground) >= 3.0,
                        "{mark:?} on {ground:?}: {}",
                        contrast(mark, ground)
                    );
                }
                assert!(contrast(c.ink, c.tint(mark)) >= 4.5, "ink on {:?}", c.tint(mark));
            }
        }
    }
}
