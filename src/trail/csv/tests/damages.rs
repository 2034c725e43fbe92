use super::{HISTORY, read};
use crate::{
    base::ProblemKind::{self, RecordTooLarge, RowCells, RowNoRecord, RowQuote},
    source::limits::MAX_RECORD_BYTES,
};

/// A header of three columns, 30 bytes with its line end.
const HEADER: &[u8] = b"eventname,eventsource,eventid\n";

struct Case {
    what: &'static str,
    /// What follows the header.
    body: &'static [u8],
    kept: usize,
    /// Each malformed row with the byte of the body it begins at.
    malformed: &'static [(ProblemKind, u64)],
    /// Data rows with something in them, as Python's `csv.reader` counts them (3.11, `newline=""`).
    python: usize,
    /// Lines that Python takes into a damaged row, and that are rows of their own here.
    reread: usize,
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { what: "header only", body: b"", kept: 0, malformed: &[], python: 0, reread: 0 },
    Case { what: "LF", body: b"a,s,1\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "CRLF", body: b"a,s,1\r\nb,s,2\r\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "CR", body: b"a,s,1\rb,s,2\r", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "mixed line ends", body: b"a,s,1\rb,s,2\r\nc,s,3\n\rd,s,4", kept: 4, malformed: &[], python: 4, reread: 0 },
    Case { what: "no final line end", body: b"a,s,1\nb,s,2", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "empty lines", body: b"\n\na,s,1\n\r\n\nb,s,2\n\n\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "rows of empty cells", body: b",,\na,s,1\n,,,,\n\"\",,\n  \n", kept: 1, malformed: &[], python: 1, reread: 0 },
    Case { what: "line end within quotes", body: b"\"a\r\n,b\",s,1\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "doubled quotes", body: b"\"a\"\"b\",s,1\n", kept: 1, malformed: &[], python: 1, reread: 0 },
    Case { what: "text behind a closing quote", body: b"\"a\"b,s,1\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "a quote within a cell", body: b"a\"b,s,1\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "a cell missing", body: b"a,s,1\nb,s\nc,s,3\n", kept: 2, malformed: &[(RowCells, 6)], python: 3, reread: 0 },
    Case { what: "the last row cut", body: b"a,s,1\nb,", kept: 1, malformed: &[(RowCells, 6)], python: 2, reread: 0 },
    Case { what: "a cell too many", body: b"a,s,1,x\nb,s,2\n", kept: 1, malformed: &[(RowCells, 0)], python: 2, reread: 0 },
    Case { what: "empty cells too many", body: b"a,s,1,,\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "a quote open to the end", body: b"a,s,1\n\"b,s,2\nc,s,3\nd,s,4\n", kept: 3, malformed: &[(RowQuote, 6)], python: 2, reread: 2 },
    Case { what: "a quote open in the last row", body: b"a,s,1\n\"b,s,2", kept: 1, malformed: &[(RowQuote, 6)], python: 2, reread: 0 },
    Case { what: "a quote closed rows later", body: b"\"a,s,1\nb,s,2\nc,\"s\",3\nd,s,4\n", kept: 3, malformed: &[(RowQuote, 0)], python: 2, reread: 2 },
    Case { what: "two open quotes", body: b"a,s,1\n\"b,s,2\nc,s,3\n\"d,s,4\n", kept: 2, malformed: &[(RowQuote, 6), (RowQuote, 19)], python: 2, reread: 2 },
    Case { what: "NUL", body: b"a\0,s,1\n\0\0\0,\0,\0\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "invalid UTF-8", body: b"a\xff\xc3,s,1\nb,s,2\n", kept: 2, malformed: &[], python: 2, reread: 0 },
    Case { what: "a byte order mark within", body: b"\xef\xbb\xbfa,s,1\n", kept: 1, malformed: &[], python: 1, reread: 0 },
    Case { what: "the header again", body: b"a,s,1\neventname,eventsource,eventid\nb,s,2\n", kept: 3, malformed: &[], python: 3, reread: 0 },
    Case { what: "text behind the table", body: b"a,s,1\n\nExported by a tool\n", kept: 1, malformed: &[(RowCells, 7)], python: 2, reread: 0 },
    Case { what: "a lone quote", body: b"\"", kept: 0, malformed: &[(RowQuote, 0)], python: 0, reread: 1 },
];

#[test]
fn each_damage_costs_the_row_it_strikes() {
    for case in CASES {
        let content = [HEADER, case.body].concat();
        let (kept, problems) = read(&content).expect("a header we know");
        let malformed: Vec<_> = problems
            .iter()
            .map(|problem| {
                (
                    problem.kind,
                    problem.offset.expect("a place") - HEADER.len() as u64,
                )
            })
            .collect();
        assert_eq!(
            (kept.len(), malformed.as_slice()),
            (case.kept, case.malformed),
            "{}",
            case.what
        );
        assert_eq!(
            kept.len() + malformed.len(),
            case.python + case.reread,
            "{}",
            case.what
        );
    }
}

#[test]
fn odd_bytes_stay_in_the_record() {
    let (kept, _) = read(b"eventname,eventsource\na\0\x1f\xff\\,s\n").expect("a header we know");
    assert_eq!(
        kept[0].record,
        b"{\"eventName\":\"a\\u0000\\u001f\xff\\\\\",\"eventSource\":\"s\"}"
    );
}

#[test]
fn a_history_row_may_end_early_only_by_what_many_records_lack() {
    let head = format!("{HISTORY}\n");
    let row = "a,k,2026-08-01T09:00:00Z,s,N,r,ip,ua,,[],q,e,true,t,111122223333";
    let shorter = row.rsplit_once(',').expect("cells").0;
    for (body, kept) in [
        (format!("{row}\n"), 1),
        (format!("{row},\n"), 1),
        (row.to_owned(), 0),
        (format!("{shorter}\n"), 0),
    ] {
        let (rows, problems) = read(format!("{head}{body}").as_bytes()).expect("a header we know");
        assert_eq!((rows.len(), problems.len()), (kept, 1 - kept), "{body}");
    }
}

#[test]
fn a_row_without_a_record_is_left_out() {
    let body = "@timestamp,@message\nt,START RequestId: 1\nt,\"{\"\"eventName\"\":\"\"N\"\"}\"\nt,\n";
    let (kept, problems) = read(body.as_bytes()).expect("a header we know");
    let places: Vec<_> = problems
        .iter()
        .map(|problem| (problem.kind, problem.offset))
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(places, [(RowNoRecord, Some(20)), (RowNoRecord, Some(67))]);
}

#[test]
fn a_row_over_the_limit_costs_itself_and_an_open_quote_not_more_than_its_line() {
    let long = vec![b'x'; MAX_RECORD_BYTES];
    let over = [HEADER, b"a,s,1\n", &long, b",s,2\nc,s,3\n"].concat();
    let (kept, problems) = read(&over).expect("a header we know");
    assert_eq!((kept.len(), problems.len()), (2, 1));
    assert_eq!((problems[0].kind, problems[0].offset), (RecordTooLarge, Some(36)));

    let open = [HEADER, b"a,s,1\n\"b,s,2\nc,s,3\n", &long, b"\nd,s,4\n"].concat();
    let (kept, problems) = read(&open).expect("a header we know");
    let kinds: Vec<_> = problems
        .iter()
        .map(|problem| (problem.kind, problem.offset))
        .collect();
    assert_eq!(kept.len(), 3);
    assert_eq!(kinds, [(RowQuote, Some(36)), (RowCells, Some(49))]);
}

#[test]
fn lines_that_all_open_a_quote_end_the_reading_and_not_the_program() {
    // From any state such a line leads into quotes, so that every row would reach to the end.
    let line = b"x\",\"\n";
    let body = line.repeat(200_000);
    let (kept, problems) = read(&[HEADER, b"a,s,1\n", &body].concat()).expect("a header we know");
    assert_eq!(kept.len(), 1);
    assert_eq!(
        problems.last().map(|problem| problem.kind),
        Some(ProblemKind::GaveUp)
    );
}
