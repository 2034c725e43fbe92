use super::HISTORY;
use crate::trail::csv::{CsvKind, recognise_header};

#[test]
fn each_export_is_known_by_its_header_and_other_tables_are_not() {
    use CsvKind::{Athena, EventHistory, Lake, LogsInsights};
    let bom = format!("\u{feff}{HISTORY}\r\n");
    let cases = [
        (HISTORY, Some(EventHistory)),
        (bom.as_str(), Some(EventHistory)),
        (
            "\r\n\nevent id;EVENT NAME;Event time;Event source\n",
            Some(EventHistory),
        ),
        (
            "Event time\tEvent name\tEvent ID\tUser name\n",
            Some(EventHistory),
        ),
        ("Event time,Event name,Comment\n", None),
        ("eventid,eventjson\n", Some(Lake)),
        ("eventName,eventSource\n", Some(Lake)),
        (
            "\"eventtime\",\"eventname\",\"arn\",\"sourceipaddress\",\"errorcode\"\n",
            Some(Athena),
        ),
        ("\"eventname\",\"eventsource\"", Some(Athena)),
        ("@timestamp,@message\n", Some(LogsInsights)),
        (
            "@timestamp,eventTime,eventName,userIdentity.arn,sourceIPAddress\n",
            Some(LogsInsights),
        ),
        ("eventName,eventTime,userAgent\n", None),
        ("name,age\nalice,4\n", None),
        (
            "{\"Records\":[{\"eventName\":\"x\",\"eventSource\":\"y\"}]}",
            None,
        ),
        ("", None),
        ("\u{feff}", None),
        ("\"never closed", None),
    ];
    for (head, kind) in cases {
        assert_eq!(recognise_header(head.as_bytes()), kind, "{head}");
    }
}
