//! What differs between a few records, leaf by leaf.

use super::tree::{Kind, Tree};
use std::collections::HashMap;

/// What a record has at a path. Absent, `null`, empty text, `{}` and `[]` are different things, and so are a text and
/// a number of the same digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The record has nothing there.
    Absent,
    /// `null`.
    Null,
    /// A text, possibly empty.
    Text(String),
    /// A number, `true`, `false`, `{}` or `[]`, as written but for white space.
    Literal(String),
    /// Other parts, which have lines of their own.
    Nested,
    /// The record could not be had. Never given by [`compare`].
    Unknown,
}

/// One path and what each record has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The path; of a key that stands more than once in its object, followed by which of them it is.
    pub path: String,
    /// What each record has there, in the order of the records.
    pub sides: Vec<Side>,
    /// Where it stands in each record's tree.
    pub places: Vec<Option<usize>>,
    /// Not all of them have the same.
    pub differs: bool,
}

/// Every path at which some record has a value, in the order of the first record; what only a later one has follows
/// what it follows there.
pub fn compare(records: &[&Tree]) -> Vec<Line> {
    let mut lines = Lines::default();
    for (nth, tree) in records.iter().enumerate() {
        lines.add(tree, nth, records.len());
    }
    lines.finish()
}

#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    by_path: HashMap<String, usize>,
    /// Some record has a value there, not only other parts.
    is_leaf: Vec<bool>,
    /// The lines that were first met right after each line, the newest last; those before every line come first.
    first: Vec<usize>,
    followers: Vec<Vec<usize>>,
}

impl Lines {
    fn add(&mut self, tree: &Tree, nth: usize, num_records: usize) {
        let mut times_met: HashMap<String, u32> = HashMap::new();
        let mut before = None;
        for (place, node) in tree.nodes().iter().enumerate() {
            let mut path = tree.path(place);
            let times = times_met.entry(path.clone()).or_default();
            *times += 1;
            if *times > 1 {
                path.push_str(&format!(" ({times})"));
            }
            let at = self.line(path, before, num_records);
            self.lines[at].sides[nth] = match node.kind {
                Kind::Object(1..) | Kind::Array(1..) => Side::Nested,
                Kind::Null => Side::Null,
                Kind::Text => Side::Text(tree.value(node).into_owned()),
                Kind::Object(0) => Side::Literal("{}".to_owned()),
                Kind::Array(0) => Side::Literal("[]".to_owned()),
                Kind::Literal => Side::Literal(tree.raw(node).to_owned()),
            };
            self.lines[at].places[nth] = Some(place);
            self.is_leaf[at] |= node.is_leaf();
            before = Some(at);
        }
    }

    fn line(&mut self, path: String, before: Option<usize>, num_records: usize) -> usize {
        if let Some(at) = self.by_path.get(&path) {
            return *at;
        }
        let at = self.lines.len();
        self.by_path.insert(path.clone(), at);
        self.lines.push(Line {
            path,
            sides: vec![Side::Absent; num_records],
            places: vec![None; num_records],
            differs: false,
        });
        self.is_leaf.push(false);
        self.followers.push(Vec::new());
        match before {
            Some(before) => self.followers[before].push(at),
            None => self.first.push(at),
        }
        at
    }

    fn finish(mut self) -> Vec<Line> {
        let mut ordered = Vec::new();
        let mut next: Vec<usize> = self.first.iter().rev().copied().collect();
        while let Some(at) = next.pop() {
            // Of several that follow, those met last stand nearest.
            next.extend(&self.followers[at]);
            let line = &mut self.lines[at];
            line.differs = line.sides.windows(2).any(|pair| pair[0] != pair[1]);
            if self.is_leaf[at] {
                ordered.push(line.clone());
            }
        }
        ordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(texts: &[&str]) -> Vec<Line> {
        let trees: Vec<Tree> = texts.iter().map(|text| Tree::parse(text).expect(text)).collect();
        let mut lines = compare(&trees.iter().collect::<Vec<_>>());
        lines.iter_mut().for_each(|line| line.places.clear());
        lines
    }

    fn line(path: &str, sides: &[Side]) -> Line {
        Line {
            path: path.to_owned(),
            sides: sides.to_vec(),
            places: Vec::new(),
            differs: sides.windows(2).any(|pair| pair[0] != pair[1]),
        }
    }

    fn text(text: &str) -> Side {
        Side::Text(text.to_owned())
    }

    fn literal(text: &str) -> Side {
        Side::Literal(text.to_owned())
    }

    #[test]
    fn order_of_keys_escapes_and_white_space_are_no_difference() {
        let lines = compared(&[r#"{"a":"x","b":{ }}"#, r#"{ "b": {}, "a": "\u0078" }"#]);
        assert_eq!(
            lines,
            [
                line("a", &[text("x"), text("x")]),
                line("b", &[literal("{}"), literal("{}")])
            ]
        );
        assert!(lines.iter().all(|line| !line.differs));
    }

    #[test]
    fn every_side_knows_its_place_in_its_record() {
        let trees = [r#"{"a":{"b":1},"c":2}"#, r#"{"c":3}"#].map(|text| Tree::parse(text).expect(text));
        let lines = compare(&[&trees[0], &trees[1]]);
        let places: Vec<_> = lines
            .iter()
            .map(|line| (&*line.path, line.places.clone()))
            .collect();
        assert_eq!(
            places,
            [("a.b", vec![Some(2), None]), ("c", vec![Some(3), Some(1)])]
        );
    }

    #[test]
    fn absent_null_and_each_way_of_being_empty_are_different() {
        let lines = compared(&["{}", r#"{"a":null}"#, r#"{"a":""}"#, r#"{"a":{}}"#, r#"{"a":[]}"#]);
        assert_eq!(
            lines,
            [
                line(
                    "",
                    &[
                        literal("{}"),
                        Side::Nested,
                        Side::Nested,
                        Side::Nested,
                        Side::Nested
                    ]
                ),
                line(
                    "a",
                    &[Side::Absent, Side::Null, text(""), literal("{}"), literal("[]")]
                ),
            ]
        );
    }

    #[test]
    fn a_text_is_not_a_number_and_a_value_is_not_what_holds_values() {
        let lines = compared(&[r#"{"a":1,"b":{"c":2}}"#, r#"{"a":"1","b":null}"#]);
        assert_eq!(
            lines,
            [
                line("a", &[literal("1"), text("1")]),
                line("b", &[Side::Nested, Side::Null]),
                line("b.c", &[literal("2"), Side::Absent]),
            ]
        );
    }

    #[test]
    fn what_only_a_later_record_has_stands_where_it_stands_there() {
        let paths =
            |texts: &[&str]| -> Vec<String> { compared(texts).into_iter().map(|line| line.path).collect() };
        assert_eq!(
            paths(&[
                r#"{"a":1,"d":1}"#,
                r#"{"a":1,"b":1,"c":1,"d":1,"e":1}"#,
                r#"{"z":1,"a":1,"bb":1}"#
            ]),
            ["z", "a", "bb", "b", "c", "d", "e"]
        );
        assert_eq!(
            paths(&[r#"{"a":[1,2]}"#, r#"{"a":[1,2,3]}"#]),
            ["a[0]", "a[1]", "a[2]"]
        );
    }

    #[test]
    fn a_key_that_stands_twice_has_a_line_for_each() {
        let lines = compared(&[r#"{"a":1,"a":2}"#, r#"{"a":1}"#]);
        assert_eq!(
            lines,
            [
                line("a", &[literal("1"), literal("1")]),
                line("a (2)", &[literal("2"), Side::Absent]),
            ]
        );
    }
}
