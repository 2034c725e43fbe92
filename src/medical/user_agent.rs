//! The words of a user agent.
//!
//! AWS's clients write `name/version`, metadata as `key/name#version` (`lang/python#3.12`), and remarks in
//! parentheses. Some services put brackets around the whole. What a program writes there is its own business, so
//! nothing is too odd to be taken apart.

/// One word of a user agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// What stands before the first slash; of metadata the key.
    pub name: &'a str,
    /// What stands behind it, possibly nothing.
    pub version: &'a str,
}

impl<'a> Word<'a> {
    fn of(text: &'a str) -> Self {
        let (name, version) = text.split_once('/').unwrap_or((text, ""));
        Self {
            name,
            version: version.trim_end_matches([',', ';']),
        }
    }
}

/// The user agent without brackets around it.
pub fn bare(user_agent: &str) -> &str {
    user_agent
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim()
}

/// The words, without remarks. A parenthesis that is never closed begins no remark.
pub fn words(user_agent: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = bare(user_agent);
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',', ';']);
            if rest.is_empty() {
                return None;
            }
            if let Some(behind) = behind_remark(rest) {
                rest = behind;
                continue;
            }
            let end = rest.find([' ', '\t']).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            rest = behind;
            return Some(Word::of(word));
        }
    })
}

/// What follows the remark with which `text` begins.
fn behind_remark(text: &str) -> Option<&str> {
    if !text.starts_with('(') {
        return None;
    }
    let mut depth = 0u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(&text[at + 1..]),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(agent: &str) -> Vec<(&str, &str)> {
        words(agent).map(|word| (word.name, word.version)).collect()
    }

    #[test]
    fn words_are_split_and_remarks_left_out() {
        for (agent, expected) in [
            ("", vec![]),
            ("[aws-cli/1.16]", vec![("aws-cli", "1.16")]),
            (
                "Boto3/1.40.1 md/Botocore#1.40.1 lang/python#3.12",
                vec![
                    ("Boto3", "1.40.1"),
                    ("md", "Botocore#1.40.1"),
                    ("lang", "python#3.12"),
                ],
            ),
            (
                "Mozilla/5.0 (X11; (a) b) Gecko/1",
                vec![("Mozilla", "5.0"), ("Gecko", "1")],
            ),
            ("a/1, b/2; c", vec![("a", "1"), ("b", "2"), ("c", "")]),
            (
                "a (never closed/1",
                vec![("a", ""), ("(never", ""), ("closed", "1")],
            ),
            ("a/b/c", vec![("a", "b/c")]),
        ] {
            assert_eq!(split(agent), expected, "{agent}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_words_of_it(agent in any::<String>()) {
            for word in words(&agent) {
                prop_assert!(agent.contains(word.name) && agent.contains(word.version));
                prop_assert!(!word.name.contains(' '));
            }
        }
    }
}
