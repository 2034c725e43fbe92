//! Amazon Athena over the trail's bucket: a table with partition projection, and the query with partition bounds.
//!
//! Table: Amazon Athena User Guide, "Create a table for CloudTrail logs in Athena using partition projection",
//! with the fields of newer records. Functions: Trino documentation.

use super::{
    Purpose, Statement, Wish,
    expression::Path,
    sql::{Engine, Sql, comments, quoted, where_clause},
    trail::{self, Bounds},
    why::{LeftOut, Why},
    write::{Writer, Written},
};
use crate::query::IpNet;

struct Athena;

const TABLE: &str = "cloudtrail_logs";

/// The columns of the table that are text, and those that hold the JSON of an object.
const TEXTS: [&str; 18] = [
    "eventversion",
    "eventtime",
    "eventsource",
    "eventname",
    "awsregion",
    "sourceipaddress",
    "useragent",
    "errorcode",
    "errormessage",
    "requestid",
    "eventid",
    "readonly",
    "managementevent",
    "eventtype",
    "recipientaccountid",
    "sharedeventid",
    "vpcendpointid",
    "eventcategory",
];
const JSONS: [&str; 4] = [
    "requestparameters",
    "responseelements",
    "additionaleventdata",
    "serviceeventdetails",
];

const COLUMNS: &str = "  eventversion string,
  useridentity struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,
    accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,
    invokedbydelegate:struct<accountid:string>,
    sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,
      sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,
      ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>,
      sourceidentity:string,assumedroot:string>>,
  eventtime string, eventsource string, eventname string, awsregion string, sourceipaddress string,
  useragent string, errorcode string, errormessage string, requestparameters string, responseelements string,
  additionaleventdata string, requestid string, eventid string, readonly string, managementevent string,
  resources array<struct<arn:string,accountid:string,type:string>>, eventtype string, apiversion string,
  recipientaccountid string, serviceeventdetails string, sharedeventid string, vpcendpointid string,
  vpcendpointaccountid string, eventcategory string, sessioncredentialfromconsole string,
  tlsdetails struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string,keyexchange:string>";

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let sql = Sql(Athena);
    let bounds = trail::bounds(&wish.filter);
    let mut parts = partition_bounds(wish, &bounds);
    if let Some(source) = &wish.source {
        parts.push(format!("eventsource = {}", quoted(source)));
    }
    let mut writer = Writer::new(&sql);
    parts.extend(writer.parts(&wish.filter));
    let left_out = writer.left_out;
    let hint = if bounds.from.is_none() || bounds.until.is_none() {
        "-- Add a time range to the filter to read, and pay for, less of the bucket.\n"
    } else {
        ""
    };
    let query = format!(
        "{}{hint}SELECT eventtime, eventname, useridentity.arn, sourceipaddress, awsregion, errorcode, eventid\nFROM {TABLE}{}\nORDER BY eventtime DESC\n",
        comments("--", &left_out),
        where_clause(&parts),
    );
    let statements = vec![
        Statement::new(Purpose::MakeTable, table(wish, &bounds)),
        Statement::new(Purpose::Ask, query),
    ];
    (statements, left_out)
}

fn table(wish: &Wish, bounds: &Bounds) -> String {
    let place = &wish.place;
    let logs = place.logs();
    // The table is there for every question to come: its Regions are the trail's, not the filter's alone.
    let mut regions = place.region_list();
    regions.extend(bounds.regions(place));
    regions.sort_unstable();
    regions.dedup();
    let accounts = place.account_list().join(",");
    let property = |key: &str, value: &str| format!("  {} = {}", quoted(key), quoted(value));
    let properties = [
        property("projection.enabled", "true"),
        property("projection.account.type", "enum"),
        property("projection.account.values", &accounts),
        property("projection.region.type", "enum"),
        property("projection.region.values", &regions.join(",")),
        property("projection.day.type", "date"),
        property("projection.day.format", "yyyy/MM/dd"),
        property("projection.day.range", "2013/11/01,NOW"),
        property("projection.day.interval", "1"),
        property("projection.day.interval.unit", "DAYS"),
        property(
            "storage.location.template",
            &format!("{logs}${{account}}/CloudTrail/${{region}}/${{day}}"),
        ),
    ];
    format!(
        "CREATE EXTERNAL TABLE {TABLE} (\n{COLUMNS})\nPARTITIONED BY (account string, region string, day string)\n\
         ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'\n\
         STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'\n\
         OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'\n\
         LOCATION {}\nTBLPROPERTIES (\n{})\n",
        quoted(&logs),
        properties.join(",\n"),
    )
}

/// Which folders of the bucket are read at all.
fn partition_bounds(wish: &Wish, bounds: &Bounds) -> Vec<String> {
    let list = |words: &[&str]| {
        let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
        format!("({})", words.join(", "))
    };
    let mut parts = vec![
        format!("account IN {}", list(&wish.place.account_list())),
        format!("region IN {}", list(&bounds.regions(&wish.place))),
    ];
    let day = match bounds.days() {
        (Some(first), Some(last)) => Some(format!("day BETWEEN {} AND {}", quoted(&first), quoted(&last))),
        (Some(first), None) => Some(format!("day >= {}", quoted(&first))),
        (None, Some(last)) => Some(format!("day <= {}", quoted(&last))),
        (None, None) => None,
    };
    parts.extend(day);
    parts
}

impl Engine for Athena {
    fn at(&self, path: Path, _notes: &mut Vec<Why>) -> Written {
        let keys: Vec<String> = path.iter().map(|key| key.to_ascii_lowercase()).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        match &keys[..] {
            [only] if TEXTS.contains(only) || JSONS.contains(only) => Ok((*only).to_owned()),
            ["sessioncredentialfromconsole"] => Ok("sessioncredentialfromconsole".to_owned()),
            [top, ..] if JSONS.contains(top) => {
                if !path.iter().all(|key| is_plain(key)) {
                    return Err(Why::Field);
                }
                let json_path: String = path[1..].iter().map(|key| format!("[\"{key}\"]")).collect();
                Ok(format!("json_extract_scalar({top}, '${json_path}')"))
            }
            [top, .., last] if has_field(top, last) => Ok(keys.join(".")),
            _ => Err(Why::Field),
        }
    }

    fn at_keys(&self, keys: &[String]) -> Written {
        let top = keys[0].to_ascii_lowercase();
        if !JSONS.contains(&top.as_str()) || keys.len() < 2 || !keys.iter().all(|key| is_plain(key)) {
            return Err(Why::Field);
        }
        let json_path: String = keys[1..].iter().map(|key| format!("[\"{key}\"]")).collect();
        Ok(format!("json_extract_scalar({top}, '${json_path}')"))
    }

    fn is_absent(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        notes.push(Why::NullIsAbsent);
        Ok(format!("{} IS NULL", self.any_at(path)?))
    }

    fn is_null(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        self.is_absent(path, notes)
    }

    fn is_there(&self, path: Path, notes: &mut Vec<Why>) -> Written {
        notes.push(Why::NullIsAbsent);
        Ok(format!("{} IS NOT NULL", self.any_at(path)?))
    }

    fn holds_anything(&self, path: Path) -> Written {
        match path {
            [.., "webIdFederationData"] => {
                let at = "useridentity.sessioncontext.webidfederationdata";
                Ok(format!(
                    "({at}.federatedprovider IS NOT NULL OR cardinality({at}.attributes) > 0)"
                ))
            }
            path => {
                let text = self.at(path, &mut Vec::new())?;
                Ok(format!(
                    "(regexp_like({text}, '[^\\s{{}}\\[\\]]') AND {text} <> 'null')"
                ))
            }
        }
    }

    fn failed_by_name(&self) -> Written {
        Ok("element_at(try(CAST(json_parse(responseelements) AS map(varchar, json))), eventname) = JSON '\"Failure\"'".to_owned())
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
        let bound = |millis| quoted(&trail::moment(trail::whole_second(millis)));
        let mut parts = Vec::new();
        parts.extend(from.map(|from| format!("eventtime >= {}", bound(from))));
        parts.extend(until.map(|until| format!("eventtime < {}", bound(until))));
        if parts.is_empty() {
            self.has_time()
        } else {
            parts.join(" AND ")
        }
    }

    fn has_time(&self) -> String {
        "eventtime IS NOT NULL".to_owned()
    }

    fn shown_time(&self) -> String {
        "replace(replace(eventtime, 'T', ' '), 'Z', '')".to_owned()
    }
}

impl Athena {
    /// What stands under the keys, be it a text or more.
    fn any_at(&self, path: Path) -> Written {
        match path {
            ["userIdentity", "sessionContext"] => Ok("useridentity.sessioncontext".to_owned()),
            path => self.at(path, &mut Vec::new()),
        }
    }
}

/// A key of other characters would be more than a key in a JSON path.
fn is_plain(key: &str) -> bool {
    key.chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Whether the table has the field below the column `top`.
fn has_field(top: &str, last: &str) -> bool {
    match top {
        "useridentity" | "tlsdetails" => COLUMNS.contains(&format!("{last}:string")),
        _ => false,
    }
}
