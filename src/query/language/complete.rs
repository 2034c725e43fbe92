//! What may stand next in a filter that is being typed: the text up to the caret, read as far as it goes.

use super::{
    names::field_named,
    scanner::{Scanner, is_name_character, is_value_character},
};
use crate::query::Field;
use std::ops::Range;

/// What may stand at the caret, and which bytes of the text it would take the place of: what is typed of it so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// From the first byte of what is typed to the caret.
    pub at: Range<usize>,
    /// What is typed of it.
    pub typed: String,
    /// What it is.
    pub part: Part,
}

/// A part of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A field. Behind a whole test, also `and` and `or`.
    Field {
        /// A test stands before it.
        is_behind_test: bool,
    },
    /// An operator of the field.
    Operator(Field),
    /// A value of the field.
    Value {
        /// The field.
        field: Field,
        /// In a list in parentheses.
        is_in_list: bool,
    },
}

/// What may stand at `caret`, a place between characters; `None` where nothing can be offered.
pub fn completion(text: &str, caret: usize) -> Option<Completion> {
    let head = text.get(..caret)?;
    let mut typing = Typing {
        scanner: Scanner::new(head),
        len: head.len(),
    };
    let mut is_behind_test = false;
    loop {
        let start = typing.scanner.place();
        if typing.is_at_end() {
            let is_apart =
                head.is_empty() || head.ends_with(|last: char| last.is_whitespace() || last == '(');
            return is_apart.then(|| typing.done(start, "", Part::Field { is_behind_test }));
        }
        is_behind_test = match typing.step(start, is_behind_test) {
            Step::Behind(is_behind_test) => is_behind_test,
            Step::Here(completion) => return completion,
        };
    }
}

enum Step {
    /// Passed over something; a test stands behind the caret's way now, or not.
    Behind(bool),
    /// The caret was reached.
    Here(Option<Completion>),
}

struct Typing<'t> {
    scanner: Scanner<'t>,
    len: usize,
}

impl Typing<'_> {
    fn is_at_end(&self) -> bool {
        self.scanner.rest().is_empty()
    }

    fn done(&self, start: usize, typed: &str, part: Part) -> Completion {
        Completion {
            at: start..self.len,
            typed: typed.to_owned(),
            part,
        }
    }

    /// One word, test or parenthesis.
    fn step(&mut self, start: usize, is_behind_test: bool) -> Step {
        if self.scanner.take("(") {
            return Step::Behind(false);
        }
        if self.scanner.take(")") {
            return Step::Behind(true);
        }
        match self.scanner.quoted() {
            Some(Ok(_)) => return Step::Behind(true),
            Some(Err(_)) => return Step::Here(None),
            None => {}
        }
        let before = self.scanner.clone();
        let name = self.scanner.name();
        if !name.is_empty() && self.is_at_end() {
            return Step::Here(Some(self.done(start, name, Part::Field { is_behind_test })));
        }
        if ["and", "or", "not"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(name))
        {
            return Step::Behind(false);
        }
        let is_arn = before.rest().starts_with("arn:aws");
        match field_named(name).filter(|_| !is_arn) {
            Some(field) => self.test(field),
            None => {
                self.scanner = before;
                let text = self.scanner.word(is_value_character);
                if text.is_empty() || self.is_at_end() {
                    Step::Here(None)
                } else {
                    Step::Behind(true)
                }
            }
        }
    }

    /// What stands behind the name of a field.
    fn test(&mut self, field: Field) -> Step {
        let start = self.scanner.place();
        if self.is_at_end() {
            return Step::Here(Some(self.done(start, "", Part::Operator(field))));
        }
        let before = self.scanner.clone();
        match self.scanner.operator() {
            Some("!") if self.is_at_end() => {
                return Step::Here(Some(self.done(start, "!", Part::Operator(field))));
            }
            Some("~" | "!~") => return self.pattern(),
            Some(_) => return self.value(field, false),
            None => {}
        }
        let word = self.scanner.word(is_name_character);
        if self.is_at_end() {
            return Step::Here(Some(self.done(start, word, Part::Operator(field))));
        }
        match word.to_ascii_lowercase().as_str() {
            "exists" | "absent" | "null" | "empty" | "unexported" => Step::Behind(true),
            "in" if self.scanner.take("(") => self.list(&field),
            // A network, or a range of times.
            "in" => {
                self.scanner.word(is_value_character);
                if self.is_at_end() {
                    Step::Here(None)
                } else {
                    Step::Behind(true)
                }
            }
            // The name was a text.
            _ => {
                self.scanner = before;
                Step::Behind(true)
            }
        }
    }

    fn pattern(&mut self) -> Step {
        let is_closed = match self.scanner.pattern() {
            Some(pattern) => pattern.is_ok(),
            None => !self.scanner.word(is_value_character).is_empty(),
        };
        if is_closed && !self.is_at_end() {
            Step::Behind(true)
        } else {
            Step::Here(None)
        }
    }

    fn value(&mut self, field: Field, is_in_list: bool) -> Step {
        let start = self.scanner.place();
        let part = Part::Value { field, is_in_list };
        let before = self.scanner.clone();
        match self.scanner.quoted() {
            Some(Ok(_)) => return Step::Behind(true),
            // The quote is still open: what stands behind it is what is typed.
            Some(Err(_)) => {
                let typed = before.rest().trim_start_matches('"');
                return Step::Here(Some(self.done(start, typed, part)));
            }
            None => {}
        }
        let word = self.scanner.word(is_value_character);
        if self.is_at_end() {
            return Step::Here(Some(self.done(start, word, part)));
        }
        if word.is_empty() {
            return Step::Here(None);
        }
        Step::Behind(true)
    }

    fn list(&mut self, field: &Field) -> Step {
        loop {
            match self.value(field.clone(), true) {
                Step::Behind(_) => {}
                here => return here,
            }
            if self.scanner.take(")") {
                return Step::Behind(true);
            }
            if !self.scanner.take(",") {
                return Step::Here(None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Column;
    use proptest::prelude::*;

    fn at(text: &str) -> Option<(String, Part)> {
        completion(text, text.len()).map(|completion| {
            assert!(
                text[completion.at.clone()].trim_start_matches('"') == completion.typed,
                "{text}"
            );
            (completion.typed, completion.part)
        })
    }

    fn field(is_behind_test: bool) -> Part {
        Part::Field { is_behind_test }
    }

    fn value(column: Column, is_in_list: bool) -> Part {
        let field = Field::Column(column);
        Part::Value { field, is_in_list }
    }

    #[test]
    fn fields_then_operators_then_values() {
        let operator = || Part::Operator(Field::Column(Column::Region));
        for (text, typed, part) in [
            ("", "", field(false)),
            ("reg", "reg", field(false)),
            ("not reg", "reg", field(false)),
            ("(a or re", "re", field(false)),
            ("region ", "", operator()),
            ("region !", "!", operator()),
            ("region ex", "ex", operator()),
            ("region = ", "", value(Column::Region, false)),
            ("region=us", "us", value(Column::Region, false)),
            ("region !: us-e", "us-e", value(Column::Region, false)),
            ("region = \"us e", "us e", value(Column::Region, false)),
            ("region in (", "", value(Column::Region, true)),
            (
                "region in (us-east-1, \"x\", eu",
                "eu",
                value(Column::Region, true),
            ),
            ("region = us-east-1 ", "", field(true)),
            ("region exists a", "a", field(true)),
            ("region in (a, b) and ca", "ca", field(false)),
            ("caller ~ /x y/ and region = e", "e", value(Column::Region, false)),
            ("resources.AR", "resources.AR", field(false)),
        ] {
            assert_eq!(at(text), Some((typed.to_owned(), part)), "{text}");
        }
        for text in [
            "\"open",
            "region = \"closed\"",
            "ip in 10.0.0.0/8",
            "caller ~ /x",
            "arn:aws:iam",
            "(a)",
            "region = )",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_up_to_any_caret(
            text in "(region|in|not|and|[(),=!:^~<>/\"\\\\ a.é\\[\\]0]){0,12}",
            caret in 0..60usize,
        ) {
            if let Some(Completion { at, .. }) = completion(&text, caret) {
                prop_assert!(at.end == caret && text.is_char_boundary(at.start));
            }
        }
    }
}
