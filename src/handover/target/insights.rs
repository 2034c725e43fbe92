//! CloudWatch Logs Insights over the trail's log group.
//!
//! Language: CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax": `filter`, comparison
//! operators, `in`, `like`, `ispresent`, `strcontains`, `tolower`, `isIpv4InSubnet`, `isIpv6InSubnet`.

use super::{
    Purpose, Statement, Wish,
    aws_cli::shell_quoted,
    expression::{Cond, Text},
    pattern::translate,
    sql::comments,
    trail,
    why::{LeftOut, Why},
    write::{Dialect, Writer, Written, condition_in},
};
use crate::{
    base::time::DAY_MILLIS,
    query::{IpNet, Side},
};

struct Insights;

/// The most rows that a query returns.
const MAX_ROWS: u32 = 10_000;

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let mut parts = Vec::new();
    if let Some(source) = &wish.source {
        parts.extend(quoted(source).map(|source| format!("eventSource = {source}")));
    }
    let mut writer = Writer::new(&Insights);
    parts.extend(writer.parts(&wish.filter));
    let left_out = writer.left_out;
    let filters: String = parts.iter().map(|part| format!("| filter {part}\n")).collect();
    let query = format!(
        "{}# At most {MAX_ROWS} rows; set the time range of the query too. Events of more than 256 KB are not in CloudWatch Logs.\n\
         fields eventTime, eventName, userIdentity.arn, sourceIPAddress, awsRegion, errorCode, eventID\n{filters}| sort eventTime desc\n| limit {MAX_ROWS}\n",
        comments("#", &left_out),
    );
    let command = start_query(wish, &query);
    let statements = vec![
        Statement::new(Purpose::Ask, query),
        Statement::new(Purpose::AskByCommand, command),
    ];
    (statements, left_out)
}

/// The same by the AWS CLI. It wants both ends of the time, in seconds. AWS CLI Command Reference, `logs start-query`.
fn start_query(wish: &Wish, query: &str) -> String {
    let bounds = trail::bounds(&wish.filter);
    let group = match wish.place.log_group.trim() {
        "" => "LOG-GROUP",
        group => group,
    };
    let second = |millis: Option<i64>, name: &str| {
        millis.map_or(name.to_owned(), |millis| millis.div_euclid(1000).to_string())
    };
    // A log is written some minutes after its call, and found by the time of the call or of its writing.
    let until = bounds.until.map(|until| until.saturating_add(DAY_MILLIS));
    format!(
        "aws logs start-query --log-group-name {} --start-time {} --end-time {} --query-string {}\n\
         # It gives a queryId, with which the rows are fetched:\n\
         aws logs get-query-results --query-id QUERY-ID\n",
        shell_quoted(group),
        second(bounds.from, "START-SECOND"),
        second(until, "END-SECOND"),
        shell_quoted(query),
    )
}

/// A string literal. A character that no escape is documented for cannot be written.
fn quoted(text: &str) -> Result<String, Why> {
    if text.chars().any(char::is_control) {
        return Err(Why::Value);
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A field. Names with other characters stand between backticks.
fn field<K: AsRef<str>>(path: &[K]) -> Written {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    let is_plain = |key: &&str| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let name = path.join(".");
    if path.iter().all(is_plain) {
        Ok(name)
    } else if name.contains('`') {
        Err(Why::Field)
    } else {
        Ok(format!("`{name}`"))
    }
}

/// Fields that are `true` or `false`: not texts there, but the message is.
fn boolean(text: &Text) -> Option<&'static str> {
    match text {
        Text::At([key @ ("readOnly" | "managementEvent")]) => Some(key),
        _ => None,
    }
}

fn text(text: &Text) -> Written {
    match text {
        Text::At(path) => field(path),
        Text::AtKeys(keys) => field(keys),
        Text::First(texts) => {
            let texts: Result<Vec<_>, _> = texts.iter().map(self::text).collect();
            Ok(format!("coalesce({})", texts?.join(", ")))
        }
        Text::ShownTime => Ok("replace(replace(eventTime, \"T\", \" \"), \"Z\", \"\")".to_owned()),
        // There are no conditions inside of values.
        Text::Word(_) | Text::Filled(_) | Text::Joined(_) | Text::Found(..) | Text::Case(..) => {
            Err(Why::Column)
        }
    }
}

fn boolean_condition(key: &str, words: &[String]) -> String {
    let parts: Vec<String> = ["true", "false"]
        .into_iter()
        .filter(|word| words.iter().any(|wanted| wanted == word))
        .map(|word| format!("@message like /\"{key}\"\\s*:\\s*{word}/"))
        .collect();
    match &parts[..] {
        [] => Insights.always(false),
        parts => Insights.any(parts),
    }
}

impl Dialect for Insights {
    fn condition(&self, cond: &Cond, notes: &mut Vec<Why>) -> Written {
        Ok(match cond {
            Cond::Is(of, words) => {
                if let Some(key) = boolean(of) {
                    return Ok(boolean_condition(key, words));
                }
                let of = text(of)?;
                let words: Result<Vec<_>, _> = words.iter().map(|word| quoted(word)).collect();
                match &words?[..] {
                    [word] => format!("{of} = {word}"),
                    words => format!("{of} in [{}]", words.join(", ")),
                }
            }
            Cond::Contains(of, part) => {
                if !part.is_ascii() {
                    notes.push(Why::Case);
                }
                let folded: String = part.chars().flat_map(char::to_lowercase).collect();
                format!("strcontains(tolower({}), {})", text_only(of)?, quoted(&folded)?)
            }
            Cond::StartsWith(of, start) => {
                if start.chars().any(char::is_control) {
                    return Err(Why::Value);
                }
                format!("{} like /^{}/", text_only(of)?, super::pattern::literal(start))
            }
            Cond::Matches(of, pattern) => {
                let translated = translate(pattern.source(), pattern.ignores_case);
                if translated.text.chars().any(char::is_control) {
                    return Err(Why::Value);
                }
                if !translated.is_exact {
                    notes.push(Why::PatternDiffers);
                }
                format!("{} like /{}/", text_only(of)?, slashed(&translated.text))
            }
            Cond::Compare(of, side, value) => {
                if value.parse::<f64>().is_ok() {
                    return Err(Why::Comparison);
                }
                let sign = match side {
                    Side::Below => "<",
                    Side::UpTo => "<=",
                    Side::Above => ">",
                    Side::From => ">=",
                };
                format!("{} {sign} {}", text_only(of)?, quoted(value)?)
            }
            Cond::InNetwork(of, IpNet::V4(network)) => {
                format!("isIpv4InSubnet({}, \"{network}\")", text_only(of)?)
            }
            Cond::InNetwork(of, IpNet::V6(network)) => {
                format!("isIpv6InSubnet({}, \"{network}\")", text_only(of)?)
            }
            Cond::During(from, until) => during(*from, *until),
            Cond::HasTime => "ispresent(eventTime)".to_owned(),
            Cond::HasText(of) => format!("ispresent({})", text_only(of)?),
            Cond::IsAbsent(path) | Cond::IsNull(path) => {
                notes.push(Why::NullIsAbsent);
                format!("not ispresent({})", field(path)?)
            }
            Cond::IsThere(path) => {
                notes.push(Why::NullIsAbsent);
                format!("ispresent({})", field(path)?)
            }
            Cond::HoldsAnything(_) | Cond::FailedByName | Cond::Differ(..) => return Err(Why::Column),
            Cond::All(_) | Cond::Any(_) | Cond::Not(_) => condition_in(self, cond, notes)?,
        })
    }

    fn all(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" and "))
    }

    fn any(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" or "))
    }

    fn not(&self, part: &str) -> String {
        format!("not ({part})")
    }

    fn always(&self, holds: bool) -> String {
        if holds { "1 = 1" } else { "1 = 0" }.to_owned()
    }
}

/// A field that is text there.
fn text_only(of: &Text) -> Written {
    match boolean(of) {
        Some(_) => Err(Why::Comparison),
        None => text(of),
    }
}

fn during(from: Option<i64>, until: Option<i64>) -> String {
    let bound = |millis| trail::moment(trail::whole_second(millis));
    let mut parts = Vec::new();
    parts.extend(from.map(|from| format!("eventTime >= \"{}\"", bound(from))));
    parts.extend(until.map(|until| format!("eventTime < \"{}\"", bound(until))));
    match &parts[..] {
        [] => "ispresent(eventTime)".to_owned(),
        [only] => only.clone(),
        parts => Insights.all(parts),
    }
}

/// A pattern between slashes, with its own slashes marked.
fn slashed(pattern: &str) -> String {
    let (mut text, mut is_escaped) = (String::new(), false);
    for character in pattern.chars() {
        if character == '/' && !is_escaped {
            text.push('\\');
        }
        is_escaped = character == '\\' && !is_escaped;
        text.push(character);
    }
    text
}
