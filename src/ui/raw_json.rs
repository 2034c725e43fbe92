//! The text of a record in pieces to draw: exactly its characters, with hidden ones as marks.
//!
//! Works on text that need not be JSON: what is not understood is drawn as it is.

use crate::base::hidden::{is_hidden, mark_hidden};

/// How a piece is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// As it is.
    Plain,
    /// A key.
    Key,
    /// A number, `true`, `false` or `null`.
    Literal,
    /// A mark that stands for a hidden character.
    Mark,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it is drawn.
    pub kind: PieceKind,
    /// Its text.
    pub text: String,
}

/// Longer records are drawn in one colour: every coloured piece is an element of its own.
const MAX_COLOURED_LEN: usize = 100_000;

/// The pieces of `text`; with `is_indented`, line breaks and spaces between tokens are ours instead of the file's.
pub fn pieces(text: &str, is_indented: bool) -> Vec<Piece> {
    let mut drawing = Drawing {
        pieces: Vec::new(),
        depth: 0,
        is_indented,
        is_coloured: text.len() <= MAX_COLOURED_LEN,
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = token_len(rest, first);
        let (token, after) = rest.split_at(len);
        drawing.token(token, first, after);
        rest = after;
    }
    drawing.pieces
}

/// The pieces of a single value: all of one kind, but for every hidden character, which becomes a mark.
pub fn plain_pieces(text: &str, kind: PieceKind) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |kind, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece {
                kind,
                text: text.to_owned(),
            });
        }
    };
    let mut rest = text;
    while let Some(at) = rest.find(is_hidden) {
        let (before, hidden_on) = rest.split_at(at);
        let len = hidden_on.chars().next().map_or(0, char::len_utf8);
        push(kind, before);
        push(PieceKind::Mark, &mark_hidden(&hidden_on[..len]));
        rest = &hidden_on[len..];
    }
    push(kind, rest);
    pieces
}

/// The length of the token at the start: a string, a run of white space, a run of a literal, or one character.
fn token_len(text: &str, first: char) -> usize {
    let run = |belongs: fn(char) -> bool| text.find(|other| !belongs(other)).unwrap_or(text.len());
    match first {
        '"' => string_len(text),
        ' ' | '\t' | '\n' | '\r' => run(is_space),
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '+' => {
            run(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        }
        other => other.len_utf8(),
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn string_len(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Drawing {
    pieces: Vec<Piece>,
    depth: usize,
    is_indented: bool,
    is_coloured: bool,
}

impl Drawing {
    fn token(&mut self, token: &str, first: char, after: &str) {
        let next = after.trim_start_matches(is_space).chars().next();
        match first {
            ' ' | '\t' | '\n' | '\r' if self.is_indented => {}
            '{' | '[' if self.is_indented => {
                self.push(PieceKind::Plain, token);
                // Empty ones stay closed up.
                if !matches!(next, Some('}' | ']')) {
                    self.depth += 1;
                    self.new_line();
                }
            }
            '}' | ']' if self.is_indented => {
                if !self
                    .pieces
                    .last()
                    .is_some_and(|last| last.text.ends_with(['{', '[']))
                {
                    self.depth = self.depth.saturating_sub(1);
                    self.new_line();
                }
                self.push(PieceKind::Plain, token);
            }
            ',' if self.is_indented => {
                self.push(PieceKind::Plain, token);
                self.new_line();
            }
            ':' if self.is_indented => self.push(PieceKind::Plain, ": "),
            '"' if next == Some(':') => self.push(PieceKind::Key, token),
            'a'..='z' | '0'..='9' | '-' => self.push(PieceKind::Literal, token),
            _ => self.push(PieceKind::Plain, token),
        }
    }

    fn new_line(&mut self) {
        // A hostile depth must not draw a page of spaces for each line.
        let indent = "  ".repeat(self.depth.min(40));
        self.append(PieceKind::Plain, "\n");
        self.append(PieceKind::Plain, &indent);
    }

    /// Draws text from the record: its hidden characters become marks, line breaks and tabs stay.
    fn push(&mut self, kind: PieceKind, text: &str) {
        let kind = if self.is_coloured { kind } else { PieceKind::Plain };
        let mut rest = text;
        while let Some(at) = rest.find(is_marked) {
            let (before, hidden_on) = rest.split_at(at);
            let len = hidden_on.chars().next().map_or(0, char::len_utf8);
            let (hidden, after) = hidden_on.split_at(len);
            self.append(kind, before);
            self.append(PieceKind::Mark, &mark_hidden(hidden));
            rest = after;
        }
        self.append(kind, rest);
    }

    fn append(&mut self, kind: PieceKind, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                kind,
                text: text.to_owned(),
            }),
        }
    }
}

fn is_marked(character: char) -> bool {
    is_hidden(character) && !matches!(character, '\n' | '\t' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str, is_indented: bool) -> String {
        pieces(text, is_indented)
            .into_iter()
            .map(|piece| piece.text)
            .collect()
    }

    #[test]
    fn as_in_the_file_means_every_character() {
        for text in [
            "{\"a\" :1,\r\n\t\"b\":[ ]}",
            "",
            "not json at all \"open",
            "{\"k\\\"\":\"v\\\\\"}",
            "Zoë \u{1f600}",
        ] {
            assert_eq!(joined(text, false), text);
        }
    }

    #[test]
    fn indenting_touches_only_the_space_between() {
        assert_eq!(
            joined("{\"a\":{\"b\": [1,true],\"c\":{ },\"d\":\"x, {y}\"}}", true),
            "{\n  \"a\": {\n    \"b\": [\n      1,\n      true\n    ],\n    \"c\": {},\n    \"d\": \"x, {y}\"\n  }\n}"
        );
    }

    #[test]
    fn hidden_characters_become_marks_and_keys_are_told_from_values() {
        let drawn = pieces("{\"k\":\"a\u{202e}b\",\"n\":-1.5e3}", false);
        let kinds: Vec<_> = drawn
            .iter()
            .map(|piece| (piece.kind, piece.text.as_str()))
            .collect();
        assert_eq!(
            kinds,
            [
                (PieceKind::Plain, "{"),
                (PieceKind::Key, "\"k\""),
                (PieceKind::Plain, ":\"a"),
                (PieceKind::Mark, "⟨U+202E⟩"),
                (PieceKind::Plain, "b\","),
                (PieceKind::Key, "\"n\""),
                (PieceKind::Plain, ":"),
                (PieceKind::Literal, "-1.5e3"),
                (PieceKind::Plain, "}"),
            ]
        );
    }
}
