//! Text to filter.

use super::{
    error::{Expected, ParseError, ParseErrorKind},
    names::field_named,
    scanner::{PatternText, Scanner, is_value_character},
};
use crate::{
    base::EpochMillis,
    query::{
        Field, Filter, IpNet, Op, Pattern, RecordPath, Side, Test,
        time_input::{Edge, parse_time_input},
    },
    store::{Cell, Column},
};

/// Parentheses and `not` may stand within each other this deep.
pub const MAX_DEPTH: u32 = 64;

/// A filter's text may have this many bytes.
pub const MAX_LEN: usize = 16 << 10;

/// Reads a filter. Empty text lets everything through.
pub fn parse(text: &str) -> Result<Filter, ParseError> {
    if text.len() > MAX_LEN {
        return Err(ParseError {
            at: MAX_LEN..text.len(),
            kind: ParseErrorKind::TooLong,
        });
    }
    let mut parser = Parser {
        scanner: Scanner::new(text),
        depth: 0,
    };
    if parser.scanner.is_at_end() {
        return Ok(Filter::everything());
    }
    let filter = parser.any()?;
    if parser.scanner.is_at_end() {
        Ok(filter)
    } else {
        Err(parser.expected(Expected::NoClose))
    }
}

struct Parser<'t> {
    scanner: Scanner<'t>,
    depth: u32,
}

type Parsed = Result<Filter, ParseError>;

impl Parser<'_> {
    /// Parts joined by `or`.
    fn any(&mut self) -> Parsed {
        let mut parts = vec![self.all()?];
        while self.scanner.take_keyword("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Filter::Any))
    }

    /// Parts joined by `and`, or by nothing.
    fn all(&mut self) -> Parsed {
        let mut parts = vec![self.part()?];
        loop {
            let has_and = self.scanner.take_keyword("and");
            let mut ahead = self.scanner.clone();
            let is_over = ahead.is_at_end() || ahead.take(")") || ahead.take_keyword("or");
            if !has_and && is_over {
                return Ok(one_or(parts, Filter::All));
            }
            parts.push(self.part()?);
        }
    }

    fn part(&mut self) -> Parsed {
        let start = self.scanner.place();
        if self.scanner.take_keyword("not") {
            return self.deeper(start, |parser| Ok(Filter::Not(Box::new(parser.part()?))));
        }
        if self.scanner.take("(") {
            return self.deeper(start, |parser| {
                if parser.scanner.take(")") {
                    return Ok(Filter::everything());
                }
                let inner = parser.any()?;
                if parser.scanner.take(")") {
                    Ok(inner)
                } else {
                    Err(parser.expected(Expected::Close))
                }
            });
        }
        self.test()
    }

    fn deeper(&mut self, start: usize, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let end = self.scanner.place();
            return Err(self.scanner.error(start..end, ParseErrorKind::TooDeep));
        }
        let inner = inner(self);
        self.depth -= 1;
        inner
    }

    /// A test of a field, or a text.
    fn test(&mut self) -> Parsed {
        if let Some(text) = self.scanner.quoted() {
            return Ok(Filter::free_text(text?));
        }
        let start = self.scanner.place();
        let mut ahead = self.scanner.clone();
        let name = ahead.name();
        let end = start + name.len();
        let is_adjacent = ahead.rest().starts_with(':');
        let operator = if name.is_empty() { None } else { ahead.operator() };
        // An ARN is no test of the field of that name.
        let is_arn = self.scanner.rest().starts_with("arn:aws");
        match (field_named(name).filter(|_| !is_arn), operator) {
            (Some(field), Some(operator)) if operator != "!" => {
                self.scanner = ahead;
                return self.operation(field, operator);
            }
            (Some(field), None) => {
                let mut after = self.scanner.clone();
                after.name();
                if let Some(test) = state_test(&mut after, &field) {
                    self.scanner = after;
                    return Ok(test);
                }
                if after.take_keyword("in") {
                    self.scanner = after;
                    return self.within(field);
                }
            }
            // A pasted ARN or address with a port is a text.
            (None, Some(":")) if is_adjacent => {}
            (None, Some(operator)) if operator != "!" && is_name(name) => {
                return Err(self.scanner.error(start..end, ParseErrorKind::UnknownField));
            }
            _ => {}
        }
        let text = self.scanner.word(is_value_character);
        if text.is_empty() {
            return Err(self.expected(Expected::Test));
        }
        Ok(Filter::free_text(text))
    }

    fn operation(&mut self, field: Field, operator: &str) -> Parsed {
        let (operator, is_negated) = match operator.strip_prefix('!') {
            Some(operator) => (operator, true),
            None => (operator, false),
        };
        let test = match operator {
            "~" => self.pattern(field)?,
            "<" => self.compare(field, Side::Below)?,
            "<=" => self.compare(field, Side::UpTo)?,
            ">" => self.compare(field, Side::Above)?,
            ">=" => self.compare(field, Side::From)?,
            ":" => test(field, Op::Contains(self.value()?.0)),
            "^" => test(field, Op::StartsWith(self.value()?.0)),
            _ => self.equals(field)?,
        };
        Ok(if is_negated {
            Filter::Not(Box::new(test))
        } else {
            test
        })
    }

    fn pattern(&mut self, field: Field) -> Parsed {
        let start = self.scanner.place();
        let PatternText {
            source,
            ignores_case,
            at,
        } = match self.scanner.pattern() {
            Some(pattern) => pattern?,
            None => {
                let value = self.value()?.0;
                let end = self.scanner.place();
                PatternText {
                    source: value,
                    ignores_case: false,
                    at: start..end,
                }
            }
        };
        match Pattern::new(source, ignores_case) {
            Ok(pattern) => Ok(test(field, Op::Matches(pattern))),
            Err(words) => Err(self.scanner.error(at, ParseErrorKind::BadPattern(words))),
        }
    }

    /// `field = value`: of the time a whole day, minute or second; of an address perhaps a network.
    fn equals(&mut self, field: Field) -> Parsed {
        if field == Field::Column(Column::Time) {
            let (first, after) = self.moment()?;
            return Ok(test(field, Op::During(first, after)));
        }
        let (value, is_quoted) = self.value()?;
        Ok(value_test(field, value, is_quoted))
    }

    fn compare(&mut self, field: Field, side: Side) -> Parsed {
        if field != Field::Column(Column::Time) {
            return Ok(test(field, Op::Compare(side, self.value()?.0)));
        }
        let (first, after) = self.moment()?;
        Ok(test(
            field,
            match side {
                Side::Below => Op::During(None, first),
                Side::UpTo => Op::During(None, after),
                Side::Above => Op::During(after, None),
                Side::From => Op::During(first, None),
            },
        ))
    }

    /// The first moment of a day, minute or second, and the first one after it.
    fn moment(&mut self) -> Result<(Option<EpochMillis>, Option<EpochMillis>), ParseError> {
        let start = self.scanner.place();
        let (text, _) = self.value()?;
        let end = self.scanner.place();
        let limit = |edge| match parse_time_input(&text, edge) {
            Ok(Some(limit)) => Ok(Some(limit)),
            Ok(None) | Err(_) => Err(self.scanner.error(start..end, ParseErrorKind::BadTime)),
        };
        Ok((limit(Edge::From)?, limit(Edge::Until)?))
    }

    /// `field in (…)`, `field in network`, `eventTime in first..after`.
    fn within(&mut self, field: Field) -> Parsed {
        if field == Field::Column(Column::Time) {
            return self.range(field);
        }
        if !self.scanner.take("(") {
            let start = self.scanner.place();
            let mut ahead = self.scanner.clone();
            let text = ahead.word(is_value_character);
            return match text.parse::<IpNet>() {
                Ok(network) => {
                    self.scanner = ahead;
                    Ok(test(field, Op::InNetwork(network)))
                }
                Err(_) => Err(self.scanner.error(
                    start..start + text.len(),
                    ParseErrorKind::Expected(Expected::List),
                )),
            };
        }
        let (mut cells, mut networks) = (Vec::new(), Vec::new());
        loop {
            if let Some(state) = state(&mut self.scanner) {
                cells.push(state);
            } else {
                let (value, is_quoted) = self.value()?;
                match value_test(field.clone(), value, is_quoted) {
                    Filter::Test(Test {
                        op: Op::OneOf(values),
                        ..
                    }) => cells.extend(values),
                    network => networks.push(network),
                }
            }
            if self.scanner.take(")") {
                break;
            }
            if !self.scanner.take(",") {
                return Err(self.expected(Expected::CommaOrClose));
            }
        }
        if cells.is_empty() {
            return Ok(one_or(networks, Filter::Any));
        }
        networks.insert(0, test(field, Op::OneOf(cells)));
        Ok(one_or(networks, Filter::Any))
    }

    fn range(&mut self, field: Field) -> Parsed {
        let start = self.scanner.place();
        let (text, _) = self.value()?;
        let end = self.scanner.place();
        let limits = text.split_once("..").and_then(|(first, after)| {
            let first = parse_time_input(first, Edge::From).ok()?;
            let after = parse_time_input(after, Edge::From).ok()?;
            Some(Op::During(first, after))
        });
        match limits {
            Some(op) => Ok(test(field, op)),
            None => Err(self.scanner.error(start..end, ParseErrorKind::BadTime)),
        }
    }

    /// A value, and whether it stood in quotes.
    fn value(&mut self) -> Result<(String, bool), ParseError> {
        if let Some(text) = self.scanner.quoted() {
            return Ok((text?, true));
        }
        self.scanner.place();
        let word = self.scanner.word(is_value_character);
        if word.is_empty() {
            return Err(self.expected(Expected::Value));
        }
        Ok((word.to_owned(), false))
    }

    fn expected(&mut self, what: Expected) -> ParseError {
        let at = self.scanner.place();
        let len = self.scanner.rest().chars().next().map_or(0, char::len_utf8);
        self.scanner.error(at..at + len, ParseErrorKind::Expected(what))
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic())
}

/// The column of `requestParameters` says only whether there are any: what is in them is looked for in the record.
fn test(field: Field, op: Op) -> Filter {
    let is_state = match &op {
        Op::Exists => true,
        Op::OneOf(values) => values.iter().all(|value| {
            value
                .as_text()
                .is_none_or(|text| matches!(text, "" | "{}" | "{…}"))
        }),
        _ => false,
    };
    if field == Field::Column(Column::RequestParameters) && !is_state {
        let path = RecordPath::new([Column::RequestParameters.key()]);
        return Filter::Test(Test {
            field: Field::Record(path),
            op,
        });
    }
    Filter::Test(Test { field, op })
}

/// Equality; an unquoted network under an address is what lies in it.
fn value_test(field: Field, value: String, is_quoted: bool) -> Filter {
    let network = (field == Field::Column(Column::SourceIp) && !is_quoted && value.contains('/'))
        .then(|| value.parse::<IpNet>().ok())
        .flatten();
    match network {
        Some(network) => test(field, Op::InNetwork(network)),
        None => test(field, Op::OneOf(vec![Cell::text(value)])),
    }
}

/// A state of a cell by its word.
fn state(scanner: &mut Scanner<'_>) -> Option<Cell> {
    [
        ("absent", Cell::Absent),
        ("null", Cell::Null),
        ("empty", Cell::text("")),
        ("unexported", Cell::NotInExport),
    ]
    .into_iter()
    .find(|(word, _)| scanner.take_keyword(word))
    .map(|(_, cell)| cell)
}

/// `field exists`, `field absent` …
fn state_test(scanner: &mut Scanner<'_>, field: &Field) -> Option<Filter> {
    if scanner.take_keyword("exists") {
        return Some(test(field.clone(), Op::Exists));
    }
    state(scanner).map(|cell| test(field.clone(), Op::OneOf(vec![cell])))
}

fn one_or(mut parts: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        join(parts)
    }
}
