//! Owns the laid-out paragraphs near the screen and when they must be dropped. Knows no marks.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Color32, Galley, Ui};

use super::block::{Block, Setting};
use super::paragraphs::{BLANK, Paragraphs};

/// Paragraphs kept on either side of those on the screen.
const NEARBY: usize = 24;

/// Laid-out paragraphs by index, with what their layout depended on.
#[derive(Default)]
pub(super) struct Cache {
    blocks: BTreeMap<usize, Arc<Block>>,
    setting: Option<Setting>,
    pixels_per_point: f32,
    /// A tiny galley that egui drops whenever it empties its font atlas, and our galleys with it.
    sentinel: Option<Arc<Galley>>,
}

/// What a change of setting invalidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stale {
    /// Nothing.
    No,
    /// The galleys, but not their sizes.
    Pictures,
    /// Everything, the heights too.
    Sizes,
}

impl Cache {
    /// Takes over `setting` and drops what it, the screen's scale or a new font atlas makes stale.
    pub fn renew(&mut self, ui: &Ui, setting: &Setting) -> Stale {
        let job = LayoutJob::simple_singleline(".".to_owned(), setting.font.clone(), Color32::PLACEHOLDER);
        let sentinel = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let same_atlas = self.sentinel.as_ref().is_some_and(|old| Arc::ptr_eq(old, &sentinel));
        let scale = ui.pixels_per_point();
        let same_sizes = self.setting.as_ref() == Some(setting) && self.pixels_per_point == scale;
        if same_sizes && same_atlas {
            return Stale::No;
        }
        self.blocks.clear();
        self.sentinel = Some(sentinel);
        self.pixels_per_point = scale;
        self.setting = Some(setting.clone());
        if same_sizes { Stale::Pictures } else { Stale::Sizes }
    }

    /// From one line to the next, in points; 0 before the first frame.
    pub fn line_height(&self) -> f32 {
        self.setting.as_ref().map_or(0.0, |setting| setting.line_height)
    }

    /// The width that text is wrapped at, in points.
    #[cfg(test)]
    pub fn width(&self) -> f32 {
        self.setting.as_ref().map_or(0.0, |setting| setting.width)
    }

    /// The layout of paragraph `index`, made if it is not at hand; and by how much its height, gap
    /// included, differs from the one known before.
    pub fn block(
        &mut self,
        ui: &Ui,
        text: &str,
        paragraphs: &mut Paragraphs,
        index: usize,
    ) -> (Arc<Block>, f64) {
        if let Some(block) = self.blocks.get(&index) {
            return (block.clone(), 0.0);
        }
        let Some(setting) = &self.setting else { return (Arc::new(Block::blank(&no_setting(), 0.0)), 0.0) };
        let body = paragraphs.body(text, index);
        let block = if body.is_empty() {
            Block::blank(setting, BLANK * setting.line_height)
        } else {
            Block::new(ui, &text[body], setting)
        };
        let block = Arc::new(block);
        self.blocks.insert(index, block.clone());
        let gap = paragraphs.gap(text, index) * setting.line_height;
        let grown = paragraphs.heights.set(index, block.height + gap);
        (block, grown)
    }

    /// Forgets paragraphs far from those on the screen.
    pub fn keep_near(&mut self, shown: &Range<usize>) {
        let kept = shown.start.saturating_sub(NEARBY)..shown.end + NEARBY;
        if self.blocks.len() > kept.len() {
            self.blocks.retain(|index, _| kept.contains(index));
        }
    }
}

fn no_setting() -> Setting {
    Setting { font: eframe::egui::FontId::default(), line_height: 0.0, letter_height: 0.0, width: 0.0 }
}
