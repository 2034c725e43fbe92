//! What a record says of other records.

use crate::ui::wording::counted;

/// Beside the number of calls.
pub fn second_records(num_second: u32) -> String {
    let records = counted(u64::from(num_second), "second record", "second records");
    format!("{records} of calls that are here already")
}

/// Beside the operation of a second record; short, for the name needs the room. The sentence is its title.
pub const SECOND: &str = "2nd";

/// A management event and the network activity event of the same call, by the words of the column "Twin record".
pub fn twin_words(twin: &str) -> Option<&'static str> {
    Some(match twin {
        "First of two records" => {
            "Two records tell of this call: this one and its network activity event, which has the same request ID. Filter by request ID to see both."
        }
        "Second of two records" => {
            "This is the network activity event of a call that has a record of its own, with the same request ID. Leave such rows out to count each call once."
        }
        "Network activity only" => {
            "Only this network activity event tells of the call: the VPC endpoint saw it, and no record of the service with the same request ID is among the open files."
        }
        _ => return None,
    })
}

/// `addendum.reason`.
pub fn addendum_words(reason: &str) -> &'static str {
    match reason {
        "DELIVERY_DELAY" => "CloudTrail delivered this record late: there was a delay on the way.",
        "UPDATED_DATA" => {
            "This record brings an earlier one up to date; the addendum names its event ID. Both are here if both were opened, as two rows."
        }
        "SERVICE_OUTAGE" => "CloudTrail delivered this record late: a service had an outage.",
        _ => "The record has an addendum: CloudTrail delivered it late, or anew.",
    }
}

/// `sharedEventID`.
pub const SHARED_EVENT: &str = "Another account has a record of the same action, with the same shared event ID. It is one action and two records.";
