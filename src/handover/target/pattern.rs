//! A pattern of the page's engine (`regex-lite`) in words that mean the same to RE2, Java's and Oniguruma's engines.

/// The pattern for another engine.
pub(super) struct Translated {
    /// Its text, to be put between the target's own quotes.
    pub text: String,
    /// False when something in it means something else elsewhere, or may.
    pub is_exact: bool,
}

/// Translates what is common: `.` is all but a line feed, `^` and `$` are the ends of the text, `\d \w \s` are ASCII.
pub(super) fn translate(source: &str, ignores_case: bool) -> Translated {
    let mut translation = Translation {
        text: if ignores_case { "(?i)" } else { "" }.to_owned(),
        is_exact: source.is_ascii(),
        in_class: false,
    };
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => translation.escaped(characters.next()),
            '[' if translation.in_class => {
                // A class of a name, `[:alpha:]`; else a bracket, which other engines take for a class in the class.
                translation.is_exact &= characters.peek() != Some(&':');
                translation.text.push_str("\\[");
            }
            '[' => {
                translation.in_class = true;
                translation.text.push('[');
                if characters.next_if_eq(&'^').is_some() {
                    translation.text.push('^');
                }
                // A bracket that closes stands for itself here.
                if characters.next_if_eq(&']').is_some() {
                    translation.text.push_str("\\]");
                }
            }
            ']' if translation.in_class => {
                translation.in_class = false;
                translation.text.push(']');
            }
            '&' | '~' if translation.in_class => {
                translation.is_exact &= characters.peek() != Some(&character);
                translation.text.push('\\');
                translation.text.push(character);
            }
            other if translation.in_class => translation.text.push(other),
            '.' => translation.text.push_str("[^\\n]"),
            '^' => translation.text.push_str("\\A"),
            '$' => translation.text.push_str("\\z"),
            '(' if characters.peek() == Some(&'?') => {
                let rest: String = characters.clone().take(2).collect();
                translation.is_exact &= rest == "?:";
                translation.text.push('(');
            }
            '#' | ' ' | '\t' | '\n' | '\r' => translation.text.push(character),
            other => translation.text.push(other),
        }
    }
    Translated {
        text: translation.text,
        is_exact: translation.is_exact,
    }
}

struct Translation {
    text: String,
    is_exact: bool,
    in_class: bool,
}

impl Translation {
    fn escaped(&mut self, character: Option<char>) {
        let Some(character) = character else { return };
        let set = match character {
            'd' => Some("0-9"),
            'w' => Some("0-9A-Za-z_"),
            's' => Some("\\t\\n\\v\\f\\r "),
            _ => None,
        };
        match (character, set) {
            (_, Some(set)) if self.in_class => self.text.push_str(set),
            (_, Some(set)) => {
                self.text.push('[');
                self.text.push_str(set);
                self.text.push(']');
            }
            ('D', None) if !self.in_class => self.text.push_str("[^0-9]"),
            ('W', None) if !self.in_class => self.text.push_str("[^0-9A-Za-z_]"),
            ('S', None) if !self.in_class => self.text.push_str("[^\\t\\n\\v\\f\\r ]"),
            (other, None) => {
                // `\<` and `\>` are the ends of words.
                let is_letter = other.is_ascii_alphanumeric() || matches!(other, '<' | '>');
                self.is_exact &= !is_letter || matches!(other, 'n' | 'r' | 't' | 'f' | 'v' | 'A' | 'z');
                self.text.push('\\');
                self.text.push(other);
            }
        }
    }
}

/// A text as a pattern that finds just it.
pub(super) fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.chars() {
        if !character.is_alphanumeric() && !character.is_whitespace() && character.is_ascii() {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_patterns_are_written_so_that_all_engines_read_them_alike() {
        for (source, expected) in [
            ("^Detect.*$", r"\ADetect[^\n]*\z"),
            (r"\d{4}-\w+\s", r"[0-9]{4}-[0-9A-Za-z_]+[\t\n\v\f\r ]"),
            (r"[\d.$^]", r"[0-9.$^]"),
            (r"[[a]x]", r"[\[a]x]"),
            (r"a\.b\\d", r"a\.b\\d"),
            ("(?:a|b)", "(?:a|b)"),
        ] {
            let translated = translate(source, false);
            assert_eq!(translated.text, expected, "{source}");
            assert!(translated.is_exact, "{source}");
        }
        assert_eq!(translate("a", true).text, "(?i)a");
    }

    #[test]
    fn what_may_mean_something_else_is_said() {
        for source in [
            r"\bword",
            "(?m)^a",
            "(?P<name>a)",
            r"[[:alpha:]]",
            r"[\D]",
            r"[a&&b]",
            "Zoë",
            r"\x41",
        ] {
            assert!(!translate(source, false).is_exact, "{source}");
        }
    }
}
