//! The only way the state changes.

use super::{
    Action, AppState, ChosenRows, Counts, Effect, Failure, FilesAction, Notice, NoticeKind, Phase, Reading,
    Rows, Suggesting, Tab, chosen, comparing, elsewhere, export, facets, file_lines, grid, groups, hiding,
    integrity, nearby, notice, periods, query_change, reading, review, search, selection, share, suggest,
    view, zone,
};
use crate::{
    base::Shared,
    protocol::{
        self, Scope,
        engine::{Answer, FileEntry, FromEngine, MemoryUse, StopCause, ToEngine, Window},
        search::SearchStatus,
    },
};
use std::rc::Rc;

/// What an action leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The next state; `None` when there is nothing new to draw.
    pub state: Option<AppState>,
    /// What to do outside, in this order.
    pub effects: Vec<Effect>,
}

/// The next state and what to do outside.
pub fn reduce(state: &AppState, action: Action) -> Change {
    let mut next = state.clone();
    let mut effects = Vec::new();
    apply(&mut next, action, &mut effects);
    review::catch_up(&mut next, &mut effects);
    share::follow(state, &mut next, &mut effects);
    Change {
        state: (next != *state).then_some(next),
        effects,
    }
}

fn apply(state: &mut AppState, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::FilesFound(entries) => files_found(state, entries, effects),
        Action::ListingDone { num_unreadable } => listing_done(state, num_unreadable),
        Action::EngineSaid(said) => engine_said(state, said, effects),
        Action::Progressed { bytes, now_millis } => {
            if let Phase::Reading(reading) = &mut state.phase {
                reading.advance(bytes, now_millis);
            }
        }
        Action::ReadingDone => {
            if let Phase::Reading(reading) = &mut state.phase {
                reading.is_drained = true;
                finish_when_over(state);
            }
        }
        Action::ReaderEnded { file, is_retried } => {
            let path = file.and_then(|file| state.shelf.path(file));
            state.notify(NoticeKind::ReaderEnded { path, is_retried });
        }
        Action::EngineEnded => fail(state, Failure::EngineEnded, effects),
        Action::RecordRead { request, bytes } => selection::take_record(state, request, bytes),
        Action::Files(wish) => files(state, wish, effects),
        Action::Query(wish) => query_change::change(state, wish, effects),
        Action::Search(wish) => search::change(wish, effects),
        Action::Suggest(wish) => suggest::change(state, wish, effects),
        Action::Rows(wish) => grid::rows(state, wish, effects),
        Action::Groups(wish) => groups::change(state, wish, effects),
        Action::Integrity(wish) => integrity::change(state, wish, effects),
        Action::Columns(wish) => grid::columns(state, wish, effects),
        Action::Chosen(wish) => chosen::change(state, wish, effects),
        Action::Compare(wish) => comparing::change(state, &wish, effects),
        Action::Periods(wish) => periods::change(state, wish, effects),
        Action::Exported { request, part } => export::take_records(state, request, part, effects),
        Action::ExportLost => export::lose(state, effects),
        Action::Export(wish) => export::change(state, wish, effects),
        Action::Hiding(wish) => hiding::change(state, wish, effects),
        Action::Elsewhere(wish) => elsewhere::change(state, wish, effects),
        Action::Detail(wish) => selection::detail(state, wish, effects),
        Action::View(wish) => view::change(state, wish, effects),
        Action::Review(wish) => review::change(state, wish, effects),
        Action::Share(wish) => share::change(state, wish, effects),
        Action::Zone(action) => zone::change(state, action, effects),
    }
}

fn files_found(state: &mut AppState, entries: Vec<FileEntry>, effects: &mut Vec<Effect>) {
    if entries.is_empty() {
        return;
    }
    state.shelf.add(&entries);
    state.add_listed(entries.len());
    integrity::files_found(state, &entries, effects);
    state.notices = notice::without(&state.notices, |notice| notice.kind != NoticeKind::NothingFound);
    if matches!(state.phase, Phase::Failed(_)) {
        // Shelved for "Read again"; without an engine there is nobody to count them.
        return;
    }
    if state.is_listing_stopped || state.is_memory_full() {
        // Cancelled while the browser was still listing, or no room: the rest is counted, not read.
        let cause = if state.is_memory_full() {
            StopCause::Memory
        } else {
            StopCause::Person
        };
        effects.push(Effect::TellEngine(ToEngine::Expect { files: entries }));
        effects.push(Effect::TellEngine(ToEngine::Stopped(cause)));
        if cause == StopCause::Memory {
            reading::notify_stop(state, cause);
        }
        return;
    }
    let is_first = matches!(state.phase, Phase::Empty);
    let mut reading = match state.phase {
        Phase::Reading(reading) => reading,
        _ => Reading::default(),
    };
    reading.bytes_total += entries.iter().map(|entry| entry.size).sum::<u64>();
    reading.is_listing = true;
    reading.is_drained = false;
    state.phase = Phase::Reading(reading);
    let files = entries.iter().map(|entry| entry.file).collect();
    effects.push(Effect::TellEngine(ToEngine::Expect { files: entries }));
    effects.push(Effect::Read {
        files,
        scope: state.scope,
        attempt: state.attempt,
    });
    if is_first {
        effects.push(Effect::AskBeforeLeaving(true));
        if !state.view.is_tab_chosen {
            view::show_tab(state, Tab::Summary, effects);
        }
        query_change::ask(state, effects);
    }
}

fn listing_done(state: &mut AppState, num_unreadable: u32) {
    if num_unreadable > 0 {
        state.notify(NoticeKind::UnreadableEntries(num_unreadable));
    } else if state.take_num_listed() == 0 {
        state.notify(NoticeKind::NothingFound);
    }
    state.take_num_listed();
    state.is_listing_stopped = false;
    if let Phase::Reading(reading) = &mut state.phase {
        reading.is_listing = false;
        finish_when_over(state);
    }
}

fn finish_when_over(state: &mut AppState) {
    if matches!(state.phase, Phase::Reading(reading) if reading.is_over()) {
        state.phase = Phase::Ready;
    }
}

fn engine_said(state: &mut AppState, said: FromEngine, effects: &mut Vec<Effect>) {
    if let FromEngine::Ready { version } = said {
        if version != protocol::VERSION {
            fail(state, Failure::OtherVersion, effects);
        }
        return;
    }
    // After "Clear everything" or a loss nothing that is still under way counts.
    if matches!(state.phase, Phase::Empty | Phase::Failed(_)) {
        return;
    }
    match said {
        FromEngine::Ready { .. } | FromEngine::LedgerJson | FromEngine::ReportFile(_) => {}
        FromEngine::Report(document) => state.review.report = Some(document),
        FromEngine::Ledger(summary) => {
            state.ledger = Shared::new(summary);
            file_lines::ledger_changed(state, effects);
            zone::span_changed(state, effects);
        }
        FromEngine::Memory(memory) => {
            state.memory = memory;
            if state.is_memory_full() {
                reading::stop(state, StopCause::Memory, effects);
            }
        }
        FromEngine::Grown { .. } if state.asking.is_pending() => state.asking.is_outdated = true,
        FromEngine::Grown { .. } => query_change::ask(state, effects),
        FromEngine::Answer(answer) => take_answer(state, answer, effects),
        FromEngine::Search(order) => search::begin(state, order, effects),
        FromEngine::Suggested { generation, values } => suggest::take(state, generation, values),
        FromEngine::StopSearch => effects.push(Effect::StopSearch),
        FromEngine::Searched(status) if state.search.is_some() => search::take_status(state, Some(status)),
        FromEngine::Searched(_) => {}
        FromEngine::Rows { generation, window } => {
            if generation == state.rows.asked {
                take_window(state, window);
            }
        }
        FromEngine::Integrity(said) => integrity::take(state, said, effects),
        FromEngine::Review { generation, review } => review::take(state, generation, review),
        FromEngine::Export { request, part } => export::take_part(state, request, &part, effects),
        FromEngine::Hidden(hidden) => hiding::take(state, hidden, effects),
        FromEngine::Elsewhere {
            generation,
            elsewhere,
        } => elsewhere::take(state, generation, elsewhere),
        FromEngine::Groups { generation, groups } => groups::take(state, generation, groups, effects),
        FromEngine::Counted { generation, counts } => nearby::take_counts(state, generation, &counts),
        FromEngine::Novelty { generation, found } => periods::take(state, generation, found, effects),
        FromEngine::Detail { generation, detail } => {
            selection::take_detail(state, generation, detail, effects);
        }
        FromEngine::Files {
            generation,
            num_files,
            first,
            lines,
        } => {
            file_lines::take_lines(state, generation, num_files, first, &lines, effects);
        }
    }
}

fn take_answer(state: &mut AppState, answer: Answer, effects: &mut Vec<Effect>) {
    if answer.generation != state.asking.asked {
        return;
    }
    state.asking.answered = answer.generation;
    let (num_rows, num_matching) = (answer.num_rows, answer.num_matching);
    state.counts = Some(Counts {
        num_rows,
        num_matching,
        num_second: answer.num_second,
        time_span: answer.time_span,
        is_partial: answer.search.as_ref().is_some_and(SearchStatus::is_partial),
    });
    search::take_status(state, answer.search);
    state.rows.cursor = state.rows.cursor.min(num_matching.saturating_sub(1));
    // Rows that came on screen after the question was put are asked for already and will follow.
    if state.rows.asked == answer.generation {
        take_window(state, answer.window);
    }
    if state.histogram.as_deref() != answer.histogram.as_ref() {
        state.histogram = answer.histogram.map(Shared::new);
    }
    state.counted_facets = answer.facets;
    facets::relist(state);
    selection::ask_again(state, effects);
    groups::answer_changed(state, effects);
    periods::answer_changed(state, effects);
    suggest::ask(state, effects);
    review::answer_changed(state);
    elsewhere::ask(state, effects);
    if state.asking.is_outdated {
        query_change::ask(state, effects);
    }
}

fn take_window(state: &mut AppState, window: Window) {
    state.rows.first = window.first;
    state.rows.taken = state.rows.asked;
    if state.rows.columns != window.columns {
        state.rows.columns = window.columns;
    }
    let is_same = state.rows.window.len() == window.rows.len()
        && state
            .rows
            .window
            .iter()
            .zip(&window.rows)
            .all(|(old, new)| old == new);
    if !is_same {
        state.rows.window = window.rows.into();
    }
}

fn fail(state: &mut AppState, failure: Failure, effects: &mut Vec<Effect>) {
    state.phase = Phase::Failed(failure);
    state.hiding = Default::default();
    export::lose(state, effects);
    forget_answers(state);
    if failure == Failure::EngineEnded {
        effects.push(Effect::StopReading);
    }
}

/// What the engine said is true no more.
fn forget_answers(state: &mut AppState) {
    state.counts = None;
    state.selected = None;
    state.chosen = ChosenRows::default();
    state.comparing = None;
    state.periods.forget();
    state.counted_facets = Rc::new([]);
    state.histogram = None;
    state.search = None;
    state.suggesting = Suggesting::default();
    state.rows = Rows {
        wanted: (0, state.rows.wanted.1),
        num_reveals: state.rows.num_reveals + 1,
        ..Rows::default()
    };
    state.ledger = Shared::default();
    integrity::forget_answers(state);
    state.memory = MemoryUse::default();
    facets::relist(state);
}

fn files(state: &mut AppState, wish: FilesAction, effects: &mut Vec<Effect>) {
    match wish {
        FilesAction::ChooseFiles => effects.push(Effect::OpenFileDialog),
        FilesAction::ChooseFolder => effects.push(Effect::OpenFolderDialog),
        FilesAction::TrySample => {
            state.has_sample = true;
            effects.push(Effect::MakeSample);
        }
        FilesAction::Cancel => reading::stop(state, StopCause::Person, effects),
        FilesAction::ReadAgain => read_again(state, state.scope, effects),
        FilesAction::SetScope(scope) if scope != state.scope => read_again(state, scope, effects),
        FilesAction::SetScope(_) => {}
        FilesAction::Clear => {
            *state = state.cleared();
            effects.push(Effect::ClearSession);
            effects.push(Effect::AskBeforeLeaving(false));
        }
        FilesAction::SaveLedger => effects.push(Effect::TellEngine(ToEngine::SaveLedger)),
        FilesAction::Search(text) => {
            state.file_lines.search = text;
            state.file_lines.wanted.0 = 0;
            file_lines::ask(state, effects);
        }
        FilesAction::OnlyWithNotes(is_on) => {
            state.file_lines.only_with_notes = is_on;
            state.file_lines.wanted.0 = 0;
            file_lines::ask(state, effects);
        }
        FilesAction::ShowAll => {
            state.file_lines.search = Rc::default();
            state.file_lines.only_with_notes = false;
            state.file_lines.wanted.0 = 0;
            file_lines::ask(state, effects);
        }
        FilesAction::Show { first, len } => {
            if state.file_lines.wanted != (first, len) {
                state.file_lines.wanted = (first, len);
                file_lines::ask(state, effects);
            }
        }
    }
}

/// Reads every shelved file once more, as a new attempt; filters and order stay.
fn read_again(state: &mut AppState, scope: Scope, effects: &mut Vec<Effect>) {
    if state.shelf.num_files() == 0 {
        state.scope = scope;
        return;
    }
    // A worker never gives memory back: a full table is begun anew in a fresh one.
    let has_engine = !matches!(state.phase, Phase::Failed(_)) && !state.is_memory_full();
    state.scope = scope;
    state.attempt += protocol::TRIES_PER_READING;
    let attempt = state.attempt;
    forget_answers(state);
    let is_gone = |notice: &Notice| {
        !matches!(
            notice.kind,
            NoticeKind::Stopped { .. } | NoticeKind::MemoryFull { .. } | NoticeKind::ReaderEnded { .. }
        )
    };
    state.notices = notice::without(&state.notices, is_gone);
    if has_engine {
        effects.push(Effect::StopReading);
    } else {
        effects.push(Effect::RestartEngine);
    }
    effects.push(Effect::TellEngine(ToEngine::Restart { scope, attempt }));
    if !has_engine {
        let files = state.shelf.iter().cloned().collect();
        effects.push(Effect::TellEngine(ToEngine::Expect { files }));
    }
    let mut reading = Reading::of(state.shelf.num_bytes());
    reading.is_listing = matches!(state.phase, Phase::Reading(before) if before.is_listing);
    state.phase = Phase::Reading(reading);
    let files = state.shelf.iter().map(|entry| entry.file).collect();
    effects.push(Effect::Read {
        files,
        scope,
        attempt,
    });
    query_change::ask(state, effects);
    file_lines::ask(state, effects);
}
