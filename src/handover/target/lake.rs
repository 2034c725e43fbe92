//! CloudTrail Lake: an event data store is a table of its own.
//!
//! Columns: CloudTrail User Guide, "CloudTrail Lake supported schemas"; language: "CloudTrail Lake SQL constraints"
//! ("supports all valid Trino SQL SELECT statements, functions, and operators").

use super::{
    Purpose, Statement, Wish,
    expression::Path,
    sql::{Engine, Sql, comments, quoted, where_clause},
    trail,
    why::{LeftOut, Why},
    write::{Writer, Written},
};
use crate::query::IpNet;

struct Lake;

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let sql = Sql(Lake);
    let mut parts = Vec::new();
    if let Some(source) = &wish.source {
        parts.push(format!("eventSource = {}", quoted(source)));
    }
    let mut writer = Writer::new(&sql);
    parts.extend(writer.parts(&wish.filter));
    let left_out = writer.left_out;
    let query = format!(
        "{}SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress, awsRegion, errorCode, eventID\nFROM {}{}\nORDER BY eventTime DESC\n",
        comments("--", &left_out),
        wish.place.store_id(),
        where_clause(&parts),
    );
    (vec![Statement::new(Purpose::Ask, query)], left_out)
}

/// A moment as the store compares it.
fn timestamp(millis: i64) -> String {
    quoted(&trail::moment(millis).replace('T', " ").replace('Z', ""))
}

impl Engine for Lake {
    fn at(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        match path {
            ["readOnly" | "managementEvent"] => Ok(format!("CAST({} AS varchar)", path[0])),
            [.., "creationDate"] => Ok(format!("date_format({}, '%Y-%m-%dT%H:%i:%sZ')", path.join("."))),
            ["requestParameters" | "responseElements"] => {
                Ok(format!("json_format(CAST({} AS json))", path[0]))
            }
            [top @ ("requestParameters" | "responseElements"), key] => {
                Ok(format!("element_at({top}, {})", quoted(key)))
            }
            // Newer fields that the store's schema does not list.
            [.., "invokedByDelegate", _] | [.., "assumedRoot"] => {
                notes.push(Why::FieldBehind);
                Ok("CAST(NULL AS varchar)".to_owned())
            }
            [_] | ["userIdentity" | "tlsDetails", ..] => Ok(path.join(".")),
            _ => Err(Why::Field),
        }
    }

    fn at_keys(&self, keys: &[String]) -> Written {
        match keys {
            [top, key] if matches!(top.as_str(), "requestParameters" | "responseElements") => {
                Ok(format!("element_at({top}, {})", quoted(key)))
            }
            _ => Err(Why::Field),
        }
    }

    fn is_absent(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        notes.push(Why::NullIsAbsent);
        Ok(format!("{} IS NULL", any_at(path)))
    }

    fn is_null(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        self.is_absent(path, notes)
    }

    fn is_there(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        notes.push(Why::NullIsAbsent);
        Ok(format!("{} IS NOT NULL", any_at(path)))
    }

    fn holds_anything(&self, path: Path) -> Written {
        Ok(match path {
            [.., "webIdFederationData"] => {
                let at = path.join(".");
                format!("({at}.federatedProvider IS NOT NULL OR cardinality({at}.attributes) > 0)")
            }
            path => format!("cardinality({}) > 0", path.join(".")),
        })
    }

    fn failed_by_name(&self) -> Written {
        Ok("element_at(responseElements, eventName) = 'Failure'".to_owned())
    }

    fn found(&self, text: &str, pattern: &str) -> String {
        format!("regexp_extract({text}, {pattern}, 1)")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_like({text}, {pattern})")
    }

    fn starts_with(&self, text: &str, start: &str) -> String {
        format!("starts_with({text}, {start})")
    }

    fn contains(&self, text: &str, part: &str) -> String {
        format!("strpos(lower({text}), {part}) > 0")
    }

    fn in_network(&self, text: &str, network: &IpNet) -> Written {
        Ok(format!("contains('{network}', try_cast({text} AS IPADDRESS))"))
    }

    fn during(&self, from: Option<i64>, until: Option<i64>) -> String {
        let mut parts = Vec::new();
        parts.extend(from.map(|from| format!("eventTime >= {}", timestamp(from))));
        parts.extend(until.map(|until| format!("eventTime < {}", timestamp(until))));
        if parts.is_empty() {
            self.has_time()
        } else {
            parts.join(" AND ")
        }
    }

    fn has_time(&self) -> String {
        "eventTime IS NOT NULL".to_owned()
    }

    fn shown_time(&self) -> String {
        "date_format(eventTime, '%Y-%m-%d %H:%i:%s')".to_owned()
    }
}

fn any_at(path: Path) -> String {
    match path {
        [top @ ("requestParameters" | "responseElements"), key] => {
            format!("element_at({top}, {})", quoted(key))
        }
        path => path.join("."),
    }
}
