//! Walks the members of zip and tar archives, in place: nothing is ever unpacked to a path.
//!
//! Members come in an order that depends on the archive's bytes alone (a zip's directory, a tar's sequence), so
//! that a member's number names it for good.

use super::limits;
use crate::base::{Problem, ProblemKind};
use std::{
    io::{BufRead, BufReader, Read, Seek},
    ops::ControlFlow,
};
use zip::{CompressionMethod, ZipArchive, result::ZipError};

/// Bytes of a member that are taken at a time.
const MEMBER_BUFFER_BYTES: usize = 64 << 10;

/// A member, as the archive hands it out.
pub struct Member<'a> {
    /// Its path in the archive, as it stands there.
    pub path: String,
    /// Its size in bytes, as the archive says.
    pub size: u64,
    /// Its bytes, or why they cannot be read.
    pub input: Result<&'a mut dyn BufRead, Problem>,
}

/// Takes members; may end the walk.
pub type OnMember<'a> = &'a mut dyn FnMut(Member<'_>) -> ControlFlow<()>;

/// What a zip is read from.
pub trait SeekRead: Read + Seek {}

impl<T: Read + Seek> SeekRead for T {}

/// A zip. Its input is not a type parameter: the reader is large, and would be there once for each kind of input.
type Zip<'a> = ZipArchive<&'a mut dyn SeekRead>;

/// Walks a zip by its central directory. `Err` says why it cannot be walked, or not to its end.
pub fn walk_zip(input: &mut dyn SeekRead, on_member: OnMember<'_>) -> Result<(), Problem> {
    let mut archive = Zip::new(input).map_err(|error| damaged(&error))?;
    if archive.has_overlapping_files().map_err(|error| damaged(&error))? {
        return Err(Problem::new(ProblemKind::ArchiveOverlaps));
    }
    for index in 0..archive.len() {
        if index >= limits::MAX_MEMBERS as usize {
            return Err(too_many());
        }
        if zip_member(&mut archive, index, on_member).is_break() {
            break;
        }
    }
    Ok(())
}

fn zip_member(archive: &mut Zip<'_>, index: usize, on_member: OnMember<'_>) -> ControlFlow<()> {
    // What the directory says of the member can be read even where its bytes cannot.
    let (path, size, refusal) = match archive.by_index_raw(index) {
        Ok(raw) if raw.is_dir() => return ControlFlow::Continue(()),
        Ok(raw) => (
            String::from_utf8_lossy(raw.name_raw()).into_owned(),
            raw.size(),
            refusal(raw.encrypted(), raw.compression()),
        ),
        Err(error) => (format!("member {}", index + 1), 0, Some(damaged(&error))),
    };
    let input = match refusal {
        Some(problem) => Err(problem),
        None => archive.by_index(index).map_err(|error| damaged(&error)),
    };
    match input {
        Ok(file) => {
            let mut input = BufReader::with_capacity(MEMBER_BUFFER_BYTES, file);
            on_member(Member {
                path,
                size,
                input: Ok(&mut input),
            })
        }
        Err(problem) => on_member(Member {
            path,
            size,
            input: Err(problem),
        }),
    }
}

fn refusal(is_encrypted: bool, method: CompressionMethod) -> Option<Problem> {
    if is_encrypted {
        return Some(Problem::new(ProblemKind::MemberEncrypted));
    }
    match method {
        CompressionMethod::Stored | CompressionMethod::Deflated => None,
        other => Some(Problem::new(ProblemKind::MemberMethod).with_detail(other.to_string())),
    }
}

/// Walks a tar from its first byte on. `Err` says why it cannot be walked, or not to its end.
pub fn walk_tar(input: &mut dyn BufRead, on_member: OnMember<'_>) -> Result<(), Problem> {
    let mut archive = tar::Archive::new(input);
    // Only the walk itself can fail here: entries are read in place.
    let entries = archive.entries().map_err(|_unreadable| tar_damaged())?;
    for (index, entry) in entries.enumerate() {
        if index >= limits::MAX_MEMBERS as usize {
            return Err(too_many());
        }
        let entry = entry.map_err(|_unreadable| tar_damaged())?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let size = entry.size();
        let mut input = BufReader::with_capacity(MEMBER_BUFFER_BYTES, entry);
        if on_member(Member {
            path,
            size,
            input: Ok(&mut input),
        })
        .is_break()
        {
            break;
        }
    }
    Ok(())
}

fn too_many() -> Problem {
    Problem::new(ProblemKind::TooManyMembers).with_detail(limits::MAX_MEMBERS.to_string())
}

fn tar_damaged() -> Problem {
    Problem::new(ProblemKind::ArchiveDamaged).with_detail("tar")
}

/// Why a zip cannot be read, in a word of ours.
fn damaged(error: &ZipError) -> Problem {
    let word = match error {
        ZipError::Io(_) => "it ends early",
        ZipError::InvalidArchive(_) => "not a valid zip",
        ZipError::UnsupportedArchive(_) => "a kind of zip that is not read",
        _ => "zip",
    };
    Problem::new(ProblemKind::ArchiveDamaged).with_detail(word)
}
