//! The filter's tree, written in the words of a target: what every target shares.

use super::{
    column::{Source, source, stand_ins},
    expression::{Cond, Text},
    why::{LeftOut, Why},
};
use crate::{
    query::{Field, Filter, Op, RecordPath, SEARCHED_COLUMNS, Test, language},
    store::{Cell, Column},
};

/// A condition in a target's words, or why there are none.
pub(super) type Written = Result<String, Why>;

/// The words of a target.
pub(super) trait Dialect {
    /// One condition. What is asked in another way than here is noted in `notes`.
    fn condition(&self, cond: &Cond, notes: &mut Vec<Why>) -> Written;
    /// All of them; there are at least two.
    fn all(&self, parts: &[String]) -> String;
    /// One of them; there are at least two.
    fn any(&self, parts: &[String]) -> String;
    /// The opposite, true also where the condition cannot be answered.
    fn not(&self, part: &str) -> String;
    /// What always, or never, holds.
    fn always(&self, holds: bool) -> String;
}

/// Writes filters and keeps what could not be written.
pub(super) struct Writer<'a> {
    dialect: &'a dyn Dialect,
    /// What could not be asked as it is here.
    pub left_out: Vec<LeftOut>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(dialect: &'a dyn Dialect) -> Self {
        Self {
            dialect,
            left_out: Vec::new(),
        }
    }

    /// The parts of the filter that must all hold, each in the target's words; empty for "everything".
    pub(super) fn parts(&mut self, filter: &Filter) -> Vec<String> {
        let mut parts = Vec::new();
        let always = self.dialect.always(true);
        match filter {
            Filter::All(filters) => filters.iter().for_each(|filter| parts.extend(self.parts(filter))),
            filter => parts.push(self.filter(filter, true)),
        }
        parts.retain(|part| *part != always);
        parts
    }

    /// `is_wanted` is false below an odd number of "not": what cannot be asked there must hold for no call, so that
    /// the query never finds fewer calls than the page.
    fn filter(&mut self, filter: &Filter, is_wanted: bool) -> String {
        match filter {
            Filter::All(filters) => {
                let parts: Vec<_> = filters.iter().map(|part| self.filter(part, is_wanted)).collect();
                join(self.dialect, &parts, true)
            }
            Filter::Any(filters) => {
                let parts: Vec<_> = filters.iter().map(|part| self.filter(part, is_wanted)).collect();
                join(self.dialect, &parts, false)
            }
            Filter::Not(inner) => {
                let inner = self.filter(inner, !is_wanted);
                if inner == self.dialect.always(true) {
                    return self.dialect.always(false);
                }
                if inner == self.dialect.always(false) {
                    return self.dialect.always(true);
                }
                self.dialect.not(&inner)
            }
            Filter::Test(test) => {
                let mut notes = Vec::new();
                let written = self.test(test, &mut notes);
                notes.sort_by_key(|why| *why as u8);
                notes.dedup();
                let text = written.unwrap_or_else(|why| {
                    notes = vec![why];
                    self.dialect.always(is_wanted)
                });
                for why in notes {
                    let test = language::print(&Filter::Test(test.clone()));
                    let left_out = LeftOut { test, why };
                    if !self.left_out.contains(&left_out) {
                        self.left_out.push(left_out);
                    }
                }
                text
            }
        }
    }

    fn test(&self, test: &Test, notes: &mut Vec<Why>) -> Written {
        let columns = match &test.field {
            Field::Column(column) => return self.column(*column, &test.op, notes),
            Field::Record(path) => return self.path(path, &test.op, notes),
            Field::AnyShown => SEARCHED_COLUMNS,
        };
        let mut parts = Vec::new();
        for column in columns {
            match self.column(column, &test.op, notes) {
                Ok(part) => parts.push(part),
                // The fields behind it are searched instead: a search that finds everything helps nobody.
                Err(why) => {
                    let fields = stand_ins(column);
                    if fields.is_empty() {
                        return Err(why);
                    }
                    notes.push(Why::StandIns);
                    for field in fields {
                        parts.push(self.column(*field, &test.op, notes)?);
                    }
                }
            }
        }
        let mut unique: Vec<String> = Vec::new();
        for part in parts {
            if !unique.contains(&part) {
                unique.push(part);
            }
        }
        Ok(join(self.dialect, &unique, false))
    }

    fn column(&self, column: Column, op: &Op, notes: &mut Vec<Why>) -> Written {
        let cond = condition(column, op)?;
        self.condition(&cond, notes)
    }

    /// A typed path. Which of its states holds cannot be told without looking into lists.
    fn path(&self, path: &RecordPath, op: &Op, notes: &mut Vec<Why>) -> Written {
        let keys: Vec<String> = path.keys().iter().map(|key| key.to_string()).collect();
        let has_states = matches!(op, Op::OneOf(cells) if cells.iter().any(|cell| cell.as_text().is_none()));
        if keys.is_empty() || has_states {
            return Err(Why::Field);
        }
        notes.push(Why::Path);
        self.condition(&text_condition(Text::AtKeys(keys), op), notes)
    }

    fn condition(&self, cond: &Cond, notes: &mut Vec<Why>) -> Written {
        condition_in(self.dialect, cond, notes)
    }
}

/// A condition with its parts in the target's words.
pub(super) fn condition_in(dialect: &dyn Dialect, cond: &Cond, notes: &mut Vec<Why>) -> Written {
    let mut each = |parts: &[Cond], is_all| -> Written {
        let parts: Result<Vec<_>, _> = parts
            .iter()
            .map(|part| condition_in(dialect, part, notes))
            .collect();
        Ok(join(dialect, &parts?, is_all))
    };
    match cond {
        Cond::All(parts) => each(parts, true),
        Cond::Any(parts) => each(parts, false),
        Cond::Not(inner) => Ok(dialect.not(&condition_in(dialect, inner, notes)?)),
        Cond::Is(_, words) if words.is_empty() => Ok(dialect.always(false)),
        leaf => dialect.condition(leaf, notes),
    }
}

fn join(dialect: &dyn Dialect, parts: &[String], is_all: bool) -> String {
    let (neutral, deciding) = (dialect.always(is_all), dialect.always(!is_all));
    if parts.contains(&deciding) {
        return deciding;
    }
    let parts: Vec<String> = parts.iter().filter(|part| **part != neutral).cloned().collect();
    match &parts[..] {
        [] => neutral,
        [only] => only.clone(),
        parts if is_all => dialect.all(parts),
        parts => dialect.any(parts),
    }
}

/// The test of a column as a condition on records.
fn condition(column: Column, op: &Op) -> Result<Cond, Why> {
    let (text, path) = match source(column) {
        Source::Time => return Ok(time_condition(op)),
        Source::Field(path) => (Text::At(path), Some(path)),
        Source::Derived(text, path) => (text, path),
        Source::Unknown(_) => return Err(Why::Column),
    };
    // Several fields may lie behind a column worked out; where one of them holds a text, its states are not asked for.
    let is_derived = !matches!(text, Text::At(_));
    let state = |cond: Cond| match is_derived {
        true => Cond::All(vec![Cond::HasText(text.clone()).not(), cond]),
        false => cond,
    };
    Ok(match op {
        Op::OneOf(cells) => {
            let mut parts: Vec<Cond> = states(cells, path).into_iter().map(state).collect();
            let words: Vec<String> = texts(cells);
            if !words.is_empty() {
                parts.push(Cond::Is(text, words));
            }
            Cond::Any(parts)
        }
        Op::Exists => match path {
            Some(path) if is_derived => Cond::Any(vec![Cond::HasText(text), Cond::IsThere(path)]),
            Some(path) => Cond::IsThere(path),
            None => Cond::All(Vec::new()),
        },
        // Only the time lies in a range of times.
        Op::During(..) => Cond::Any(Vec::new()),
        op => text_condition(text, op),
    })
}

/// Records in a trail's files are whole: "not in this export" is true of none.
fn states(cells: &[Cell], path: Option<&'static [&'static str]>) -> Vec<Cond> {
    let Some(path) = path else { return Vec::new() };
    let mut parts = Vec::new();
    if cells.contains(&Cell::Absent) {
        parts.push(Cond::IsAbsent(path));
    }
    if cells.contains(&Cell::Null) {
        parts.push(Cond::IsNull(path));
    }
    parts
}

fn texts(cells: &[Cell]) -> Vec<String> {
    cells
        .iter()
        .filter_map(Cell::as_text)
        .map(str::to_owned)
        .collect()
}

fn text_condition(text: Text, op: &Op) -> Cond {
    match op {
        Op::Contains(part) => Cond::Contains(text, part.clone()),
        Op::StartsWith(start) => Cond::StartsWith(text, start.clone()),
        Op::Matches(pattern) => Cond::Matches(text, pattern.clone()),
        Op::Compare(side, value) => Cond::Compare(text, *side, value.clone()),
        Op::InNetwork(network) => Cond::InNetwork(text, *network),
        Op::OneOf(cells) => Cond::Is(text, texts(cells)),
        Op::Exists => Cond::HasText(text),
        Op::During(..) => Cond::Any(Vec::new()),
    }
}

fn time_condition(op: &Op) -> Cond {
    match op {
        Op::During(from, until) => Cond::During(from.map(|time| time.0), until.map(|time| time.0)),
        Op::Exists => Cond::HasTime,
        Op::OneOf(cells) => {
            let mut parts = Vec::new();
            if cells.contains(&Cell::Absent) {
                parts.push(Cond::HasTime.not());
            }
            let words = texts(cells);
            if !words.is_empty() {
                parts.push(Cond::Is(Text::ShownTime, words));
            }
            Cond::Any(parts)
        }
        // No time is an address.
        Op::InNetwork(_) => Cond::Any(Vec::new()),
        op => text_condition(Text::ShownTime, op),
    }
}
