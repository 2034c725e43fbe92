//! DuckDB over a folder of log files. Functions: DuckDB documentation, "JSON processing functions", "Text functions",
//! "Regular expressions" (RE2).

use super::{
    Purpose, Statement, Wish,
    expression::Path,
    sql::{Engine, Sql, comments, quoted, where_clause},
    trail,
    why::{LeftOut, Why},
    write::{Writer, Written},
};
use crate::query::IpNet;

struct DuckDb;

/// One trail file is one JSON object; the engine's own limit of 16 MiB would refuse the larger ones.
const MAX_OBJECT_BYTES: u32 = 1 << 30;

/// An IPv4 address as it is read here: four numbers up to 255 without zeros in front.
const IPV4: &str =
    r"((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

/// The 32 digits of an IPv6 address; NULL for what is none.
const IPV6_MACRO: &str = "CREATE OR REPLACE TEMP MACRO ipv6_digits(address) AS (
  SELECT CASE WHEN parts_ok AND (has_gap AND n < 8 OR NOT has_gap AND n = 8) THEN array_to_string(
    list_transform(list_concat(head, list_transform(range(8 - n), lambda i: '0'), tail), lambda p: lpad(lower(p), 4, '0')), '') END
  FROM (SELECT *, len(head) + len(tail) AS n,
      regexp_full_match(address, '(([0-9A-Fa-f]{1,4}:)*[0-9A-Fa-f]{1,4})?(::)?(([0-9A-Fa-f]{1,4}:)*[0-9A-Fa-f]{1,4})?') AS parts_ok
    FROM (SELECT contains(address, '::') AS has_gap,
      list_filter(string_split(string_split(address, '::')[1], ':'), lambda p: p <> '') AS head,
      list_filter(string_split(coalesce(string_split(address, '::')[2], ''), ':'), lambda p: p <> '') AS tail)));
";

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let sql = Sql(DuckDb);
    let mut parts = Vec::new();
    if let Some(source) = &wish.source {
        parts.push(format!("(r->>'$.eventSource') = {}", quoted(source)));
    }
    let mut writer = Writer::new(&sql);
    parts.extend(writer.parts(&wish.filter));
    let left_out = writer.left_out;
    let needs_macro = parts.iter().any(|part| part.contains("ipv6_digits("));
    let folder = wish.place.folder();
    let text = format!(
        "{comments}{macros}WITH calls AS (\n  SELECT unnest(Records) AS r, filename\n  FROM read_json({files}, columns = {{Records: 'JSON[]'}},\n    maximum_object_size = {MAX_OBJECT_BYTES}, filename = true)\n)\n\
         SELECT r->>'$.eventTime' AS eventTime, r->>'$.eventName' AS eventName, r->>'$.userIdentity.arn' AS arn,\n  \
         r->>'$.sourceIPAddress' AS sourceIPAddress, r->>'$.awsRegion' AS awsRegion, r->>'$.errorCode' AS errorCode,\n  \
         r->>'$.eventID' AS eventID, filename\nFROM calls{filter}\nORDER BY eventTime DESC;\n",
        comments = comments("--", &left_out),
        macros = if needs_macro { IPV6_MACRO } else { "" },
        files = quoted(&format!("{folder}/**/*.json.gz")),
        filter = where_clause(&parts),
    );
    (vec![Statement::new(Purpose::Ask, text)], left_out)
}

/// The keys as a JSON Pointer (RFC 6901), which any key can stand in; plain keys as the path people know.
fn pointer<K: AsRef<str>>(path: &[K]) -> String {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    let is_plain = |key: &&str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(|c| c.is_ascii_alphanumeric())
    };
    if path.iter().all(is_plain) {
        return quoted(&format!("$.{}", path.join(".")));
    }
    let mut pointer = String::new();
    for key in path {
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    }
    quoted(&pointer)
}

/// A moment as DuckDB reads it.
fn timestamp(millis: i64) -> String {
    format!(
        "TIMESTAMP {}",
        quoted(trail::moment(millis).trim_end_matches('Z'))
    )
}

const TIME: &str = "try_cast(r->>'$.eventTime' AS TIMESTAMP)";

impl Engine for DuckDb {
    fn at(&self, path: Path, _notes: &mut Vec<Why>) -> Written {
        Ok(format!("(r->>{})", pointer(path)))
    }

    fn at_keys(&self, keys: &[String]) -> Written {
        Ok(format!("(r->>{})", pointer(keys)))
    }

    fn is_absent(&self, path: Path, _notes: &mut Vec<Why>) -> Written {
        Ok(format!("json_type(r, {}) IS NULL", pointer(path)))
    }

    fn is_null(&self, path: Path, _notes: &mut Vec<Why>) -> Written {
        Ok(format!("json_type(r, {}) = 'NULL'", pointer(path)))
    }

    fn is_there(&self, path: Path, _notes: &mut Vec<Why>) -> Written {
        Ok(format!("json_type(r, {}) IS NOT NULL", pointer(path)))
    }

    fn holds_anything(&self, path: Path) -> Written {
        Ok(format!(
            "regexp_matches(r->>{}, '[^\\s{{}}\\[\\]]')",
            pointer(path)
        ))
    }

    fn failed_by_name(&self) -> Written {
        Ok("json_extract_string(r, '/responseElements/' || replace(replace(r->>'$.eventName', '~', '~0'), '/', '~1')) = 'Failure'".to_owned())
    }

    fn found(&self, text: &str, pattern: &str) -> String {
        format!("regexp_extract({text}, {pattern}, 1)")
    }

    fn matches(&self, text: &str, pattern: &str) -> String {
        format!("regexp_matches({text}, {pattern})")
    }

    fn starts_with(&self, text: &str, start: &str) -> String {
        format!("starts_with({text}, {start})")
    }

    fn contains(&self, text: &str, part: &str) -> String {
        format!("contains(lower({text}), {part})")
    }

    fn in_network(&self, text: &str, network: &IpNet) -> Written {
        Ok(match network {
            IpNet::V4(network) => {
                let address = format!("regexp_extract({text}, '^(::ffff:)?({IPV4})$', 2)");
                let number = (1..=4)
                    .map(|part| {
                        format!(
                            "split_part({address}, '.', {part})::BIGINT * {}",
                            1u32 << (8 * (4 - part))
                        )
                    })
                    .collect::<Vec<_>>()
                    .join(" + ");
                let (first, last) = (u32::from(network.network()), u32::from(network.broadcast()));
                format!("CASE WHEN {address} <> '' THEN {number} BETWEEN {first} AND {last} ELSE FALSE END")
            }
            IpNet::V6(network) => {
                let (first, last) = (u128::from(network.network()), u128::from(network.broadcast()));
                // An IPv4 address written as IPv6 counts as IPv4.
                format!(
                    "coalesce(ipv6_digits({text}) BETWEEN '{first:032x}' AND '{last:032x}' AND NOT starts_with(ipv6_digits({text}), '{:024x}'), FALSE)",
                    0xffff
                )
            }
        })
    }

    fn during(&self, from: Option<i64>, until: Option<i64>) -> String {
        let mut parts = Vec::new();
        if let Some(from) = from {
            parts.push(format!("{TIME} >= {}", timestamp(from)));
        }
        if let Some(until) = until {
            parts.push(format!("{TIME} < {}", timestamp(until)));
        }
        match &parts[..] {
            [] => self.has_time(),
            parts => parts.join(" AND "),
        }
    }

    fn has_time(&self) -> String {
        format!("{TIME} IS NOT NULL")
    }

    fn shown_time(&self) -> String {
        format!("regexp_replace(strftime({TIME}, '%Y-%m-%d %H:%M:%S.%g'), '\\.000$', '')")
    }
}
