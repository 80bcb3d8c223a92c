//! stand-in
/// stand-in
pub fn figure(
    article: crate::model::ArticleId,
    text: &str,
    selection: std::ops::Range<usize>,
    method: crate::model::figure::Method,
) -> Option<crate::model::Figure> {
    Some(crate::model::Figure::new(crate::model::Span::in_text(article, text, selection)?, method))
}
