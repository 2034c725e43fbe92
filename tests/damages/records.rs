//! Damaged and odd records among good ones.

use super::{Damage, damage, four, support::records::*};

const MEDICAL: &str = r#""comprehendmedical.amazonaws.com""#;

pub fn damages() -> Vec<Damage> {
    let [one, two, three, last] = four();
    let third_at = one.len() + two.len() + 14;
    // A list in which the third record is another.
    let third = |record: &str| trail(&[&one, &two, record, &last]);
    let changed = |from: &str, to: &str| third(&three.replacen(from, to, 1));
    let at_in = |needle: &str| third_at + at(three.as_bytes(), needle) as usize;
    let syntax = |at: usize| format!("1 record left out: not well-formed JSON (byte {at})");
    let no_object = |count: usize| {
        let records = if count == 1 { "record" } else { "records" };
        format!("{count} {records} left out: not a JSON object (byte {third_at})")
    };
    let no_time = format!("1 record without a readable eventTime (byte {third_at})");
    let twice = format!("1 record with a key given twice; the last value is shown (byte {third_at})");
    let too_deep = format!("1 record left out: nested deeper than 512 levels (byte {third_at})");
    let too_large = format!("1 record left out: larger than 16 MiB (byte {third_at})");
    let deep = |open: &str, close: &str| {
        format!(
            r#""requestParameters":{}1{}"#,
            open.repeat(100_000),
            close.repeat(100_000)
        )
    };
    let large = format!(r#""requestParameters":{{"a":"{}"}}"#, "x".repeat(17 << 20));
    let many = |damaged: &dyn Fn(&str) -> String| {
        let records: Vec<_> = (0..5000)
            .map(|n| {
                if n == 2500 {
                    damaged(&medical(n))
                } else {
                    medical(n)
                }
            })
            .collect();
        let place = 12
            + records[..2500]
                .iter()
                .map(|record| record.len() + 1)
                .sum::<usize>();
        (trail(&records), place)
    };
    let (lost_quote, lost_at) = many(&|record| record.replacen("\"eventName", "eventName", 1));
    let (lost_end, lost_end_at) = many(&|record| record.replacen("Mateo_Jackson\"}", "Mateo_Jackson}", 1));
    let (lost_brace, lost_brace_at) = many(&|record| record[..record.len() - 1].to_owned());
    let others: Vec<_> = (0..50)
        .map(|n| {
            if n == 20 {
                other(n)[..other(n).len() - 1].to_owned()
            } else {
                other(n)
            }
        })
        .collect();
    let other_at = 12 + others[..20].iter().map(|record| record.len() + 1).sum::<usize>();
    vec![
        damage("null as a record", third("null")).counts([1, 2, 1]).says(no_object(1)),
        damage("a number as a record", third("-1.5e3")).counts([1, 2, 1]).says(no_object(1)),
        damage("a text as a record", third(r#""{\"eventName\":1}""#)).counts([1, 2, 1]).says(no_object(1)),
        damage("an array as a record", third(&format!("[{three}]"))).counts([1, 2, 1]).says(no_object(1)),
        damage("three words as records", third("true,false,null")).counts([1, 2, 3]).says(no_object(3)),
        damage("an empty object as a record", third("{}"))
            .counts([1, 2, 1])
            .says(format!("1 object left out: without any of CloudTrail's fields (byte {third_at})")),
        damage("an object of something else as a record", third(r#"{"Name":"x"}"#))
            .counts([1, 2, 1])
            .says(format!("1 object left out: without any of CloudTrail's fields (byte {third_at})")),
        damage("a record without eventSource", changed(&format!(r#""eventSource":{MEDICAL},"#), "")).counts([1, 3, 0]),
        damage("a record without eventName", changed(r#""eventName":"DetectPHI","#, "")),
        damage("a record without eventTime", changed("eventTime", "eventHour")).says(&no_time),
        damage("a record without userIdentity", changed("userIdentity", "whoever")),
        damage("eventTime is a number of seconds", changed(r#""2026-10-22T08:00:03Z""#, "1792627203")),
        damage("eventTime is no time", changed("2026-10-22T08", "2026-13-22T08")).says(&no_time),
        damage("eventTime is null", changed(r#""2026-10-22T08:00:03Z""#, "null")).says(&no_time),
        damage("eventSource is a list", changed(MEDICAL, &format!("[{MEDICAL}]"))).counts([1, 3, 0]),
        damage("eventSource is null", changed(MEDICAL, "null")).counts([1, 3, 0]),
        damage("eventSource of nearly the same name", changed("comprehendmedical", "comprehend")).counts([1, 3, 0]),
        damage("eventSource with escapes", changed("comprehendmedical", r"compr\u0065hendmedical")),
        damage("eventSource under a key with escapes", changed("eventSource", r"event\u0053ource")),
        damage("eventSource twice, the last one counts", changed("\"eventSource", "\"eventSource\":\"s3.amazonaws.com\",\"eventSource")).says(&twice),
        damage("eventSource twice, the other way round", changed(MEDICAL, &format!(r#"{MEDICAL},"eventSource":"s3.amazonaws.com""#))).counts([1, 3, 0]),
        damage("eventSource twice, once with escapes", changed("\"eventSource", "\"eventSource\":\"s3.amazonaws.com\",\"\\u0065ventSource")).says(&twice),
        damage("eventSource only below requestParameters", changed(&format!(r#""eventSource":{MEDICAL},"#), &format!(r#""requestParameters":{{"eventSource":{MEDICAL}}},"#)))
            .counts([1, 3, 0]),
        damage("a key twice far within", changed("\"type\"", "\"type\":\"Root\",\"type\"")).says(&twice),
        damage("fields of unexpected types", changed(r#""responseElements":null"#, r#""responseElements":7,"errorCode":{"a":1},"tlsDetails":["x"],"readOnly":"yes""#))
            .says(&twice),
        damage("userIdentity is a text", {
            let start = at(three.as_bytes(), "{\"type\"") as usize;
            let end = at(three.as_bytes(), ",\"eventTime\"") as usize;
            third(&format!("{}\"me\"{}", &three[..start], &three[end..]))
        }),
        damage("numbers out of all ranges", changed("null", r#"{"a":1e400,"b":-1e-400,"c":123456789012345678901234567890123456789012345678901234567890}"#)),
        damage("a number that is none", changed("null", "01")).counts([1, 2, 1]).says(syntax(at_in("null") + 1)),
        damage("a word that is none", changed("null", "NaN")).counts([1, 2, 1]).says(syntax(at_in("null"))),
        damage("a bad escape", changed("aws-cli", r"aws\xcli")).counts([1, 2, 1]).says(syntax(at_in("aws-cli") + 3)),
        damage("a missing comma within", changed(",\"eventName", "\"eventName")).counts([1, 2, 1]).says(syntax(at_in(",\"eventName"))),
        damage("an extra comma within", changed(",\"eventName", ",,\"eventName")).counts([1, 2, 1]).says(syntax(at_in(",\"eventName") + 1)),
        damage("a comma before the end", changed("\"Management\"}", "\"Management\",}")).counts([1, 2, 1]).says(syntax(third_at + three.len())),
        damage("a missing colon", changed("\"eventName\":", "\"eventName\"")).counts([1, 2, 1]).says(syntax(at_in("\"eventName\":") + 11)),
        damage("a missing value", changed(":true", ":")).counts([1, 2, 1]).says(syntax(at_in(":true") + 1)),
        damage("quotes of another kind", changed("\"eventName\"", "'eventName'")).counts([1, 2, 1]).says(syntax(at_in("\"eventName\""))),
        damage("a comment within", changed("\"eventName\"", "/* x */\"eventName\"")).counts([1, 2, 1]).says(syntax(at_in("\"eventName\""))),
        damage("a missing brace at the start", third(&three[1..])).counts([1, 2, 1]).says(syntax(third_at)),
        damage("a missing brace of userIdentity", changed("\"userIdentity\":{", "\"userIdentity\":")).counts([1, 2, 1]).says(syntax(third_at)),
        damage("a missing brace behind userIdentity", changed("Mateo_Jackson\"}", "Mateo_Jackson\""))
            .counts([1, 2, 1])
            .says(syntax(third_at + three.len())),
        damage("a missing brace at the end of one of 5,000", lost_brace).counts([4999, 0, 1]).says(syntax(lost_brace_at + medical(2500).len())),
        damage("a missing brace at the end of one of other services", trail(&others)).counts([0, 49, 1]).says(syntax(other_at + other(20).len())),
        damage("a missing quote in one of 5,000", lost_quote).counts([4999, 0, 1]).says(syntax(lost_at)),
        damage("a missing quote at the end of a text in one of 5,000", lost_end).counts([4999, 0, 1]).says(syntax(lost_end_at)),
        damage("a missing quote in the last record", trail(&[&one, &two, &three, &last.replacen("\"eventName", "eventName", 1)]))
            .counts([2, 1, 1])
            .says(format!("The text ends inside a record; that record is left out (byte {})", third_at + three.len() + 1)),
        damage("a record nested 100,000 arrays deep", changed(r#""requestParameters":null"#, &deep("[", "]"))).counts([1, 2, 1]).says(&too_deep),
        damage("a record nested 100,000 objects deep", changed(r#""requestParameters":null"#, &deep(r#"{"a":"#, "}"))).counts([1, 2, 1]).says(&too_deep),
        damage("a record of 17 MiB", changed(r#""requestParameters":null"#, &large)).counts([1, 2, 1]).says(&too_large),
        damage("a damaged record that holds what looks like one", third(&format!(r#"{{"eventSource":{MEDICAL},"requestParameters":{{"eventSource":"b","eventName":"c"}},}}"#)))
            .counts([1, 2, 1])
            .says(syntax(third_at + 105)),
        // Passed over unread: where it ends is not in doubt, and it is none of those that are looked for.
        damage("a damaged record of another service", third(&last.replacen(":true", ":", 1))).counts([1, 3, 0]),
        damage("every second record damaged", {
            let records: Vec<_> = (0..40).map(|n| if n % 2 == 0 { medical(n) } else { medical(n).replacen('"', "", 1) }).collect();
            trail(&records)
        })
        .counts([20, 0, 20])
        .says(format!("19 records left out: not well-formed JSON (byte {}). The text ends inside a record; that record is left out (byte {})", 14 + medical(0).len(), {
            let before: usize = (0..39).map(|n| medical(n).len() + 1 - n as usize % 2).sum();
            12 + before
        })),
    ]
}
