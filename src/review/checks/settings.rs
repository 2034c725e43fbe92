//! What a person tells the checks: lists of what is allowed, checks switched off, checks of their own. Kept as a file.

use super::{Setting, WorkingHours};
use crate::{
    base::{EpochMillis, zone::Offsets},
    query::{
        Field, Filter, Op, Test,
        filter::IpNet,
        language::{MAX_LEN, parse},
    },
    store::{Cell, Column},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What stands in a settings file, so that another JSON file is not taken for one.
const SCHEMA: &str = "medtrail-checks/1";

/// A settings file may have so many bytes.
pub const MAX_BYTES: usize = 256 << 10;

/// A check of a person's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCheck {
    /// What is looked for.
    pub title: String,
    /// The calls, in the filter language.
    pub filter: String,
}

/// The settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Settings {
    /// Names of Regions that may be used; none says nothing.
    pub regions: Vec<String>,
    /// Buckets that jobs may write to; none says nothing.
    pub output_buckets: Vec<String>,
    /// Networks that calls may come from; none says nothing.
    pub networks: Vec<IpNet>,
    /// Hours in which people work; none says nothing.
    pub hours: Option<WorkingHours>,
    /// Checks that are switched off, by their names.
    pub off: BTreeSet<String>,
    /// A person's own checks.
    pub own: Vec<OwnCheck>,
}

/// Why a file holds no settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// It has more than [`MAX_BYTES`].
    TooLarge,
    /// It is something else, or of a newer page.
    OtherFile,
    /// One of its filters cannot be read: its title.
    BadFilter(String),
}

#[derive(Serialize, Deserialize)]
struct File<T> {
    schema: String,
    #[serde(flatten)]
    settings: T,
}

impl Settings {
    /// The calls that a list leaves out; `None` while the list is empty, and for hours while their clock is not known.
    /// `span` is that of the calls.
    pub fn filter(
        &self,
        setting: Setting,
        clock: Option<&Offsets>,
        span: Option<(EpochMillis, EpochMillis)>,
    ) -> Option<Filter> {
        let not_in = |column, values: &[String]| {
            let cells: Vec<Cell> = values.iter().map(|value| Cell::text(value.as_str())).collect();
            (!cells.is_empty()).then(|| Filter::Not(Box::new(Filter::one_of(column, cells))))
        };
        match setting {
            Setting::Regions => not_in(Column::Region, &self.regions),
            Setting::OutputBuckets => {
                let elsewhere = not_in(Column::OutputBucket, &self.output_buckets)?;
                let is_told = Filter::Test(Test {
                    field: Field::Column(Column::OutputBucket),
                    op: Op::Exists,
                });
                Some(Filter::All(vec![is_told, elsewhere]))
            }
            Setting::Networks => {
                if self.networks.is_empty() {
                    return None;
                }
                let within = self.networks.iter().map(|network| {
                    Filter::Test(Test {
                        field: Field::Column(Column::SourceIp),
                        op: Op::InNetwork(*network),
                    })
                });
                let within = Filter::Any(within.collect());
                // Only what is an address can lie outside.
                let kinds = ["Public address", "Private address"].map(Cell::text).to_vec();
                let is_address = Filter::one_of(Column::NetworkClass, kinds);
                Some(Filter::All(vec![is_address, Filter::Not(Box::new(within))]))
            }
            Setting::Hours => self.hours.as_ref()?.filter(clock?, span),
        }
    }

    /// The settings as a file.
    pub fn to_json(&self) -> String {
        let file = File {
            schema: SCHEMA.to_owned(),
            settings: self,
        };
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    /// Reads a file of [`Settings::to_json`].
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        if text.len() > MAX_BYTES {
            return Err(SettingsError::TooLarge);
        }
        let mut value: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|_| SettingsError::OtherFile)?;
        let schema = value.as_object_mut().and_then(|file| file.remove("schema"));
        if schema.as_ref().and_then(|schema| schema.as_str()) != Some(SCHEMA) {
            return Err(SettingsError::OtherFile);
        }
        let settings: Self = serde_json::from_value(value).map_err(|_| SettingsError::OtherFile)?;
        match settings.own.iter().find(|own| !own.is_readable()) {
            Some(own) => Err(SettingsError::BadFilter(own.title.clone())),
            None => Ok(settings),
        }
    }
}

impl OwnCheck {
    fn is_readable(&self) -> bool {
        self.filter.len() <= MAX_LEN && parse(&self.filter).is_ok()
    }
}
