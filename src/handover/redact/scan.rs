//! The search of what was written for values that should be hidden. It reads what stands there, not what was meant.

use super::Originals;
use crate::trail::json::JsonStr;
use std::borrow::Cow;

/// How a text writes values down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As they are.
    Plain,
    /// JSON, or a part of some that begins and ends outside of texts.
    Json,
    /// CSV with every cell in quotes.
    Csv,
}

impl Originals {
    /// How many of the values stand in the text, each as often as it does.
    pub fn num_in(&self, text: &str, written: Written) -> u64 {
        self.all_in(text, written).len() as u64
    }

    /// The values that stand in the text, each as often as it does. Within a value no other is looked for.
    pub fn all_in(&self, text: &str, written: Written) -> Vec<&str> {
        let mut all = Vec::new();
        if self.is_empty() {
            return all;
        }
        let text = match written {
            Written::Plain => Cow::Borrowed(text),
            Written::Json => unescaped(text),
            Written::Csv => text.replace("\"\"", "\"").into(),
        };
        let mut from = 0;
        while let Some((at, value)) = self.find(&text, from) {
            all.push(value);
            from = at + value.len();
        }
        all
    }
}

/// JSON with the escapes in its texts taken off.
fn unescaped(json: &str) -> Cow<'_, str> {
    if !json.contains('\\') {
        return json.into();
    }
    let mut plain = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(quote) = rest.find('"') {
        let (before, inside) = rest.split_at(quote + 1);
        plain.push_str(before);
        let len = len_of_text(inside);
        plain.push_str(&JsonStr::new(&inside.as_bytes()[..len], true).decode().0);
        rest = &inside[len..];
        if let Some(behind) = rest.strip_prefix('"') {
            plain.push('"');
            rest = behind;
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// Bytes up to the quote that ends a text.
fn len_of_text(inside: &str) -> usize {
    let mut is_escaped = false;
    let is_end = |byte: u8| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    };
    inside.bytes().position(is_end).unwrap_or(inside.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn originals(values: &[&str]) -> Originals {
        let mut originals = Originals::default();
        values.iter().for_each(|value| originals.add(value));
        originals
    }

    #[test]
    fn a_value_is_found_however_it_is_written() {
        let odd = originals(&["say \"ana\"", "back\\slash", "zoë"]);
        for value in ["say \"ana\"", "back\\slash", "zoë"] {
            let json = serde_json::to_string(&[value, "\\"]).expect("JSON");
            assert_eq!(odd.num_in(&json, Written::Json), 1, "{json}");
            let part = format!(",\n{}", &json[1..]);
            assert_eq!(odd.num_in(&part, Written::Json), 1, "{part}");
            let csv = format!("\"x\",\"\",\"{}\"\r\n", value.replace('"', "\"\""));
            assert_eq!(odd.num_in(&csv, Written::Csv), 1, "{csv}");
            assert_eq!(
                odd.num_in(&format!("{value}, {value}"), Written::Plain),
                2,
                "{value}"
            );
        }
        assert_eq!(odd.num_in(r#"["zo\u00eb"]"#, Written::Json), 1);
        assert_eq!(odd.num_in(r#"["zoe","\"ana\""]"#, Written::Json), 0);
    }
}
