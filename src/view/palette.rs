//! The palettes: every command by typing, and tags for the selection by typing.

use eframe::egui::{Align2, FontId, Key, Modifiers, ScrollArea, Ui, pos2, vec2};

use super::overlay;
use super::parts;
use super::style::{BODY, CAPTION, Colours, PAD, ROW, STEP};
use crate::command::{Action, Command, origins, tagging};
use crate::dossier::Dossier;
use crate::model::ItemId;
use crate::session::{Overlay, Session};

/// One line of a palette.
struct Line<T> {
    name: String,
    aside: String,
    colour: Option<u8>,
    choice: T,
}

/// Draws the palette of commands.
pub fn commands_ui(
    ui: &mut Ui,
    dossier: Option<&Dossier>,
    session: &mut Session,
    query: String,
    actions: &mut Vec<Action>,
) {
    let lines = Command::ALL.iter().filter(|command| command.is_enabled(dossier, session)).map(|command| {
        let info = command.info();
        let keys = info.keys.first().map(|key| key.shown()).unwrap_or_default();
        Line { name: info.name.to_owned(), aside: keys, colour: None, choice: *command }
    });
    let lines = matching(lines.collect(), &query);
    let (query, chosen) = palette_ui(ui, "Command", "Type the name of a command", query, &lines);
    if let Some(command) = chosen {
        session.now.overlay = None;
        actions.push(Action::Run(command));
    } else if let Some(Overlay::Palette(kept)) = &mut session.now.overlay {
        *kept = query;
    }
}

/// What a line of the tag palette does.
#[derive(Clone)]
enum Tagging {
    With(ItemId),
    New(String),
}

/// Draws the palette of tags for the selected words.
pub fn tags_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    query: String,
    actions: &mut Vec<Action>,
) {
    let tags = tagging::nested_tags(dossier).into_iter().map(|(id, tag, _)| Line {
        name: tag.name.clone(),
        aside: tag.key.map(|key| key.to_string()).unwrap_or_default(),
        colour: Some(tag.colour),
        choice: Tagging::With(id),
    });
    let mut lines = matching(tags.collect(), &query);
    let wanted = query.trim();
    if !wanted.is_empty() && !lines.iter().any(|line| line.name.eq_ignore_ascii_case(wanted)) {
        let name = format!("New tag “{wanted}”");
        lines.push(Line {
            name,
            aside: String::new(),
            colour: None,
            choice: Tagging::New(wanted.to_owned()),
        });
    }
    let (query, chosen) =
        palette_ui(ui, "Tag the selection", "Type a tag; a new name makes a new tag", query, &lines);
    match chosen {
        Some(Tagging::With(tag)) => actions.extend(tagging::tag_selection(dossier, session, tag)),
        Some(Tagging::New(name)) => actions.extend(tagging::tag_selection_new(dossier, session, &name)),
        None => {
            if let Some(Overlay::Tagging(kept)) = &mut session.now.overlay {
                *kept = query;
            }
            return;
        }
    }
    session.now.overlay = None;
}

/// Articles that are offered at once, of however many.
const OFFERED: usize = 50;
/// Letters of a title that a line of the palette has room for.
const TITLE: usize = 60;

/// Draws the palette of articles that may have the same origin as the one at a path.
pub fn origin_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    session: &mut Session,
    path: &str,
    query: String,
    actions: &mut Vec<Action>,
) {
    let key = (dossier.revision(), path.to_owned(), query.clone());
    let lines = super::kept::kept(ui, "articles to join", key, |(_, path, query)| {
        let others = dossier.corpus().articles().filter(|article| article.id.path != *path);
        let mut scored: Vec<(u32, String, &str, String)> = others
            .filter_map(|article| {
                let facts = dossier.facts(article);
                let by_path = score(&article.id.path, query).map(|score| score + 1);
                let score = score(&facts.title, query).into_iter().chain(by_path).min()?;
                let day = (!facts.published.is_open()).then(|| facts.published.to_string());
                let title: String = facts.title.chars().take(TITLE).collect();
                Some((score, title, article.id.path.as_str(), day.unwrap_or_default()))
            })
            .collect();
        scored.sort_by(|a, b| (a.0, a.2).cmp(&(b.0, b.2)));
        scored.truncate(OFFERED);
        let line = |(_, name, path, aside): (u32, String, &str, String)| Line {
            name,
            aside,
            colour: None,
            choice: path.to_owned(),
        };
        scored.into_iter().map(line).collect::<Vec<_>>()
    });
    let hint = "Type the title of the other article";
    let (query, chosen) = palette_ui(ui, "Same origin as", hint, query, &lines);
    if let Some(other) = chosen {
        session.now.overlay = None;
        actions.extend(origins::join(dossier, path, &other));
    } else if let Some(Overlay::SameOrigin(_, kept)) = &mut session.now.overlay {
        *kept = query;
    }
}

/// The lines that a query means, the best first.
fn matching<T>(lines: Vec<Line<T>>, query: &str) -> Vec<Line<T>> {
    let mut scored: Vec<(u32, Line<T>)> =
        lines.into_iter().filter_map(|line| Some((score(&line.name, query)?, line))).collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, line)| line).collect()
}

/// How far a name is from a query, 0 the nearest; `None` where its letters do not occur in order.
pub fn score(name: &str, query: &str) -> Option<u32> {
    let (name, query) = (name.to_lowercase(), query.trim().to_lowercase());
    if name.starts_with(&query) {
        return Some(0);
    }
    if name.split_whitespace().any(|word| word.starts_with(&query)) {
        return Some(1);
    }
    if name.contains(&query) {
        return Some(2);
    }
    let mut letters = name.chars();
    query.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|c| c == wanted)).then_some(3)
}

/// A field and the lines below it; gives the query and the line that was chosen.
fn palette_ui<T: Clone>(
    ui: &mut Ui,
    title: &str,
    hint: &str,
    mut query: String,
    lines: &[Line<T>],
) -> (String, Option<T>) {
    let id = ui.make_persistent_id(("palette", title));
    let mut at: usize = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let (mut chosen, mut moved) = (None, false);
    overlay::top(ui, title, |ui| {
        let (down, up, enter) = ui.input_mut(|input| {
            let none = Modifiers::NONE;
            (
                input.consume_key(none, Key::ArrowDown),
                input.consume_key(none, Key::ArrowUp),
                input.consume_key(none, Key::Enter),
            )
        });
        at = (at + usize::from(down)).min(lines.len().saturating_sub(1)).saturating_sub(usize::from(up));
        moved = down || up;
        let width = ui.available_width();
        let response = parts::text_line(ui, &mut query, title, hint, width);
        response.request_focus();
        if response.changed() {
            at = 0;
        }
        ui.add_space(STEP);
        let clicked = lines_ui(ui, lines, at, moved);
        chosen = clicked.or(enter.then_some(at)).and_then(|at| lines.get(at)).map(|line| line.choice.clone());
    });
    if chosen.is_some() {
        at = 0;
    }
    ui.data_mut(|data| data.insert_temp(id, at));
    (query, chosen)
}

fn lines_ui<T>(ui: &mut Ui, lines: &[Line<T>], at: usize, moved: bool) -> Option<usize> {
    let mut clicked = None;
    if lines.is_empty() {
        parts::caption(ui, "Nothing of that name.");
    }
    ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (place, line) in lines.iter().enumerate() {
            let response = ui.push_id(place, |ui| parts::row(ui, ROW, place == at, &line.name)).inner;
            if place == at && moved {
                response.scroll_to_me(None);
            }
            paint_line(ui, &response, line);
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

fn paint_line<T>(ui: &Ui, response: &eframe::egui::Response, line: &Line<T>) {
    let colours = Colours::of(ui);
    let rect = response.rect.shrink2(vec2(PAD, 0.0));
    let mut left = rect.left();
    if let Some(colour) = line.colour {
        parts::dot(ui, pos2(left + 5.0, rect.center().y), colours.data(colour));
        left += 16.0;
    }
    let font = FontId::proportional(BODY);
    ui.painter().text(pos2(left, rect.center().y), Align2::LEFT_CENTER, &line.name, font, colours.ink);
    parts::paint_right(ui, rect.right_center(), &line.aside, CAPTION, colours.weak);
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn a_beginning_is_nearer_than_a_middle_than_scattered_letters() {
        assert_eq!(score("Victim description", "vic"), Some(0));
        assert_eq!(score("Victim description", "desc"), Some(1));
        assert_eq!(score("Victim description", "ipt"), Some(2));
        assert_eq!(score("Victim description", "vdn"), Some(3));
        assert_eq!(score("Victim description", "zz"), None);
        assert_eq!(score("Anything", ""), Some(0));
    }
}
