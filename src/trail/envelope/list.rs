//! Lists in which envelopes or records stand, and rows of query results, which are lists themselves.

use super::{
    Holding, Opened, judge, lake, records,
    slot::{Members, Slot},
};
use crate::base::Shape;

/// Keys of top-level lists whose elements can be opened one by one.
pub const LIST_KEYS: &[&str] = &[
    "Records",
    "Events",
    "events",
    "logEvents",
    "QueryResultRows",
    "results",
    "hits",
    "records",
];

/// What a list under the key is when it is empty; some keys count only with one of these beside them.
const EMPTY: [(&str, Shape, &[&str]); 7] = [
    ("Records", Shape::Trail, &[]),
    ("Events", Shape::LookupEvents, &[]),
    (
        "events",
        Shape::CloudwatchEvents,
        &["searchedLogStreams", "nextForwardToken", "nextBackwardToken"],
    ),
    ("logEvents", Shape::CloudwatchSubscription, &["messageType"]),
    ("QueryResultRows", Shape::LakeResult, &[]),
    ("results", Shape::LogsInsights, &["statistics"]),
    ("hits", Shape::Elasticsearch, &["total", "max_score"]),
];

/// The shape of an element that has nothing but its text, by the list in which it stands.
pub fn shape_in_list(key: &str, shape: Shape) -> Shape {
    match (key, shape) {
        ("logEvents", Shape::EventOriginal) => Shape::CloudwatchSubscription,
        ("events", Shape::EventOriginal) => Shape::CloudwatchEvents,
        _ => shape,
    }
}

/// Opens the list in a document of one list.
pub(super) fn open_lists<'a>(members: &Members<'a>, layers: u8) -> Option<Opened<'a>> {
    for (key, shape, companions) in EMPTY {
        let Some(list) = members.get(key) else { continue };
        if key == "hits"
            && layers < super::MAX_LAYERS
            && let Some(inner) = list.members()
        {
            return open_lists(&inner, layers + 1);
        }
        let Some(elements) = list.elements() else { continue };
        if elements.is_empty() {
            let counts = companions.is_empty() || companions.iter().any(|key| members.has(key));
            return counts.then(|| Opened::Holds(Holding::empty(shape)));
        }
        let plain = if key == "Records" {
            shape
        } else {
            Shape::RecordArray
        };
        let mut opened = open_elements(elements, plain, layers);
        if let Opened::Holds(holding) = &mut opened {
            holding.shape = shape_in_list(key, holding.shape);
        }
        return Some(opened);
    }
    None
}

/// Opens an array: a row of a query result, or a list of anything.
pub(super) fn open_array(slot: Slot<'_>, layers: u8) -> Opened<'_> {
    let Some(elements) = slot.elements() else {
        return Opened::Unknown;
    };
    match lake::open_row(slot, &elements, layers) {
        Some(holding) => Opened::Holds(holding),
        None => open_elements(elements, Shape::RecordArray, layers),
    }
}

/// Opens each element. The shape is that of the first envelope; `plain` when records stand there as they are.
fn open_elements(elements: Vec<Slot<'_>>, plain: Shape, layers: u8) -> Opened<'_> {
    let (mut shape, mut belonging) = (None, None);
    let mut all = Holding::empty(plain);
    for element in elements {
        match judge(element, layers + 1) {
            Opened::Record => {
                shape.get_or_insert(plain);
                all.held.extend(records(element, layers + 1));
            }
            Opened::Holds(holding) => {
                shape.get_or_insert(holding.shape);
                all.held.extend(holding.held);
                all.others += holding.others;
            }
            Opened::Belongs(kind) => {
                belonging.get_or_insert(kind);
                all.others += 1;
            }
            Opened::Unknown => all.others += 1,
        }
    }
    match (shape, belonging) {
        (Some(shape), _) => Opened::Holds(Holding { shape, ..all }),
        (None, Some(kind)) => Opened::Belongs(kind),
        (None, None) => Opened::Unknown,
    }
}
