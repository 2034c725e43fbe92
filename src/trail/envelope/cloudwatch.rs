//! Events of CloudWatch Logs: the record stands as a text under `message`.

use super::{
    Holding,
    slot::{Members, Slot},
};
use crate::base::Shape;

/// Begins the text of an event by which CloudWatch Logs probes a destination.
const CONTROL: &str = "CWL CONTROL MESSAGE";

/// Opens one log event, or a subscription's message that holds no events.
pub(super) fn open<'a>(members: &Members<'a>, layers: u8) -> Option<Holding<'a>> {
    if let Some(message) = members.get("@message") {
        return Holding::of(Shape::LogsInsights, message, layers);
    }
    if let Some(packed) = packed(members) {
        return Holding::of(Shape::CloudwatchSubscription, packed, layers);
    }
    let message = members.get("message")?;
    let shape = shape(members);
    if message.text().is_some_and(|text| text.starts_with(CONTROL)) {
        return Some(Holding::empty(shape));
    }
    Holding::of(shape, message, layers)
}

/// A message as Lambda gets it from a subscription, or from a stream that a subscription feeds: gzip in base64.
fn packed<'a>(members: &Members<'a>) -> Option<Slot<'a>> {
    let is_in_stream = members.has("recordId") || members.has("approximateArrivalTimestamp");
    members
        .path(&["awslogs", "data"])
        .or_else(|| members.path(&["kinesis", "data"]))
        .or_else(|| members.get("data").filter(|_| is_in_stream))
}

/// Subscriptions name an event by `id`, the commands of the API by other keys. Log shippers keep a line under
/// `message` as well.
fn shape(members: &Members<'_>) -> Shape {
    let has = |key| members.has(key);
    if has("ingestionTime") || has("logStreamName") || has("eventId") {
        Shape::CloudwatchEvents
    } else if has("id") && has("timestamp") {
        Shape::CloudwatchSubscription
    } else {
        Shape::EventOriginal
    }
}
