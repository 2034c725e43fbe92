use super::{HISTORY, read};
use crate::trail::csv::{
    CsvReader,
    rows::{Rows, Step},
};
use proptest::prelude::*;
use std::io::{self, Read};

/// Gives one byte at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let len = room.len().min(1);
        self.0.read(&mut room[..len])
    }
}

type Cells = Vec<Vec<u8>>;

fn walk(content: &[u8], max_row: Option<usize>) -> (Vec<(usize, usize, Cells)>, Vec<Step>) {
    let mut rows = Rows::new(Drops(content), Vec::new(), b',', max_row);
    let (mut all, mut odd) = (Vec::new(), Vec::new());
    loop {
        match rows.step().expect("no input error") {
            Step::End => return (all, odd),
            Step::Row { at, len, .. } => {
                let cells = (0..rows.cells().count()).map(|index| rows.cells().get(index).to_vec());
                all.push((usize::try_from(at).expect("small"), len, cells.collect()));
            }
            other => odd.push(other),
        }
    }
}

fn oracle(content: &[u8]) -> Vec<Cells> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(content);
    reader
        .byte_records()
        .map(|row| row.expect("a row").iter().map(<[u8]>::to_vec).collect())
        .collect()
}

/// Bytes of which CSV is made, so that most of its turns are met.
fn csv_like() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop::sample::select(b"\"\"\"\n\n\r,,,;aE+1{} \0\xff".to_vec());
    prop::collection::vec(byte, 0..200)
}

/// The place of each text column of the Event history in a record.
const PATHS: [(usize, &str); 13] = [
    (0, "/userIdentity/userName"),
    (1, "/userIdentity/accessKeyId"),
    (2, "/eventTime"),
    (3, "/eventSource"),
    (4, "/eventName"),
    (5, "/awsRegion"),
    (6, "/sourceIPAddress"),
    (7, "/userAgent"),
    (8, "/errorCode"),
    (10, "/requestID"),
    (11, "/eventID"),
    (13, "/eventType"),
    (14, "/recipientAccountId"),
];

proptest! {
    #[test]
    fn a_written_event_history_reads_back_cell_by_cell_and_its_ranges_are_its_rows(
        table in prop::collection::vec(prop::collection::vec("(?s).{0,12}", 16), 0..8),
        terminator in prop::sample::select(vec![
            csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r'),
        ]),
    ) {
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        writer.write_record(HISTORY.split(',')).expect("written");
        for row in &table {
            let named = row.iter().enumerate().map(|(index, cell)| {
                if index == 4 { format!("N{cell}") } else { cell.clone() }
            });
            writer.write_record(named).expect("written");
        }
        let content = writer.into_inner().expect("written");
        let (kept, problems) = read(&content).expect("a header we know");
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(kept.len(), table.len());
        let mut end = HISTORY.len();
        for (kept, row) in kept.iter().zip(&table) {
            let json = kept.json();
            for (column, path) in PATHS {
                let wanted = if column == 4 { format!("N{}", row[4]) } else { row[column].clone() };
                let found = json.pointer(path).map_or("", |value| value.as_str().expect("text"));
                prop_assert_eq!(found, wanted);
            }
            let at = usize::try_from(kept.at).expect("small");
            prop_assert!(content[end..at].iter().all(|byte| b"\r\n".contains(byte)));
            end = at + kept.len;
            let again = oracle(&content[at..end]);
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!(again[0].len(), 16);
        }
        prop_assert!(content[end..].iter().all(|byte| b"\r\n".contains(byte)));
    }

    #[test]
    fn rows_are_those_of_the_csv_crate_up_to_an_open_quote(content in csv_like()) {
        let (rows, odd) = walk(&content, None);
        let wanted = oracle(&content);
        let until = match odd.first() {
            None => u64::MAX,
            Some(Step::OpenQuote { at }) => *at,
            other => panic!("{other:?}"),
        };
        let before = rows.into_iter().take_while(|row| (row.0 as u64) < until);
        let cells: Vec<_> = before.map(|(_, _, cells)| cells).collect();
        let is_alike = if odd.is_empty() {
            cells == wanted
        } else {
            wanted.starts_with(&cells) && cells != wanted
        };
        prop_assert!(is_alike);
    }

    #[test]
    fn each_range_gives_its_row_again_and_each_byte_is_accounted_for(
        content in csv_like(),
        max_row in prop::option::of(0_usize..30),
    ) {
        let (rows, odd) = walk(&content, max_row);
        let mut end = 0;
        for (at, len, cells) in &rows {
            prop_assert!(*at >= end);
            let between = &content[end..*at];
            let has_odd = odd.iter().any(|step| match step {
                Step::OpenQuote { at: odd } | Step::TooLarge { at: odd } => (end as u64..*at as u64).contains(odd),
                _ => false,
            });
            prop_assert!(has_odd || between.iter().all(|byte| b"\r\n".contains(byte)));
            end = at + len;
            // The oracle drops a byte order mark and empty lines, which no row begins with.
            prop_assert_eq!(&oracle(&content[*at..end]), &vec![cells.clone()]);
        }
    }

    #[test]
    fn no_bytes_behind_a_header_end_the_reader(content in csv_like(), noise in prop::collection::vec(any::<u8>(), 0..300)) {
        for header in [HISTORY, "eventname,eventsource,useridentity,eventjson", "@message", "\"eventname\",\"eventsource\",\"arn\""] {
            for bytes in [&content, &noise] {
                let whole = [header.as_bytes(), b"\n", bytes].concat();
                let _ = read(&whole).expect("a header we know");
            }
        }
        let _ = read(&noise);
        let opened = CsvReader::open(Drops(&noise)).expect("no input error");
        prop_assert!(opened.is_none());
    }
}
