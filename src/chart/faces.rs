//! The faces that pictures are set in when they leave the program: the same on every machine.

/// The interface's face, regular.
pub const SANS: &[u8] = include_bytes!("../../assets/fonts/DossierSans-Regular.otf");
/// The interface's face, semi-bold.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/DossierSans-SemiBold.otf");
/// Arabic beside it.
pub const SANS_ARABIC: &[u8] = include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf");
/// Hebrew beside it.
pub const SANS_HEBREW: &[u8] = include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf");

/// The family that the interface's face is registered under in its own file.
pub const FAMILY: &str = "Dossier Sans";
