//! Text with what was searched for in marks.

use crate::ui::raw_json::{Piece, PieceKind};
use std::ops::Range;
use yew::{Html, html};

/// Marks drawn at most: each is an element of its own.
pub(super) const MAX_HITS: usize = 1000;

/// The current mark; the page scrolls to it.
pub(super) const CURRENT_ID: &str = "record-hit";

/// A part of a text that is drawn in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its kind of piece.
    pub kind: PieceKind,
    /// Its text.
    pub text: String,
    /// Which of the hits it is a part of.
    pub hit: Option<usize>,
}

/// The pieces, cut where a hit begins or ends. `hits` are places in the text of all pieces, rising, none over another.
pub(super) fn parts(pieces: &[Piece], hits: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(pieces.len() + 2 * hits.len());
    let (mut start, mut next) = (0, 0);
    for piece in pieces {
        let end = start + piece.text.len();
        let mut at = start;
        while at < end {
            while hits.get(next).is_some_and(|hit| hit.end <= at) {
                next += 1;
            }
            let (until, hit) = match hits.get(next) {
                Some(hit) if hit.start <= at => (hit.end.min(end), Some(next)),
                Some(hit) => (hit.start.min(end), None),
                None => (end, None),
            };
            parts.push(Part {
                kind: piece.kind,
                text: piece.text[at - start..until - start].to_owned(),
                hit,
            });
            at = until;
        }
        start = end;
    }
    parts
}

/// Draws a part. `current` is the hit that is looked at; `first` its number in what is drawn before.
pub(super) fn draw(parts: &[Part], first: usize, current: Option<usize>) -> Html {
    let mut has_current = false;
    html! {
        { for parts.iter().map(|part| {
            let text = part.text.clone();
            let inner = match part.kind {
                PieceKind::Plain => html! { { text } },
                PieceKind::Key => html! { <span class="detail__json-key">{ text }</span> },
                PieceKind::Literal => html! { <span class="detail__json-literal">{ text }</span> },
                PieceKind::Mark => html! { <span class="detail__json-mark">{ text }</span> },
            };
            match part.hit.map(|hit| first + hit) {
                None => inner,
                Some(hit) => {
                    let is_current = current == Some(hit);
                    let id = (is_current && !std::mem::replace(&mut has_current, is_current)).then_some(CURRENT_ID);
                    html! { <mark class="detail__hit" {id} data-current={is_current.then_some("true")}>{ inner }</mark> }
                }
            }
        }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_cut_pieces_and_may_reach_over_several() {
        let piece = |kind, text: &str| Piece {
            kind,
            text: text.to_owned(),
        };
        let pieces = [
            piece(PieceKind::Plain, "{"),
            piece(PieceKind::Key, "\"abc\""),
            piece(PieceKind::Plain, ": 1"),
        ];
        let drawn = parts(&pieces, &[2..3, 4..7]);
        let drawn: Vec<_> = drawn.iter().map(|part| (part.text.as_str(), part.hit)).collect();
        assert_eq!(
            drawn,
            [
                ("{", None),
                ("\"", None),
                ("a", Some(0)),
                ("b", None),
                ("c\"", Some(1)),
                (":", Some(1)),
                (" 1", None),
            ]
        );
        assert_eq!(parts(&pieces, &[]).len(), 3);
    }
}
