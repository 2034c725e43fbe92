//! The comparison of records as lines, and as text to copy.

use super::wording;
use crate::{
    base::Shared,
    record::{Line, Side, Tree, compare},
    state::{Column, ComparedCall, Comparing, RecordText},
};

/// Longer records are not compared: the page must never stand still.
const MAX_LEN: usize = 1 << 20;

/// The lines of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// The records, in the order of the calls.
    pub trees: Vec<Option<Shared<Tree>>>,
    /// Every field.
    pub lines: Vec<Line>,
    /// Which of the calls have a record without fields, or one that is too long.
    pub is_missing: Vec<bool>,
    /// How many of the calls have no fields to compare, whatever the cause.
    pub num_missing: usize,
}

/// Compares what has come; a record that is missing takes no part: its side is empty in every line.
pub(super) fn shown(calls: &[ComparedCall]) -> Shown {
    let trees: Vec<Option<Shared<Tree>>> = calls
        .iter()
        .map(|call| match &call.record {
            RecordText::Text(text) if text.len() <= MAX_LEN => Tree::parse(text).map(Shared::new),
            _ => None,
        })
        .collect();
    let present: Vec<&Tree> = trees.iter().flatten().map(|tree| &**tree).collect();
    if present.len() < 2 {
        return Shown {
            num_missing: calls.len() - present.len(),
            is_missing: trees.iter().map(Option::is_none).collect(),
            lines: Vec::new(),
            trees,
        };
    }
    let lines = compare(&present).into_iter().map(|line| {
        let mut found = line.sides.into_iter().zip(line.places);
        let sides = trees.iter().map(|tree| match tree {
            Some(_) => found.next().unwrap_or((Side::Absent, None)),
            None => (Side::Unknown, None),
        });
        let (sides, places) = sides.unzip();
        Line {
            path: line.path,
            differs: line.differs,
            sides,
            places,
        }
    });
    let lines = lines.collect();
    Shown {
        lines,
        num_missing: trees.iter().filter(|tree| tree.is_none()).count(),
        is_missing: trees.iter().map(Option::is_none).collect(),
        trees,
    }
}

/// The lines on screen as text: of every field its path, and below it each call's value as JSON. Every line begins
/// with a space, so that no program takes a value for a formula.
pub(super) fn text_of(comparing: &Comparing, shown: &Shown) -> String {
    let mut text = String::new();
    for (nth, call) in comparing.calls.iter().enumerate() {
        let cell = |column| {
            let detail = call.detail.as_ref()?;
            let (_, cell) = detail.cells.iter().find(|(of, _)| *of == column)?;
            Some(cell.as_text().unwrap_or_default().to_owned())
        };
        let words: Vec<String> = [Column::Time, Column::Operation, Column::Caller, Column::EventId]
            .into_iter()
            .filter_map(cell)
            .collect();
        text.push_str(&format!(" {}: {}\n", nth + 1, json(&words.join(" · "))));
    }
    for line in &shown.lines {
        if !comparing.shows_all && !line.differs {
            continue;
        }
        text.push_str(&format!("\n {}\n", line.path.replace(['\n', '\r'], " ")));
        for (nth, side) in line.sides.iter().enumerate() {
            let value = match side {
                Side::Text(value) => json(value),
                Side::Literal(value) => value.clone(),
                Side::Null => "null".to_owned(),
                other => format!("({})", wording::side_words(other).unwrap_or_default()),
            };
            text.push_str(&format!("   {}: {value}\n", nth + 1));
        }
    }
    text
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
