//! What search engines and log shippers make of a record: Elasticsearch and OpenSearch hits, Splunk results and
//! events, `event.original`.

use super::{Holding, slot::Members};
use crate::base::Shape;

/// Where Splunk keeps an event's text, as it stands in JSON.
pub(super) const RAW_KEY: &str = "\"_raw\"";

/// Opens an object that has the event's text, whatever fields stand beside it.
pub(super) fn open_raw<'a>(members: &Members<'a>, layers: u8) -> Option<Holding<'a>> {
    Holding::of(Shape::Splunk, members.get("_raw")?, layers)
}

/// Opens one hit, result or shipped event.
pub(super) fn open<'a>(members: &Members<'a>, layers: u8) -> Option<Holding<'a>> {
    if let Some(source) = members.get("_source") {
        return Holding::of(Shape::Elasticsearch, source, layers);
    }
    if let Some(result) = members.get("result") {
        return Holding::of(Shape::Splunk, result, layers);
    }
    if let Some(original) = members.get("event.original") {
        return Holding::of(Shape::EventOriginal, original, layers);
    }
    if let Some(original) = members.path(&["event", "original"]) {
        return Holding::of(Shape::EventOriginal, original, layers);
    }
    // Splunk's HTTP input: the event beside its source type.
    Holding::of(Shape::Splunk, members.get("event")?, layers)
}
