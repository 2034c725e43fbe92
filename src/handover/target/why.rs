//! What of a filter a target does not ask, and why: plain data and its sentence, which the query's text carries as a
//! comment and the page shows.

use std::fmt;

/// A test that a target asks not at all or in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The test, in the filter language.
    pub test: String,
    /// Why.
    pub why: Why,
}

/// Why a test is not asked as it is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The page works the column out in a way that the target has no words for.
    Column,
    /// Not asked of the page's column, but of the fields that it is worked out from.
    StandIns,
    /// The target takes no regular expression of this kind.
    Pattern,
    /// The pattern means something else in other engines, or may.
    PatternDiffers,
    /// The target knows no networks, or not of this kind.
    Network,
    /// The target compares texts in its own way where letters are not ASCII.
    Case,
    /// The target cannot tell `null` from an absent key.
    NullIsAbsent,
    /// The target cannot compare a text with this.
    Comparison,
    /// The field is not in the target's table.
    Field,
    /// One of the fields that the column is worked out from is not in the target's table.
    FieldBehind,
    /// The target has no way to write such a value.
    Value,
    /// A typed path: keys are looked for exactly as written, and lists are not looked into.
    Path,
    /// Only the time, the Regions and the accounts choose what is fetched.
    Fetched,
}

impl Why {
    /// Whether the target asks something in the test's stead; if not, it finds more calls than the page.
    pub fn is_asked_otherwise(self) -> bool {
        matches!(
            self,
            Self::StandIns
                | Self::FieldBehind
                | Self::Path
                | Self::PatternDiffers
                | Self::Case
                | Self::NullIsAbsent
        )
    }
}

impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Column => {
                "this page works the column out, and the query cannot; it finds more calls than the page"
            }
            Self::StandIns => {
                "asked of the fields that this page works the column out from; the result may differ"
            }
            Self::Pattern => "the pattern cannot be asked there; the query finds more calls than the page",
            Self::PatternDiffers => "the pattern is read by another engine's rules; the result may differ",
            Self::Network => {
                "networks of this kind cannot be asked there; the query finds more calls than the page"
            }
            Self::Case => {
                "letters beyond A to Z are compared by another engine's rules; the result may differ"
            }
            Self::NullIsAbsent => {
                "a key that is null and one that is absent are the same there; the result may differ"
            }
            Self::Comparison => {
                "this comparison cannot be asked there; the query finds more calls than the page"
            }
            Self::Field => "the field is not in that table; the query finds more calls than the page",
            Self::FieldBehind => {
                "a field that the column is worked out from is not in that table; the result may differ"
            }
            Self::Value => "such a value cannot be written there; the query finds more calls than the page",
            Self::Path => {
                "keys are looked for exactly as written, and lists are not looked into; the result may differ"
            }
            Self::Fetched => {
                "not asked while fetching; more is fetched than the page shows, and the query narrows it down"
            }
        })
    }
}
