//! chart stand-in
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
/// stand-in
pub struct Filter {
    /// stand-in
    pub outcomes: Vec<crate::model::figure::Outcome>,
}
