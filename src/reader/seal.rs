//! Reads a file again for its hashes alone.

use super::{
    Outbox, Reader,
    layers::{self, Archive, Visitor},
    sealing::{Sealing, form_of},
};
use crate::{
    base::{Problem, problem::Problems},
    protocol::integrity::{Basis, Form, Seal, SealFile, Sealed, Sha256},
    source::{Content, Window, archive, gunzip::Pulled, limits, sniff::Outer},
    trail::csv::Layout,
};
use sha2::Digest as _;
use std::{
    io::{self, BufRead, Read, Seek, SeekFrom},
    ops::ControlFlow,
};

impl Reader {
    /// Hashes what is wanted of a file that was read before. Every wish is answered, also when nothing can be read.
    pub fn seal_file<R: BufRead + Seek>(&mut self, file: &SealFile, input: R, outbox: &mut dyn Outbox) {
        for (member, seal) in seals_of(&file.wanted, input) {
            self.seals.push(Sealed {
                file: file.file,
                attempt: file.attempt,
                member,
                seal,
                evidence: Vec::new(),
            });
        }
        if self.seals.len() >= MANY_SEALS {
            self.flush(outbox);
        }
    }
}

/// Hashes that are gathered before they are sent on.
const MANY_SEALS: usize = 64;

fn seals_of<R: BufRead + Seek>(wanted: &[(u32, Basis)], mut input: R) -> Vec<(u32, Option<Seal>)> {
    let mut walk = SealWalk {
        wanted,
        found: Vec::new(),
        last_number: 0,
        number: 0,
        problems: Problems::default(),
        buffer: Vec::new(),
    };
    if wanted.contains(&(0, Basis::Raw)) {
        let seal = raw_seal(sha2::Sha256::new(), &mut input);
        walk.found.push((0, Basis::Raw, seal));
    }
    if wanted.iter().any(|wish| *wish != (0, Basis::Raw)) && input.seek(SeekFrom::Start(0)).is_ok() {
        layers::open_file(&mut walk, input, limits::CHUNK_BYTES);
        walk.settle(0);
    }
    let SealWalk { found, .. } = walk;
    wanted
        .iter()
        .map(|(member, basis)| {
            let is_it = |(at, of, _): &&(u32, Basis, Option<Seal>)| (at, of) == (member, basis);
            (*member, found.iter().find(is_it).and_then(|found| found.2))
        })
        .collect()
}

fn raw_seal(hasher: sha2::Sha256, rest: &mut dyn BufRead) -> Option<Seal> {
    Some(Seal {
        basis: Basis::Raw,
        sha256: hash_rest(hasher, rest).ok()?,
        form: Form::Whole,
    })
}

/// Hashes what is taken from an input.
struct HashedInput<'a> {
    inner: &'a mut dyn BufRead,
    hasher: sha2::Sha256,
}

impl HashedInput<'_> {
    fn finish(self) -> Option<Seal> {
        raw_seal(self.hasher, self.inner)
    }
}

impl BufRead for HashedInput<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, len: usize) {
        // What is consumed was filled before, and stands there still.
        if let Ok(bytes) = self.inner.fill_buf() {
            self.hasher.update(&bytes[..len.min(bytes.len())]);
        }
        self.inner.consume(len);
    }
}

impl Read for HashedInput<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = {
            let bytes = self.fill_buf()?;
            let len = bytes.len().min(out.len());
            out[..len].copy_from_slice(&bytes[..len]);
            len
        };
        self.consume(len);
        Ok(len)
    }
}

fn hash_rest(mut hasher: sha2::Sha256, input: &mut dyn BufRead) -> io::Result<Sha256> {
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(Sha256(hasher.finalize().into()));
        }
        hasher.update(bytes);
        let len = bytes.len();
        input.consume(len);
    }
}

/// Walks the layers as reading does, and takes nothing but hashes.
struct SealWalk<'a> {
    wanted: &'a [(u32, Basis)],
    found: Vec<(u32, Basis, Option<Seal>)>,
    /// The member that was met last, and the one that is open; 0 is the file itself.
    last_number: u32,
    number: u32,
    /// What was wrong with the layers of the open member.
    problems: Problems,
    buffer: Vec<u8>,
}

impl SealWalk<'_> {
    fn is_wanted(&self, basis: Basis) -> bool {
        self.wanted.contains(&(self.number, basis))
    }

    fn take(&mut self, sha256: Option<Sha256>, has_more_members: bool) {
        let seal = sha256.zip(form_of(&self.problems, has_more_members));
        let seal = seal.map(|(sha256, form)| Seal {
            basis: Basis::Content,
            sha256,
            form,
        });
        self.found.push((self.number, Basis::Content, seal));
    }

    /// A member, or the file, that turned out to hold no content at all is not what it must be.
    fn settle(&mut self, number: u32) {
        let is_told = self
            .found
            .iter()
            .any(|(at, basis, _)| (*at, *basis) == (number, Basis::Content));
        if !is_told && self.wanted.contains(&(number, Basis::Content)) {
            let seal = form_of(&self.problems, false).map(|_| Seal {
                basis: Basis::Content,
                sha256: Sha256::of(b""),
                form: Form::Damaged,
            });
            self.found.push((number, Basis::Content, seal));
        }
    }
}

impl Visitor for SealWalk<'_> {
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        _first_room: usize,
        mut is_end: bool,
    ) {
        if !self.is_wanted(Basis::Content) {
            return;
        }
        let mut sealing = Sealing::default();
        sealing.take(window);
        let mut is_whole = true;
        while !is_end {
            match content.pull(window, window.end(), limits::CHUNK_BYTES) {
                Ok(pulled) => is_end = pulled == Pulled::End,
                Err(_unreadable) => (is_end, is_whole) = (true, false),
            }
            sealing.take(window);
        }
        self.problems.extend(content.take_problems());
        let sha256 = is_whole.then(|| sealing.finish(window));
        self.take(sha256, content.has_more_members());
    }

    fn table(&mut self, _layout: &Layout, input: &mut dyn BufRead) {
        if self.is_wanted(Basis::Content) {
            let sha256 = hash_rest(sha2::Sha256::new(), input).ok();
            self.take(sha256, false);
        }
    }

    fn foreign(&mut self, _outer: Outer) {}

    fn problem(&mut self, problem: Problem) {
        self.problems.note(problem);
    }

    fn archive(&mut self, _archive: Archive) {}

    fn member(&mut self, member: archive::Member<'_>, num_layers: u32) -> ControlFlow<()> {
        self.last_number += 1;
        let outer = std::mem::replace(&mut self.number, self.last_number);
        let problems = std::mem::take(&mut self.problems);
        match member.input {
            // Every member's first bytes are looked at: the members of an archive in it are numbered too.
            Ok(input) if self.is_wanted(Basis::Raw) => {
                let mut input = HashedInput {
                    inner: input,
                    hasher: sha2::Sha256::new(),
                };
                layers::open_layer(self, &mut input, limits::CHUNK_BYTES, num_layers);
                let seal = input.finish();
                self.found.push((self.number, Basis::Raw, seal));
            }
            Ok(input) => layers::open_layer(self, input, limits::CHUNK_BYTES, num_layers),
            Err(problem) => self.problems.note(problem),
        }
        self.settle(self.number);
        self.problems = problems;
        self.number = outer;
        let last = self.wanted.iter().map(|(number, _)| *number).max();
        if last.is_some_and(|last| self.last_number >= last) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn take_buffer(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    fn layer_done(&mut self, problems: Problems, _len: u64, buffer: Vec<u8>) {
        self.problems.extend(problems);
        self.buffer = buffer;
    }
}
