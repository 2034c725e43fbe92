//! Writes JSON in the order it is told, as CloudTrail lays it out.

/// Members of an object in the making.
#[derive(Debug, Default)]
pub(super) struct Members {
    text: String,
}

impl Members {
    /// The object.
    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.text)
    }

    /// A member whose value is JSON already.
    pub(super) fn json(&mut self, key: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        push_quoted(&mut self.text, key, false);
        self.text.push(':');
        self.text.push_str(value);
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.json(key, "");
        push_quoted(&mut self.text, value, false);
    }

    /// A text in which `= ' < > &` are escaped, as AWS does for values that a caller wrote.
    pub(super) fn escaped(&mut self, key: &str, value: &str) {
        self.json(key, "");
        push_quoted(&mut self.text, value, true);
    }

    pub(super) fn bool(&mut self, key: &str, value: bool) {
        self.json(key, if value { "true" } else { "false" });
    }

    pub(super) fn object(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        let value = object(write);
        self.json(key, &value);
    }
}

/// An object with the members that `write` writes.
pub(super) fn object(write: impl FnOnce(&mut Members)) -> String {
    let mut members = Members::default();
    write(&mut members);
    members.finish()
}

fn push_quoted(out: &mut String, text: &str, escapes_markup: bool) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '=' | '\'' | '<' | '>' | '&' if escapes_markup => push_unicode(out, character),
            '\0'..='\x1f' => push_unicode(out, character),
            _ => out.push(character),
        }
    }
    out.push('"');
}

fn push_unicode(out: &mut String, character: char) {
    out.push_str(&format!("\\u{:04x}", u32::from(character)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_the_order_written_and_escape_as_aws_does() {
        let text = object(|json| {
            json.text("b", "x=\"y\"");
            json.escaped("a", "x='y'");
            json.object("c", |json| json.json("n", "null"));
            json.bool("d", true);
        });
        assert_eq!(
            text,
            r#"{"b":"x=\"y\"","a":"x\u003d\u0027y\u0027","c":{"n":null},"d":true}"#
        );
    }
}
