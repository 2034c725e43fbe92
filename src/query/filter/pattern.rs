//! Regular expressions in filters, linear in time whatever the pattern (`regex-lite`).

use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// A compiled pattern may take this many bytes; one that counts repetitions upon repetitions takes more.
const MAX_COMPILED_BYTES: usize = 1 << 20;

/// A pattern that compiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    source: String,
    /// Upper and lower case are the same.
    pub ignores_case: bool,
}

impl Pattern {
    /// The pattern, or why it is none, in the words of the engine.
    pub fn new(source: impl Into<String>, ignores_case: bool) -> Result<Self, String> {
        let pattern = Self {
            source: source.into(),
            ignores_case,
        };
        pattern.compile().map_err(|error| error.to_string())?;
        Ok(pattern)
    }

    /// Its text, without delimiters.
    pub fn source(&self) -> &str {
        &self.source
    }

    fn compile(&self) -> Result<Regex, regex_lite::Error> {
        RegexBuilder::new(&self.source)
            .case_insensitive(self.ignores_case)
            .size_limit(MAX_COMPILED_BYTES)
            .build()
    }

    /// A test for many texts. What came across threads and does not compile lets nothing through.
    pub(crate) fn test(&self) -> impl Fn(&str) -> bool + use<> {
        let regex = self.compile().ok();
        move |text| regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
