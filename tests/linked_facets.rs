//! Page and engine together, through a thousand random states: the count beside a value is the number of calls that a
//! click on it shows, and the values offered while typing are counted alike.

use medtrail::{
    base::FileId,
    engine::Engine,
    protocol::{
        Scope,
        engine::{FileEntry, FromEngine},
        reader::{Delivery, Found, ReadFile},
    },
    reader::{Outbox, Reader},
    sample::{Plan, sample_files},
    state::{Action, AppState, Cell, Column, Effect, FacetList, QueryAction, SuggestAction, reduce},
};
use std::collections::VecDeque;

const KEY: (u64, u64) = (21, 22);

#[derive(Default)]
struct Tray {
    deliveries: Vec<(Delivery, Vec<u8>)>,
    found: Vec<(Found, Vec<u8>)>,
}

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.deliveries.push((delivery, rows));
    }
    fn found(&mut self, found: Found, marks: Vec<u8>) {
        self.found.push((found, marks));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// The page's state, the engine, and readers that do at once what they are told.
struct Page {
    state: AppState,
    engine: Engine,
    files: Vec<Vec<u8>>,
}

impl Page {
    fn open(plan: &Plan) -> Self {
        let files: Vec<_> = sample_files(plan).into_iter().map(|file| file.bytes).collect();
        let entry = |(at, bytes): (usize, &Vec<u8>)| FileEntry {
            file: FileId(at as u32),
            path: format!("{at}.json.gz").into(),
            size: bytes.len() as u64,
        };
        let entries = files.iter().enumerate().map(entry).collect();
        let mut page = Self {
            state: AppState::default(),
            engine: Engine::new(KEY),
            files,
        };
        page.act(Action::FilesFound(entries));
        page.act(Action::ListingDone { num_unreadable: 0 });
        page.act(Action::ReadingDone);
        page
    }

    fn act(&mut self, action: Action) {
        let mut actions = VecDeque::from([action]);
        while let Some(action) = actions.pop_front() {
            let change = reduce(&self.state, action);
            if let Some(state) = change.state {
                self.state = state;
            }
            for effect in change.effects {
                let mut said = Vec::new();
                self.run(effect, &mut said);
                actions.extend(said.into_iter().map(Action::EngineSaid));
            }
        }
    }

    fn run(&mut self, effect: Effect, said: &mut Vec<FromEngine>) {
        let mut send = |message, _| said.push(message);
        match effect {
            Effect::TellEngine(message) => {
                self.engine.handle(message, &mut send);
                self.engine.tell_news(&mut send);
            }
            Effect::Read { files, .. } => {
                let tray = self.read(&files, None);
                for (delivery, rows) in tray.deliveries {
                    self.engine.deliver(delivery, &rows).expect("a batch");
                }
                self.engine.tell_news(&mut send);
            }
            Effect::Search { order, .. } => {
                let tray = self.read(&order.files, Some(&order));
                for (found, marks) in tray.found {
                    self.engine.take_found(&found, &marks);
                }
                self.engine.tell_news(&mut send);
            }
            _ => {}
        }
    }

    fn read(&self, files: &[FileId], order: Option<&medtrail::protocol::search::SearchOrder>) -> Tray {
        let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
        reader.set_scope(Scope::default());
        if let Some(order) = order {
            reader.begin_search(order.search, &order.tests);
        }
        for file in files {
            let bytes = &self.files[file.index()];
            let file = ReadFile {
                file: *file,
                attempt: 0,
                size: bytes.len() as u64,
            };
            reader.read_file(&file, std::io::Cursor::new(bytes), Some(bytes), &mut tray);
        }
        reader.flush(&mut tray);
        tray
    }

    fn query(&mut self, wish: QueryAction) {
        self.act(Action::Query(wish));
        assert!(!self.state.asking.is_pending() && !self.state.is_partial());
    }

    fn num_matching(&self) -> u32 {
        self.state.counts.expect("an answer").num_matching
    }
}

/// Numbers without a pattern, the same in every run (an xorshift of Marsaglia's).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn value(&mut self, page: &Page) -> Option<(Column, Cell, u32)> {
        let open: Vec<&FacetList> = page
            .state
            .facets
            .iter()
            .filter(|facet| !facet.values.is_empty())
            .collect();
        let facet = open.get(self.below(open.len()))?;
        let value = &facet.values[self.below(facet.values.len())];
        Some((facet.column, value.cell.clone(), value.count))
    }
}

const TYPED: [&str; 10] = [
    "Detect",
    "ip in 10.0.0.0/8",
    "region : us",
    "not caller : a",
    "error exists or mfa absent",
    "operation ~ /^(Detect|Infer)/",
    "region != us-east-1",
    "record : \"batch=\"",
    "not requestParameters.languageCode = en",
    "responseElements.jobId exists or operation = DetectPHI",
];

#[test]
fn a_facets_count_is_the_rows_after_its_click_in_a_thousand_states() {
    let mut page = Page::open(&Plan::plain(81, 20, 40));
    let num_rows = page.num_matching();
    assert!(num_rows > 300, "{num_rows}");
    let mut dice = Dice(88_172_645_463_325_252);
    let (mut num_filtered, mut num_zero) = (0, 0);
    for state in 0..1000 {
        if page.state.asking.query.tokens.len() > 3 || page.num_matching() == 0 {
            page.query(QueryAction::ClearFilters);
        }
        match (dice.below(6), dice.value(&page)) {
            (0, Some((column, cell, _))) => page.query(QueryAction::ToggleValue(column, cell)),
            (1, Some((column, cell, _))) => page.query(QueryAction::ExcludeValue(column, cell)),
            (2, Some((column, cell, _))) => {
                page.query(QueryAction::FilterBy(column, cell, dice.below(2) == 0));
            }
            (3, _) if !page.state.asking.query.tokens.is_empty() => {
                let token = dice.below(page.state.asking.query.tokens.len());
                page.query(if dice.below(2) == 0 {
                    QueryAction::SwitchToken(token)
                } else {
                    QueryAction::NegateToken(token)
                });
            }
            _ => page.query(QueryAction::Commit(TYPED[dice.below(TYPED.len())].into())),
        }
        num_filtered += u32::from(page.num_matching() < num_rows);
        let Some((column, cell, count)) = dice.value(&page) else {
            continue;
        };
        let tokens = page.state.asking.query.clone();
        if page.state.asking.chosen(column) == [cell.clone()] {
            continue;
        }
        page.query(QueryAction::OnlyValue(column, cell.clone()));
        assert_eq!(
            page.num_matching(),
            count,
            "state {state}: {column:?} {cell:?} under {tokens:?}"
        );
        num_zero += u32::from(count == 0);
        page.query(QueryAction::Undo);
    }
    assert!(num_filtered > 500 && num_zero < 300, "{num_filtered} {num_zero}");
}

#[test]
fn values_that_are_offered_are_counted_under_the_other_filters() {
    let mut page = Page::open(&Plan::plain(82, 10, 40));
    page.query(QueryAction::Commit(
        "operation ^ Detect and region = us-east-1".into(),
    ));
    for (column, text) in [
        (Column::Region, "us"),
        (Column::Region, "WEST"),
        (Column::Caller, "a"),
        (Column::Operation, ""),
    ] {
        page.act(Action::Suggest(SuggestAction::Values(column, text.into())));
        let offered: Vec<(String, u32)> = page
            .state
            .suggesting
            .texts(column)
            .map(|(text, count)| (text.to_owned(), count))
            .collect();
        assert!(!offered.is_empty() && offered.len() <= 24, "{text}");
        assert!(offered.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        for (value, count) in offered {
            assert!(value.to_lowercase().contains(&text.to_lowercase()));
            let cell = Cell::text(value.as_str());
            if page.state.asking.chosen(column) == [cell.clone()] {
                assert_eq!(page.num_matching(), count, "{value}");
                continue;
            }
            page.query(QueryAction::OnlyValue(column, cell));
            assert_eq!(page.num_matching(), count, "{value}");
            page.query(QueryAction::Undo);
        }
    }
    // The list follows the table, and goes with the box.
    page.act(Action::Suggest(SuggestAction::Values(Column::Region, "".into())));
    let before: u32 = page
        .state
        .suggesting
        .texts(Column::Region)
        .map(|(_, count)| count)
        .sum();
    page.query(QueryAction::Commit("caller : a".into()));
    let after: u32 = page
        .state
        .suggesting
        .texts(Column::Region)
        .map(|(_, count)| count)
        .sum();
    assert!(after < before, "{after} of {before}");
    page.act(Action::Suggest(SuggestAction::Close));
    assert_eq!(page.state.suggesting.texts(Column::Region).count(), 0);
    // Ids have too many values to offer.
    page.act(Action::Suggest(SuggestAction::Values(Column::EventId, "".into())));
    assert_eq!(page.state.suggesting.wanted, None);
}
