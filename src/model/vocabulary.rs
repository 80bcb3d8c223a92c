//! The macro behind every controlled vocabulary: the definition of a value is its docstring, and
//! the same words are its tooltip on screen.

/// Declares an enum with a definition (the docstring) and a label for each value.
///
/// Gives `ALL`, `label()` (as shown), `name()` (snake case, as exported) and `definition()`.
macro_rules! vocabulary {
    ($(#[doc = $about:literal])* pub enum $name:ident {
        $($(#[doc = $definition:literal])* $variant:ident = $label:literal,)*
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $definition])* $variant,)* }

        impl $name {
            /// Every value, in the order in which a menu shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as shown on screen.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The definition of the value.
            pub fn definition(self) -> &'static str {
                match self { $(Self::$variant => concat!($($definition,)*).trim_ascii(),)* }
            }

            /// The value's name in snake case, as it is exported.
            pub fn name(self) -> String {
                $crate::model::vocabulary::snake_case(match self { $(Self::$variant => stringify!($variant),)* })
            }

            /// The value with an exported name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}
pub(crate) use vocabulary;

/// `KilledAndInjured` → `killed_and_injured`.
pub(crate) fn snake_case(camel: &str) -> String {
    let mut out = String::with_capacity(camel.len() + 4);
    for (place, letter) in camel.char_indices() {
        if letter.is_ascii_uppercase() && place > 0 {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::model::figure::Outcome;

    #[test]
    fn every_value_is_named_labelled_and_defined() {
        for &outcome in Outcome::ALL {
            assert_eq!(Outcome::from_name(&outcome.name()), Some(outcome));
            assert!(outcome.definition().len() > 10, "{outcome:?} lacks a definition");
            assert!(!outcome.label().is_empty());
        }
        assert_eq!(Outcome::KilledAndInjured.name(), "killed_and_injured");
    }
}
