//! What a text is when it is no JSON: told by how it begins.

/// Judges text that is not JSON by how it begins.
pub fn recognise_text(head: &[u8]) -> Option<&'static str> {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).replace(['"', '\u{feff}'], "");
    let has = |columns: &[&str]| {
        columns
            .iter()
            .all(|column| line.split(',').any(|name| name.trim() == *column))
    };
    if has(&["Event time", "Event source", "Event name"]) {
        return Some("Event history as CSV");
    }
    if has(&["@timestamp", "@message"]) {
        return Some("a CSV of CloudWatch Logs Insights");
    }
    if has(&["eventjson"]) || has(&["eventtime", "eventsource"]) || has(&["eventTime", "eventSource"]) {
        return Some("a CSV of CloudTrail Lake or Athena");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_told_by_their_columns() {
        assert_eq!(
            recognise_text(b"Event time,Event source,Event name\n"),
            Some("Event history as CSV")
        );
        assert_eq!(
            recognise_text(b"\"eventtime\",\"eventsource\"\n"),
            Some("a CSV of CloudTrail Lake or Athena")
        );
        assert_eq!(recognise_text(b"name,value\n"), None);
    }
}
