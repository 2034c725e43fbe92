//! EventBridge events: the record stands under `detail`.

use super::{Holding, slot::Members};
use crate::base::Shape;

pub(super) fn open<'a>(members: &Members<'a>, layers: u8) -> Option<Holding<'a>> {
    if !(members.has("detail-type") || members.has("source")) {
        return None;
    }
    Holding::of(Shape::Eventbridge, members.get("detail")?, layers)
}
