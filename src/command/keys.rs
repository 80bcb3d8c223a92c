//! Shortcuts: how they are written, shown and matched.

use eframe::egui::{Context, FocusDirection, Key, KeyboardShortcut, Modifiers};

use super::Command;

/// A key with its modifiers; `Ctrl` stands for the command key on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    key: &'static str,
    modifiers: Modifiers,
}

/// A key on its own: not while text is typed.
pub(super) const fn plain(key: &'static str) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::NONE }
}

/// Shift and a key: not while text is typed.
pub(super) const fn shift(key: &'static str) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::SHIFT }
}

/// Alt and a key.
pub(super) const fn alt(key: &'static str) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::ALT }
}

/// Ctrl and a key.
pub(super) const fn command(key: &'static str) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::COMMAND }
}

/// Ctrl, Shift and a key.
pub(super) const fn command_shift(key: &'static str) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT) }
}

impl Shortcut {
    fn key(self) -> Option<Key> {
        Key::from_name(self.key)
    }

    /// Whether typing the shortcut in a text field types text.
    fn types_text(self) -> bool {
        !self.modifiers.command && !self.modifiers.alt && !matches!(self.key, "F1" | "Escape")
    }

    /// Whether the window itself uses the key, to move the focus and to press what has it.
    fn moves_focus(self) -> bool {
        matches!(self.key, "Tab" | "Enter")
    }

    /// The shortcut as menus and tooltips show it: `Ctrl+Shift+Z`.
    pub fn shown(self) -> String {
        let mut words = Vec::new();
        for (held, name) in
            [(self.modifiers.command, "Ctrl"), (self.modifiers.shift, "Shift"), (self.modifiers.alt, "Alt")]
        {
            if held {
                words.push(name);
            }
        }
        words.push(match self.key {
            "Questionmark" => "?",
            "Plus" => "+",
            "Minus" => "−",
            "Equals" => "=",
            "Escape" => "Esc",
            key => key,
        });
        words.join("+")
    }

    /// Whether it is a digit on its own, which belongs to a tag.
    pub fn is_digit(self) -> bool {
        self.modifiers.is_none() && self.key.len() == 1 && self.key.as_bytes()[0].is_ascii_digit()
    }
}

/// Takes the keys pressed in this frame that run commands, unless they type text.
///
/// `overlaid` says that a panel lies over the screen: then plain keys belong to it. `runs` says which
/// commands may take the keys that else move the focus.
pub fn pressed(ctx: &Context, overlaid: bool, runs: impl Fn(Command) -> bool) -> Vec<Command> {
    let in_field = ctx.text_edit_focused();
    let typing = in_field || overlaid;
    // A field takes its old text back on Escape; only a panel over the screen comes before it.
    let field_escapes = in_field && !overlaid;
    let mut keys: Vec<(Command, Shortcut)> = Command::ALL
        .iter()
        .flat_map(|command| command.info().keys.iter().map(|key| (*command, *key)))
        .filter(|(_, key)| !(typing && key.types_text()))
        .filter(|(_, key)| !(field_escapes && key.key == "Escape"))
        .filter(|(command, key)| !key.moves_focus() || runs(*command))
        .collect();
    // A shortcut with more modifiers is tried first: Ctrl+Z would else take Ctrl+Shift+Z.
    keys.sort_by_key(|(_, key)| {
        std::cmp::Reverse(u8::from(key.modifiers.shift) + u8::from(key.modifiers.alt))
    });
    ctx.input_mut(|input| {
        keys.retain(|(_, key)| {
            let shortcut = key.key().map(|logical| KeyboardShortcut::new(key.modifiers, logical));
            shortcut.is_some_and(|shortcut| input.consume_shortcut(&shortcut))
        });
    });
    if keys.iter().any(|(_, key)| key.key == "Tab") {
        // The window had seen it before: the focus would else move on as well.
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    keys.into_iter().map(|(command, _)| command).collect()
}

/// Whether nothing on the screen has the keyboard.
pub fn is_free(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.focused().is_none())
}

/// Takes the digit 1 to 9 pressed in this frame, unless it types text.
pub fn pressed_digit(ctx: &Context) -> Option<u8> {
    const DIGITS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    if ctx.text_edit_focused() {
        return None;
    }
    let place =
        ctx.input_mut(|input| DIGITS.iter().position(|key| input.consume_key(Modifiers::NONE, *key)))?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_one_that_the_window_knows() {
        for command in Command::ALL {
            for key in command.info().keys {
                assert!(key.key().is_some(), "{command:?}: {}", key.key);
            }
        }
    }

    #[test]
    fn a_key_that_types_text_is_left_to_a_text_field() {
        assert!(plain("F").types_text() && shift("E").types_text() && plain("Delete").types_text());
        assert!(!command("Z").types_text() && !plain("Escape").types_text());
    }
}
