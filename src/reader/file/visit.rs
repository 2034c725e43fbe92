//! What a file's layers hold, as they are opened.

use super::FileReading;
use crate::{
    base::{Problem, Shape, problem::Problems},
    protocol::{
        ledger::{FileReport, Outcome},
        reader::Member,
    },
    reader::{
        layers::{self, Archive, Visitor},
        verdict,
    },
    source::{Content, Window, archive, limits, sniff::Outer},
    trail::csv::Layout,
};
use std::{io::BufRead, ops::ControlFlow};

impl Visitor for FileReading<'_> {
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        first_room: usize,
        is_end: bool,
    ) {
        let walked = self.walk(content, window, first_room, is_end);
        if walked.is_cut_short && self.sealing.is_on {
            while !self.pull(content, window, window.end(), limits::CHUNK_BYTES) {}
        }
        let problems = content.take_problems();
        self.end_content(&walked, window, problems, content.has_more_members());
    }

    fn table(&mut self, layout: &Layout, input: &mut dyn BufRead) {
        self.rows(layout, input);
    }

    fn foreign(&mut self, outer: Outer) {
        self.report = Some(verdict::foreign(outer));
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.note(problem);
    }

    fn archive(&mut self, archive: Archive) {
        let shape = match archive {
            Archive::Zip => Shape::Zip,
            Archive::Tar => Shape::Tar,
        };
        self.report = Some(FileReport {
            shape,
            outcome: Outcome::Read,
            problems: Problems::default(),
        });
    }

    fn member(&mut self, member: archive::Member<'_>, num_layers: u32) -> ControlFlow<()> {
        let number = self.last_number.get() + 1;
        self.last_number.set(number);
        self.num_members += 1;
        let path = match &self.member {
            Some(outer) => format!("{}!/{}", outer.path, member.path).into(),
            None => member.path.into(),
        };
        let mut reading = FileReading::new(self.reader, self.file, self.outbox);
        reading.member = Some(Member {
            number,
            path,
            size: member.size,
        });
        reading.last_number = self.last_number.clone();
        match member.input {
            Ok(input) => layers::open_layer(&mut reading, input, limits::CHUNK_BYTES, num_layers),
            Err(problem) => reading.report = Some(verdict::refused(problem)),
        }
        let part = reading.finish();
        if self.reader.search.is_none() {
            self.reader.parts.push(part);
        }
        self.deliver_if_much();
        ControlFlow::Continue(())
    }

    fn take_buffer(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.reader.buffer)
    }

    fn layer_done(&mut self, problems: Problems, len: u64, buffer: Vec<u8>) {
        self.grew_to(len.max(self.reported.inflated));
        self.problems.extend(problems);
        self.reader.buffer = buffer;
        // One huge record must not leave every later file with its memory.
        self.reader.buffer.truncate(2 * limits::FLAT_BYTES);
        self.reader.buffer.shrink_to(2 * limits::FLAT_BYTES);
    }
}
