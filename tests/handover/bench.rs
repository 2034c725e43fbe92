//! Engine and readers without threads, and the page's part of an export.

use super::support::KEY;
use medtrail::{
    base::FileId,
    engine::Engine,
    protocol::{
        Scope,
        engine::{Answer, FileEntry, FromEngine, ToEngine},
        export::{
            ExportPart, ExportWish, Preparation, RecordFormat, RecordsPart, ToExport, Wanted, WhichRows,
        },
        hiding::{Hidden, HideWish},
        reader::{Delivery, ReadFile},
        review::{ReportFormat, ReportWish},
    },
    query::{FacetsWish, Query, RowsWish, Token, language},
    reader::{Outbox, Reader, RecordExport},
    store::Column,
    trail::value_hash::ValueHasher,
};
use std::io::Cursor;

#[derive(Default)]
struct Deliveries(Vec<(Delivery, Vec<u8>)>);

impl Outbox for Deliveries {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.0.push((delivery, rows));
    }

    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// Files that were read.
pub struct Bench {
    pub engine: Engine,
    pub files: Vec<Vec<u8>>,
    request: u32,
}

/// A file that was saved.
#[derive(Debug, Default)]
pub struct Saved {
    pub bytes: Vec<u8>,
    pub num_all: u64,
    pub num_parts: usize,
    /// Sums of what the parts said.
    pub sums: RecordsPart,
}

impl Bench {
    /// Reads files, all services.
    pub fn new(files: Vec<(&str, Vec<u8>)>) -> Self {
        let entry = |(index, (path, bytes)): (usize, &(&str, Vec<u8>))| FileEntry {
            file: FileId(index as u32),
            path: (*path).into(),
            size: bytes.len() as u64,
        };
        let entries = files.iter().enumerate().map(entry).collect();
        let mut bench = Self {
            engine: Engine::new(KEY),
            files: files.into_iter().map(|(_, bytes)| bytes).collect(),
            request: 0,
        };
        bench.tell(ToEngine::Expect { files: entries });
        let mut reader = Reader::new(KEY);
        reader.set_scope(Scope::AllServices);
        let mut out = Deliveries::default();
        for (index, bytes) in bench.files.iter().enumerate() {
            let file = ReadFile {
                file: FileId(index as u32),
                attempt: 0,
                size: bytes.len() as u64,
            };
            reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut out);
        }
        reader.flush(&mut out);
        for (delivery, rows) in out.0 {
            bench.engine.deliver(delivery, &rows).expect("a batch");
        }
        bench.ask("");
        bench
    }

    /// Sends a message; what came back.
    pub fn tell(&mut self, message: ToEngine) -> Vec<(FromEngine, Vec<u8>)> {
        let mut said = Vec::new();
        self.engine.handle(message, &mut |message, bytes| {
            said.push((message, bytes.unwrap_or_default()));
        });
        said
    }

    /// Asks with a filter as text; empty for none.
    pub fn ask(&mut self, filter: &str) -> Answer {
        let tokens = match filter {
            "" => Vec::new(),
            filter => vec![token(filter)],
        };
        self.ask_tokens(tokens)
    }

    pub fn ask_tokens(&mut self, tokens: Vec<Token>) -> Answer {
        let ask = ToEngine::Ask {
            generation: 1,
            query: Query {
                tokens,
                ..Query::default()
            },
            rows: RowsWish {
                first: 0,
                len: 1000,
                columns: Column::ALL.into(),
            },
            facets: FacetsWish {
                columns: [Column::Caller, Column::SourceIp, Column::AccountId].into(),
                limit: 100,
            },
            offsets: Default::default(),
        };
        match self.tell(ask).remove(0).0 {
            FromEngine::Answer(answer) => answer,
            other => panic!("{other:?}"),
        }
    }

    /// Switches pseudonyms.
    pub fn hide(&mut self, wish: Option<HideWish>, tokens: Vec<Token>) -> Hidden {
        match self.tell(ToEngine::Hide { wish, tokens }).remove(0).0 {
            FromEngine::Hidden(hidden) => hidden,
            other => panic!("{other:?}"),
        }
    }

    /// Exports as the page does, part after part.
    pub fn save(&mut self, wish: ExportWish) -> Saved {
        self.request += 1;
        let request = self.request;
        let hasher = ValueHasher::new(KEY);
        let mut saved = Saved::default();
        let mut records = None;
        let mut ask = ToExport::Begin(wish);
        loop {
            let mut said = self.tell(ToEngine::Export { request, ask });
            let (FromEngine::Export { request: own, part }, bytes) = said.remove(0) else {
                panic!("{said:?}")
            };
            assert_eq!(own, request);
            let mut take = |part: RecordsPart, bytes: Vec<u8>| {
                saved.num_parts += 1;
                saved.bytes.extend(bytes);
                saved.sums.num_records += part.num_records;
                saved.sums.num_lossy += part.num_lossy;
                saved.sums.num_missing += part.num_missing;
                saved.sums.num_found += part.num_found;
                saved.sums.is_last |= part.is_last;
            };
            match part {
                ExportPart::Begun {
                    num_rows,
                    num_found,
                    records: plan,
                } => {
                    saved.num_all = num_rows;
                    saved.sums.num_found += num_found;
                    records = plan.map(|plan| {
                        let preparation: Preparation = serde_json::from_slice(&bytes).expect("JSON");
                        RecordExport::new(plan, preparation)
                    });
                }
                ExportPart::Table {
                    num_rows,
                    num_found,
                    is_last,
                } => {
                    let sums = RecordsPart {
                        num_records: num_rows,
                        num_found,
                        ..RecordsPart::default()
                    };
                    take(sums, bytes);
                    if is_last {
                        return saved;
                    }
                }
                ExportPart::Records { files, is_last } => {
                    let mut export = records.take().expect("a plan");
                    let wanted = Wanted::read_all(&bytes);
                    assert_eq!(
                        wanted.len(),
                        files.iter().map(|(_, num)| *num as usize).sum::<usize>()
                    );
                    let mut rest = wanted.as_slice();
                    for (file, num) in files {
                        let (own, others) = rest.split_at(num as usize);
                        rest = others;
                        let input = Cursor::new(&self.files[file.index()]);
                        export.read(Some(input), own, &hasher, &mut take);
                    }
                    if is_last {
                        export.end(&mut take);
                        return saved;
                    }
                    export.batch_done(&mut take);
                    records = Some(export);
                }
            }
            ask = ToExport::Part;
        }
    }
}

/// Records of these calls in this form; a bundle with a report.
pub fn records(rows: WhichRows, format: RecordFormat) -> ExportWish {
    let report = (format == RecordFormat::Bundle).then(|| Box::new(report(ReportFormat::Html)));
    ExportWish::Records { rows, format, report }
}

/// A report as the page asks for it.
pub fn report(format: ReportFormat) -> ReportWish {
    ReportWish {
        format,
        checks: Default::default(),
        filters: Vec::new(),
        made_at: "2026-11-01 12:00 UTC".to_owned(),
        labels: Vec::new(),
    }
}

/// A filter in force.
pub fn token(filter: &str) -> Token {
    Token {
        filter: language::parse(filter).expect(filter),
        is_on: true,
    }
}
