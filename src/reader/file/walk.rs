//! The walk over a content, record by record, whoever gets its bytes.

use super::FileReading;
use crate::{
    base::{Problem, ProblemKind},
    source::{Content, Window, limits, sniff::HEAD_BYTES},
    trail::split::{Found, Holder, Splitter},
};
use std::io::BufRead;

/// How far the walk is, and what it met.
pub(in crate::reader) struct Walk {
    splitter: Splitter,
    pub(in crate::reader) walked: Walked,
}

/// What the walk over the content met.
#[derive(Default)]
pub(in crate::reader) struct Walked {
    /// The first bytes of the content.
    pub(in crate::reader) head: Vec<u8>,
    pub(super) has_list: bool,
    /// Neither JSON nor anything else but white space.
    pub(in crate::reader) is_blank: bool,
    pub(in crate::reader) is_open: bool,
    pub(in crate::reader) first_damage: Option<u64>,
    /// Looking for records was given up before the content's end.
    pub(in crate::reader) is_cut_short: bool,
}

impl Walk {
    /// Stands at the first byte of the content, which the window holds as far as it came.
    pub(in crate::reader) fn new(window: &Window) -> Self {
        Self {
            splitter: Splitter::default(),
            walked: Walked {
                head: window.bytes_from(0).iter().copied().take(HEAD_BYTES).collect(),
                ..Walked::default()
            },
        }
    }

    /// What lies before this offset is done with.
    pub(in crate::reader) fn keep_from(&self) -> u64 {
        self.splitter.keep_from()
    }
}

impl FileReading<'_> {
    /// Walks to the end of the content.
    pub(super) fn walk(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        first_room: usize,
        mut is_end: bool,
    ) -> Walked {
        let mut walk = Walk::new(window);
        let mut room = first_room;
        while self.walk_on(&mut walk, window, is_end) {
            is_end = self.pull(content, window, walk.keep_from(), room);
            room = limits::CHUNK_BYTES;
            if !self.takes_in(window, content.consumed()) {
                break;
            }
        }
        walk.walked
    }

    /// Counts what came into the window, of which `consumed` bytes of the file are made. `false` when a few bytes made
    /// far too many.
    pub(in crate::reader) fn takes_in(&mut self, window: &Window, consumed: u64) -> bool {
        self.grew_to(window.end());
        self.tell_progress(consumed);
        self.deliver_if_much();
        let is_explosive = self.is_explosive(window, consumed);
        if is_explosive {
            let problem = Problem::at(ProblemKind::InflateRatio, consumed);
            self.problems
                .note(problem.with_detail(limits::SUSPICIOUS_RATIO.to_string()));
        }
        !is_explosive
    }

    /// Walks as far as the window reaches; `true` when more is needed.
    pub(in crate::reader) fn walk_on(&mut self, walk: &mut Walk, window: &Window, is_end: bool) -> bool {
        let Walk { splitter, walked } = walk;
        loop {
            match splitter.next(window, is_end) {
                Found::NeedMore => return true,
                Found::Object(object) => self.object(&object, window, splitter),
                // In an array that may be anything; with records beside it, it was to be one too.
                Found::NotObject {
                    at,
                    holder: Holder::Array,
                } => self.no_objects.meet_at(at),
                Found::NotObject { at, .. } => self.malformed(Problem::at(ProblemKind::RecordNotObject, at)),
                Found::TooLarge { at, holder } => self.too_large(at, holder, window),
                Found::OddCommas { at } => self.problems.note(Problem::at(ProblemKind::OddCommas, at)),
                Found::TextBehind { at } => {
                    // Behind damage it is the rest of that.
                    let is_known = self
                        .problems
                        .0
                        .iter()
                        .any(|problem| problem.kind == ProblemKind::BetweenRecords);
                    let kind = if is_known {
                        ProblemKind::BetweenRecords
                    } else {
                        ProblemKind::TextBehind
                    };
                    self.problems.note(Problem::at(kind, at));
                }
                Found::Damaged { at, num_records: 0 } => {
                    walked.first_damage = walked.first_damage.or(Some(at));
                    self.problems.note(Problem::at(ProblemKind::BetweenRecords, at));
                }
                Found::Damaged {
                    at,
                    num_records: count,
                } => {
                    self.malformed(Problem {
                        count,
                        ..Problem::at(ProblemKind::RecordSyntax, at)
                    });
                }
                Found::Cut { at } => self.malformed(Problem::at(ProblemKind::RecordCut, at)),
                Found::GaveUp { at } => self.problems.note(Problem::at(ProblemKind::GaveUp, at)),
                Found::End { is_open } => {
                    walked.is_open = is_open;
                    walked.is_cut_short = !is_end;
                    walked.has_list = splitter.has_met_list();
                    walked.is_blank = walked.first_damage.is_none() && !splitter.has_met_value();
                    return false;
                }
            }
        }
    }
}
