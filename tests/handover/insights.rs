//! Texts for CloudWatch Logs Insights: one as a whole, and all of them by a parser of what its guide documents.
//!
//! CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax": commands between bars, comments behind
//! `#`, names with other characters in backticks, comparisons, `in`, `like`, `and`, `or`, `not`, functions.

use super::cases::{self, HOSTILE};
use medtrail::{
    handover::target::{Target, TrailPlace, Wish, hand_over},
    query::{Filter, language},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

/// Functions, and how many arguments each takes at least and at most.
const FUNCTIONS: [(&str, usize, usize); 7] = [
    ("strcontains", 2, 2),
    ("tolower", 1, 1),
    ("ispresent", 1, 1),
    ("isIpv4InSubnet", 2, 2),
    ("isIpv6InSubnet", 2, 2),
    ("coalesce", 1, usize::MAX),
    ("replace", 3, 3),
];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Number(String),
    Pattern(String),
    Sign(&'static str),
}

fn tokens(query: &str) -> Result<Vec<Token>, String> {
    const SIGNS: [&str; 13] = [
        "!=", "<=", ">=", "=~", "|", "(", ")", "[", "]", ",", "=", "<", ">",
    ];
    let mut tokens = Vec::new();
    let mut rest = query;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_.@".contains(c);
        let len;
        match first {
            c if c.is_whitespace() => len = c.len_utf8(),
            '#' => len = rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let (text, end) = enclosed(rest, '"')?;
                tokens.push(Token::Text(unescaped(text)?));
                len = end;
            }
            '`' => {
                len = rest[1..].find('`').ok_or("an open backtick")? + 2;
                tokens.push(Token::Name(rest[1..len - 1].to_owned()));
            }
            // A pattern stands only behind `like`.
            '/' if tokens.last() == Some(&Token::Name("like".into())) => {
                let (text, end) = enclosed(rest, '/')?;
                tokens.push(Token::Pattern(text.to_owned()));
                len = end;
            }
            c if c.is_ascii_digit() => {
                len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                tokens.push(Token::Number(rest[..len].to_owned()));
            }
            c if is_name(c) => {
                len = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                tokens.push(Token::Name(rest[..len].to_owned()));
            }
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
                let sign = sign.ok_or(format!("nothing begins with {first:?}"))?;
                tokens.push(Token::Sign(sign));
                len = sign.len();
            }
        }
        rest = &rest[len..];
    }
    Ok(tokens)
}

/// What stands up to the next mark without a backslash in front, and where the token ends.
fn enclosed(rest: &str, mark: char) -> Result<(&str, usize), String> {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => break,
            c if c == mark && !is_escaped => return Ok((&rest[1..at], at + 1)),
            c => is_escaped = c == '\\' && !is_escaped,
        }
    }
    Err(format!("{mark} is not closed: {rest}"))
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.push(match c {
            '\\' => characters
                .next()
                .filter(|c| "\\\"".contains(*c))
                .ok_or(format!("an unknown escape in {text}"))?,
            c => c,
        });
    }
    Ok(plain)
}

/// A parser that goes down from commands to values.
struct Parser {
    tokens: Vec<Token>,
    at: usize,
    /// Every text that is compared.
    texts: Vec<String>,
    /// Every pattern.
    patterns: Vec<String>,
}

type Parsed = Result<(), String>;

fn parse(query: &str) -> Result<Parser, String> {
    let mut parser = Parser {
        tokens: tokens(query)?,
        at: 0,
        texts: Vec::new(),
        patterns: Vec::new(),
    };
    parser.command()?;
    while parser.takes("|") {
        parser.command()?;
    }
    match parser.tokens.get(parser.at) {
        None => Ok(parser),
        Some(token) => Err(format!("{token:?} is left over")),
    }
}

impl Parser {
    fn next(&mut self) -> Result<Token, String> {
        let token = self.tokens.get(self.at).cloned().ok_or("an early end")?;
        self.at += 1;
        Ok(token)
    }

    fn takes(&mut self, wanted: &'static str) -> bool {
        let is_there = match self.tokens.get(self.at) {
            Some(Token::Sign(sign)) => *sign == wanted,
            Some(Token::Name(name)) => name == wanted,
            _ => false,
        };
        self.at += usize::from(is_there);
        is_there
    }

    fn must(&mut self, wanted: &'static str) -> Parsed {
        self.takes(wanted)
            .then_some(())
            .ok_or_else(|| format!("{wanted} is missing at {:?}", self.tokens.get(self.at)))
    }

    fn field(&mut self) -> Parsed {
        match self.next()? {
            Token::Name(_) => Ok(()),
            other => Err(format!("{other:?} is no field")),
        }
    }

    fn command(&mut self) -> Parsed {
        let Token::Name(name) = self.next()? else {
            return Err("no command".to_owned());
        };
        match name.as_str() {
            "fields" => {
                self.field()?;
                while self.takes(",") {
                    self.field()?;
                }
                Ok(())
            }
            "filter" => self.any(),
            "sort" => {
                self.field()?;
                if self.takes("asc") || self.takes("desc") {
                    Ok(())
                } else {
                    Err("no order".to_owned())
                }
            }
            "limit" => match self.next()? {
                Token::Number(number) if number.parse::<u32>().is_ok_and(|number| number <= 10_000) => Ok(()),
                other => Err(format!("{other:?} is no limit")),
            },
            other => Err(format!("no command is called {other}")),
        }
    }

    fn any(&mut self) -> Parsed {
        self.all()?;
        while self.takes("or") {
            self.all()?;
        }
        Ok(())
    }

    fn all(&mut self) -> Parsed {
        self.condition()?;
        while self.takes("and") {
            self.condition()?;
        }
        Ok(())
    }

    fn condition(&mut self) -> Parsed {
        if self.takes("not") {
            return self.condition();
        }
        if self.takes("(") {
            self.any()?;
            return self.must(")");
        }
        let is_function = self.value()?;
        if self.takes("in") {
            self.must("[")?;
            self.value()?;
            while self.takes(",") {
                self.value()?;
            }
            return self.must("]");
        }
        if self.takes("like") {
            return match self.next()? {
                Token::Pattern(pattern) => {
                    self.patterns.push(pattern);
                    Ok(())
                }
                other => Err(format!("{other:?} is no pattern")),
            };
        }
        for sign in ["=", "!=", "<", "<=", ">", ">="] {
            if self.takes(sign) {
                return self.value().map(|_| ());
            }
        }
        // A function may say yes or no by itself.
        is_function
            .then_some(())
            .ok_or_else(|| format!("a value alone before {:?}", self.tokens.get(self.at)))
    }

    /// A field, a text, a number or a function; true for a function.
    fn value(&mut self) -> Result<bool, String> {
        match self.next()? {
            Token::Text(text) => self.texts.push(text),
            Token::Number(_) => {}
            Token::Name(name) if self.takes("(") => {
                let function = FUNCTIONS.iter().find(|(known, ..)| *known == name);
                let (_, least, most) = function.ok_or(format!("no function is called {name}"))?;
                let mut num = 1;
                self.value()?;
                while self.takes(",") {
                    self.value()?;
                    num += 1;
                }
                self.must(")")?;
                if num < *least || num > *most {
                    return Err(format!("{name} with {num} values"));
                }
                return Ok(true);
            }
            Token::Name(_) => {}
            other => return Err(format!("{other:?} is no value")),
        }
        Ok(false)
    }
}

fn texts(filter: Filter) -> (String, String, usize) {
    let wish = Wish {
        filter,
        source: Some("comprehendmedical.amazonaws.com".to_owned()),
        place: TrailPlace {
            log_group: "CloudTrail/it's logs".to_owned(),
            ..TrailPlace::default()
        },
    };
    let handed = hand_over(Target::Insights, &wish);
    let [query, command] = &handed.statements[..] else {
        panic!("{:?}", handed.statements)
    };
    (query.text.clone(), command.text.clone(), handed.left_out.len())
}

fn filter(text: &str) -> Filter {
    language::parse(text).expect(text)
}

#[test]
fn a_query_of_every_kind_of_test_is_as_documented() {
    let (query, command, num_left_out) = texts(filter(
        "time in 2026-08-01..2026-08-31 and operation in (DetectPHI, InferRxNorm) and userAgent : Boto3 and \
         not arn ^ \"arn:aws:iam\" and ip in 192.0.2.0/24 and message ~ /Rate.*/ and message exists and client = \"Boto3 1\"",
    ));
    assert_eq!(num_left_out, 2, "{query}");
    let expected = "\
fields eventTime, eventName, userIdentity.arn, sourceIPAddress, awsRegion, errorCode, eventID
| filter eventSource = \"comprehendmedical.amazonaws.com\"
| filter (eventTime >= \"2026-08-01T00:00:00Z\" and eventTime < \"2026-08-31T00:00:00Z\")
| filter eventName in [\"DetectPHI\", \"InferRxNorm\"]
| filter strcontains(tolower(userAgent), \"boto3\")
| filter not (userIdentity.arn like /^arn\\:aws\\:iam/)
| filter isIpv4InSubnet(sourceIPAddress, \"192.0.2.0/24\")
| filter errorMessage like /Rate[^\\n]*/
| filter ispresent(errorMessage)
| sort eventTime desc
| limit 10000
";
    let (_, asked) = query.split_at(query.find("fields ").expect("fields"));
    assert_eq!(asked, expected);
    assert!(
        command.starts_with("aws logs start-query --log-group-name 'CloudTrail/it'\\''s logs' --start-time 1785542400 --end-time "),
        "{command}"
    );
    assert!(command.contains("aws logs get-query-results"), "{command}");
}

#[test]
fn the_texts_of_two_hundred_filters_are_in_the_documented_grammar() {
    let mut runner = TestRunner::deterministic();
    let mut num_long = 0;
    for _ in 0..200 {
        let filter = cases::filter().new_tree(&mut runner).expect("a filter").current();
        let (query, ..) = texts(filter);
        let parser = parse(&query).unwrap_or_else(|error| panic!("{error}\n{query}"));
        num_long += usize::from(parser.texts.len() > 2);
    }
    assert!(num_long > 20, "{num_long}");
}

#[test]
fn a_hostile_value_stays_the_value_that_it_is() {
    let mut num_asked = 0;
    for value in HOSTILE {
        let text = value.replace('\\', "\\\\").replace('"', "\\\"");
        let text = text
            .replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t");
        let Ok(filter) = language::parse(&format!("errorMessage = \"{text}\"")) else {
            continue;
        };
        let (query, _, num_left_out) = texts(filter);
        let parser = parse(&query).unwrap_or_else(|error| panic!("{error}\n{query}"));
        // What cannot be written is named.
        assert!(
            num_left_out == 1 || parser.texts.iter().any(|text| text == value),
            "{value:?}: {query}"
        );
        num_asked += usize::from(num_left_out == 0);
    }
    assert!(num_asked > 5, "{num_asked}");
}

#[test]
fn the_parser_refuses_what_is_not_in_the_grammar() {
    for query in [
        "filter a = ",
        "filter a = \"b\" c",
        "filter a like b",
        "filter a in \"b\"",
        "filter nothing(a)",
        "filter a",
        "limit 20000",
        "select a",
        "filter a = \"b",
        "filter a = 'b'",
    ] {
        assert!(parse(query).is_err(), "{query}");
    }
    assert!(parse("# note\nfields a, `b-c`\n| filter not (a = \"\\\"\" or ispresent(b)) and c like /x\\/y/\n| sort a desc | limit 5").is_ok());
}
