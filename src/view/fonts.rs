//! The faces of the interface and of the reader, and the order in which they stand in for each other.
//!
//! Knows nothing of what is written in them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;
use egui::{FontData, FontDefinitions, FontFamily};

use crate::chart::faces;

/// The family in which articles are read.
pub const SERIF: &str = "serif";
/// The semi-bold companion of [`SERIF`], for titles.
pub const SERIF_BOLD: &str = "serif-bold";
/// The semi-bold companion of the interface's own face.
pub const BOLD: &str = "bold";

/// Every embedded face: the name it is registered under, and its file.
const FACES: [(&str, &[u8]); 8] = [
    ("dossier-sans", faces::SANS),
    ("dossier-sans-semibold", faces::SANS_SEMIBOLD),
    ("dossier-serif", include_bytes!("../../assets/fonts/DossierSerif-Regular.otf")),
    ("dossier-serif-semibold", include_bytes!("../../assets/fonts/DossierSerif-SemiBold.otf")),
    ("noto-sans-arabic", faces::SANS_ARABIC),
    ("noto-sans-hebrew", faces::SANS_HEBREW),
    ("noto-naskh-arabic", include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
    ("noto-serif-hebrew", include_bytes!("../../assets/fonts/NotoSerifHebrew-Regular.ttf")),
];

const SANS: &[&str] = &["dossier-sans", "noto-sans-arabic", "noto-sans-hebrew"];
const SANS_BOLD: &[&str] = &["dossier-sans-semibold", "noto-sans-arabic", "noto-sans-hebrew"];
const SERIFS: &[&str] = &["dossier-serif", "noto-naskh-arabic", "noto-serif-hebrew", "dossier-sans"];
const SERIFS_BOLD: &[&str] =
    &["dossier-serif-semibold", "noto-naskh-arabic", "noto-serif-hebrew", "dossier-sans-semibold"];

/// Registers the embedded faces with a context; they stand from its next frame on.
///
/// Proportional and monospace text keep egui's own faces behind ours; the families [`SERIF`],
/// [`SERIF_BOLD`] and [`BOLD`] are new.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

/// The family in which articles are read.
pub fn serif() -> FontFamily {
    FontFamily::Name(SERIF.into())
}

/// The semi-bold companion of [`serif`].
pub fn serif_bold() -> FontFamily {
    FontFamily::Name(SERIF_BOLD.into())
}

/// The semi-bold companion of the proportional family.
pub fn bold() -> FontFamily {
    FontFamily::Name(BOLD.into())
}

/// Has the letters of articles drawn before there is one to read, since the first frame with text is
/// among the dearest. How much of that is letters and how much layout was not told apart.
#[derive(Debug, Default)]
pub struct Warming {
    /// The size of the letters and of a pixel for which it is done.
    of: Option<(f32, f32)>,
    done: usize,
}

/// Letters are drawn for at most this long a frame.
const WARMING: Duration = Duration::from_millis(3);
/// What is drawn, a few letters at a time: the same in several orders, since a letter is drawn anew for
/// each quarter of a pixel at which it stands.
const LETTERS: [&str; 12] = [
    "etaoinsr hldcum.",
    "fpgwybvk,xjqz “”’",
    "nresitoa mulchd,",
    "zqjxkvby.wgpf —()",
    "aesnoitr dhcluim",
    "otrainse ludhmc.",
    "TABCDEFGHIMNPRSUW",
    "0123456789 LOJKV",
    "ybwgfpvk sit on a",
    "ministry said the",
    "were killed about",
    "éèêàçôûîüöäñ",
];

impl Warming {
    /// Draws some letters, until all are; `size` is that of the articles' letters, in points.
    pub fn step(&mut self, ctx: &egui::Context, size: f32) {
        let of = Some((size, ctx.pixels_per_point()));
        if self.of != of {
            *self = Self { of, done: 0 };
        }
        let begun = Instant::now();
        while self.done < 2 * LETTERS.len() && begun.elapsed() < WARMING {
            let of_text = self.done < LETTERS.len();
            let letters = LETTERS[self.done % LETTERS.len()].to_owned();
            let font = if of_text {
                egui::FontId::new(size, serif())
            } else {
                egui::FontId::new(super::style::HEADLINE, serif_bold())
            };
            ctx.fonts_mut(|fonts| fonts.layout_no_wrap(letters, font, egui::Color32::PLACEHOLDER));
            self.done += 1;
        }
    }
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let proportional = fonts.families.remove(&FontFamily::Proportional).unwrap_or_default();
    let monospace = fonts.families.remove(&FontFamily::Monospace).unwrap_or_default();
    // The monospace face comes last everywhere: it alone has the small triangles of trees and menus.
    let defaults = in_order(&[&proportional, &monospace]);
    let behind = |ours: &[&str]| in_order(&[&owned(ours), &defaults]);
    fonts.families.insert(FontFamily::Proportional, behind(SANS));
    fonts.families.insert(FontFamily::Monospace, in_order(&[&monospace, &behind(SANS)]));
    fonts.families.insert(bold(), behind(SANS_BOLD));
    fonts.families.insert(serif(), behind(SERIFS));
    fonts.families.insert(serif_bold(), behind(SERIFS_BOLD));
    fonts
}

/// The names of several lists in order, each once.
fn in_order(lists: &[&[String]]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in lists.iter().copied().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::FontId;

    const NEEDED: &str =
        "0123456789 AZaz éñøőş ḥṣṭẓ ếữ ΑΩαω Жж “”‘’–—…•·§ €£ ×÷±≈≤≥−~ ←→↑↓ ▸▾ ✓ وزارة الصحة ٣ משרד ראש";

    fn with_fonts<R>(look: impl FnOnce(&mut egui::epaint::text::FontsView<'_>) -> R) -> R {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut look = Some(look);
        let mut seen = None;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            if let Some(look) = look.take() {
                seen = Some(ui.ctx().fonts_mut(look));
            }
        });
        output.textures_delta.clear();
        seen.unwrap()
    }

    fn families() -> [FontFamily; 5] {
        [FontFamily::Proportional, FontFamily::Monospace, bold(), serif(), serif_bold()]
    }

    #[test]
    fn every_family_has_every_character_that_we_write() {
        with_fonts(|fonts| {
            for family in families() {
                let id = FontId::new(14.0, family.clone());
                let missing: String = NEEDED.chars().filter(|c| !fonts.has_glyph(&id, *c)).collect();
                assert_eq!(missing, "", "missing in {family:?}");
            }
        });
    }

    #[test]
    fn digits_are_equally_wide() {
        with_fonts(|fonts| {
            for family in families() {
                let id = FontId::new(14.0, family.clone());
                let widths: Vec<f32> = ('0'..='9').map(|digit| fonts.glyph_width(&id, digit)).collect();
                assert!(
                    widths.iter().all(|width| (width - widths[0]).abs() < 1e-3),
                    "{family:?}: {widths:?}"
                );
            }
        });
    }

    #[test]
    fn latin_letters_are_laid_out_one_glyph_for_one() {
        with_fonts(|fonts| {
            let text = "office fly ffi -> => ḥ ṣ ṭ ẓ ếữ 1/2 3x4";
            for family in [FontFamily::Proportional, bold(), serif(), serif_bold()] {
                let galley = fonts.layout_no_wrap(
                    text.to_owned(),
                    FontId::new(14.0, family.clone()),
                    egui::Color32::WHITE,
                );
                let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
                assert_eq!(glyphs, text.chars().count(), "{family:?}");
            }
        });
    }
}
