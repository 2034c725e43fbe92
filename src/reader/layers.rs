//! Opens a file layer by layer: gzip within gzip, members of archives, archives within archives.
//!
//! Reading a file and reading one record again walk the same layers and number members alike.

use crate::{
    base::{Problem, ProblemKind},
    source::{
        Content, InnerInput, Window,
        archive::{self, Member, OnMember},
        base64::Base64Input,
        gunzip::Pulled,
        limits,
        sniff::{HEAD_BYTES, Outer, peek, sniff},
        utf16::Utf16Input,
    },
    trail::csv::{self, Layout},
};
use std::{
    io::{self, BufRead, Cursor, Read, Seek},
    ops::ControlFlow,
};

/// An archive that was recognised by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Archive {
    Zip,
    Tar,
}

/// What is done with what the layers hold.
pub(super) trait Visitor {
    /// Content that is no further layer. The window holds its first bytes. `first_room` is what to ask for next.
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        first_room: usize,
        is_end: bool,
    );
    /// A CSV export, from its first byte on.
    fn table(&mut self, layout: &Layout, input: &mut dyn BufRead);
    /// Nothing that is read.
    fn foreign(&mut self, outer: Outer);
    /// The input cannot be read, or only its beginning.
    fn problem(&mut self, problem: Problem);
    /// An archive begins; its members follow, each by [`Visitor::member`].
    fn archive(&mut self, archive: Archive);
    /// One member of the archive that began last; opens it, or not.
    fn member(&mut self, member: Member<'_>, num_layers: u32) -> ControlFlow<()>;
    /// Memory for a window.
    fn take_buffer(&mut self) -> Vec<u8>;
    /// A layer's content is done: its problems, its length, and the memory back.
    fn layer_done(&mut self, problems: crate::base::problem::Problems, len: u64, buffer: Vec<u8>);
}

/// Opens a whole file.
pub(super) fn open_file<R: BufRead + Seek>(visitor: &mut dyn Visitor, mut input: R, first_room: usize) {
    match is_zip(&mut input) {
        Err(error) => visitor.problem(read_problem(&error)),
        Ok(true) => {
            visitor.archive(Archive::Zip);
            walk(visitor, 1, |on_member| archive::walk_zip(&mut input, on_member));
        }
        Ok(false) => open_layer(visitor, &mut input, first_room, 0),
    }
}

/// Opens what lies in `input`, which stands inside `num_layers` layers.
pub(super) fn open_layer(
    visitor: &mut dyn Visitor,
    input: &mut dyn BufRead,
    first_room: usize,
    num_layers: u32,
) {
    if num_layers > limits::MAX_LAYERS {
        let problem = Problem::new(ProblemKind::TooManyLayers).with_detail(limits::MAX_LAYERS.to_string());
        return visitor.problem(problem);
    }
    let (outer, mut input) = match peek(input) {
        Ok(peeked) => peeked,
        Err(error) => return visitor.problem(read_problem(&error)),
    };
    match outer {
        Outer::Gzip => open_content(visitor, Content::gzip(&mut input), first_room, num_layers),
        Outer::Text => open_content(visitor, Content::plain(&mut input), first_room, num_layers),
        Outer::Tar => {
            visitor.archive(Archive::Tar);
            walk(visitor, num_layers + 1, |on_member| {
                archive::walk_tar(&mut input, on_member)
            });
        }
        Outer::Zip => open_inner_zip(visitor, &mut input, num_layers),
        Outer::Utf16 { is_big_endian } => {
            visitor.problem(Problem::new(ProblemKind::Utf16));
            let mut text = Utf16Input::new(&mut input, is_big_endian);
            open_content(visitor, Content::plain(&mut text), first_room, num_layers);
        }
        Outer::Base64 => {
            visitor.problem(Problem::new(ProblemKind::Base64));
            open_layer(
                visitor,
                &mut Base64Input::new(&mut input),
                first_room,
                num_layers + 1,
            );
        }
        other => visitor.foreign(other),
    }
}

/// Content that is compressed or lies plain: opened as the next layer if it is one.
fn open_content(
    visitor: &mut dyn Visitor,
    mut content: Content<&mut dyn BufRead>,
    first_room: usize,
    num_layers: u32,
) {
    let mut window = Window::reusing(visitor.take_buffer());
    let (mut is_end, mut room) = (false, first_room);
    while !is_end && window.end() < head_len(window.bytes_from(0)) as u64 {
        is_end = match content.pull(&mut window, 0, room) {
            Ok(pulled) => pulled == Pulled::End,
            Err(error) => {
                visitor.problem(read_problem(&error));
                true
            }
        };
        room = limits::CHUNK_BYTES;
    }
    let is_packed = matches!(content, Content::Gzip(_));
    match sniff(window.bytes_from(0)) {
        Outer::Gzip | Outer::Zip | Outer::Tar | Outer::Utf16 { .. } | Outer::Base64 if is_packed => {
            let mut inner = InnerInput::new(content, window, is_end);
            open_layer(visitor, &mut inner, limits::CHUNK_BYTES, num_layers + 1);
            let (problems, len, buffer) = inner.into_parts();
            visitor.layer_done(problems, len, buffer);
        }
        other @ (Outer::Binary(_) | Outer::System(_)) if is_packed => {
            visitor.foreign(other);
            visitor.layer_done(content.take_problems(), window.end(), window.into_buffer());
        }
        _ => match layout(window.bytes_from(0)) {
            Some(layout) => {
                let mut inner = InnerInput::new(content, window, is_end);
                visitor.table(&layout, &mut inner);
                let (problems, len, buffer) = inner.into_parts();
                visitor.layer_done(problems, len, buffer);
            }
            None => {
                visitor.content(&mut content, &mut window, room, is_end);
                visitor.layer_done(content.take_problems(), window.end(), window.into_buffer());
            }
        },
    }
}

/// How much of a content is looked at before it is walked: the header of an export may be long.
fn head_len(head: &[u8]) -> usize {
    if head.len() >= HEAD_BYTES && sniff(head) == Outer::Text && !begins_json(head) {
        csv::HEAD_BYTES
    } else {
        HEAD_BYTES
    }
}

pub(super) fn begins_json(head: &[u8]) -> bool {
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, None | Some(b'{' | b'['))
}

/// The columns of a CSV export; JSON is told from it by its first byte.
fn layout(head: &[u8]) -> Option<Layout> {
    if begins_json(head) {
        None
    } else {
        Layout::recognise(head)
    }
}

/// A zip inside another layer: held whole, because its directory stands at its end.
fn open_inner_zip(visitor: &mut dyn Visitor, input: &mut dyn BufRead, num_layers: u32) {
    visitor.archive(Archive::Zip);
    let mut bytes = Vec::new();
    match input
        .take(limits::MAX_INNER_ZIP_BYTES + 1)
        .read_to_end(&mut bytes)
    {
        Err(error) => visitor.problem(read_problem(&error)),
        Ok(len) if len as u64 > limits::MAX_INNER_ZIP_BYTES => {
            let problem = Problem::new(ProblemKind::InnerArchiveTooLarge);
            visitor.problem(problem.with_detail(limits::MAX_INNER_ZIP_WORDS));
        }
        Ok(_) => walk(visitor, num_layers + 1, |on_member| {
            archive::walk_zip(&mut Cursor::new(bytes), on_member)
        }),
    }
}

fn walk(visitor: &mut dyn Visitor, num_layers: u32, walk: impl FnOnce(OnMember<'_>) -> Result<(), Problem>) {
    let walked = walk(&mut |member| visitor.member(member, num_layers));
    if let Err(problem) = walked {
        visitor.problem(problem);
    }
}

/// Whether a zip begins here. In an input that comes in crumbs it is found later, as within another layer.
pub(super) fn is_zip(input: &mut impl BufRead) -> io::Result<bool> {
    Ok(sniff(input.fill_buf()?) == Outer::Zip)
}

/// Why an input cannot be read, in the browser's word.
pub(super) fn read_problem(error: &io::Error) -> Problem {
    Problem::new(ProblemKind::Unreadable).with_detail(error.to_string())
}
