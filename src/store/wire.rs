//! A batch as one run of bytes, and back.
//!
//! Little endian throughout: a magic number, the version, the number of columns and rows; then marks, value
//! hashes, times and places of all rows; then column after column. Nothing is believed on the way back: bytes
//! that are no batch give an error, and no count in them makes us reserve more than the bytes themselves hold.

use super::{
    Column, Kind,
    batch::{Batch, BatchColumn},
    chunked::{CHUNK_ROWS, Chunked},
    codes::{Chunk, Codes},
    dictionary::StrId,
    guid::Guids,
    nibbles::Nibbles,
    places::Places,
    texts::Texts,
    times::{NO_OFFSET, Times, TimesChunk},
};
use std::fmt;

const MAGIC: u32 = u32::from_le_bytes(*b"MTB\x01");
/// Raised with every change of the form.
const VERSION: u16 = 2;

/// Why bytes are no batch, and where that showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireError {
    /// The cause.
    pub kind: WireErrorKind,
    /// How many bytes were left to read.
    pub num_left: usize,
}

/// The causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireErrorKind {
    /// The bytes do not begin as a batch of this version does.
    NotABatch,
    /// The bytes end early.
    Cut,
    /// Bytes follow the batch.
    Surplus,
    /// A number stands for no form, or out of its range.
    BadNumber,
    /// A text is not UTF-8, or ends inside a character.
    BadText,
}

impl fmt::Display for WireError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = match self.kind {
            WireErrorKind::NotABatch => "not a batch of this version",
            WireErrorKind::Cut => "batch ends early",
            WireErrorKind::Surplus => "bytes follow the batch",
            WireErrorKind::BadNumber => "number out of range in batch",
            WireErrorKind::BadText => "text in batch is not UTF-8",
        };
        write!(out, "{cause} ({} bytes before the end)", self.num_left)
    }
}

impl std::error::Error for WireError {}

impl Batch {
    /// The batch as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.num_rows * 64);
        out.extend(MAGIC.to_le_bytes());
        out.extend(VERSION.to_le_bytes());
        out.extend((Column::ALL.len() as u16).to_le_bytes());
        // A table numbers its rows by `u32`: no batch is longer.
        out.extend((self.num_rows as u32).to_le_bytes());
        self.flags.chunks().for_each(|chunk| out.extend_from_slice(chunk));
        self.value_hashes
            .chunks()
            .for_each(|chunk| put(&mut out, chunk, u128::to_le_bytes));
        put_times(&mut out, &self.times);
        self.places
            .parts()
            .into_iter()
            .for_each(|codes| put_codes(&mut out, codes));
        for column in &self.columns {
            match column {
                BatchColumn::Time => {}
                BatchColumn::Text { codes, texts } => {
                    put_codes(&mut out, codes);
                    put_texts(&mut out, texts);
                }
                BatchColumn::Guid { guids, texts } => {
                    put_codes(&mut out, &guids.others);
                    for chunk in &guids.chunks {
                        out.push(u8::from(!chunk.is_empty()));
                        put(&mut out, chunk, u128::to_le_bytes);
                    }
                    put_texts(&mut out, texts);
                }
            }
        }
        out
    }

    /// Reads what [`Batch::to_bytes`] wrote. Fails for any other bytes, and never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut input = Input { left: bytes };
        let is_ours = input.u32()? == MAGIC && input.u16()? == VERSION;
        if !is_ours || usize::from(input.u16()?) != Column::ALL.len() {
            return Err(input.error(WireErrorKind::NotABatch));
        }
        let num_rows = input.u32()? as usize;
        // Marks come first: from here on the number of rows is no greater than that of bytes.
        let flags: Chunked<u8> = input.take(num_rows)?.iter().copied().collect();
        let value_hashes: Chunked<u128> = input.numbers(num_rows, u128::from_le_bytes)?.collect();
        let times = take_times(&mut input, num_rows)?;
        let places = Places {
            files: take_codes(&mut input, num_rows)?,
            members: take_codes(&mut input, num_rows)?,
            offsets_low: take_codes(&mut input, num_rows)?,
            offsets_high: take_codes(&mut input, num_rows)?,
            lens: take_codes(&mut input, num_rows)?,
        };
        let mut columns = Vec::with_capacity(Column::ALL.len());
        for column in Column::ALL {
            columns.push(match column.kind() {
                Kind::Time => BatchColumn::Time,
                Kind::Text => take_text_column(&mut input, num_rows)?,
                Kind::Guid => take_guid_column(&mut input, num_rows)?,
            });
        }
        if !input.left.is_empty() {
            return Err(input.error(WireErrorKind::Surplus));
        }
        Ok(Self {
            num_rows,
            columns,
            times,
            flags,
            value_hashes,
            places,
        })
    }
}

fn put<T: Copy, const N: usize>(out: &mut Vec<u8>, values: &[T], bytes_of: impl Fn(T) -> [u8; N]) {
    let start = out.len();
    out.resize(start + values.len() * N, 0);
    for (bytes, value) in out[start..].chunks_exact_mut(N).zip(values) {
        bytes.copy_from_slice(&bytes_of(*value));
    }
}

fn put_codes(out: &mut Vec<u8>, codes: &Codes) {
    for chunk in &codes.chunks {
        match chunk {
            Chunk::Const(code) => {
                out.push(0);
                out.extend(code.to_le_bytes());
            }
            Chunk::U4(codes) => {
                out.push(5);
                out.extend_from_slice(codes.bytes());
            }
            Chunk::U8(codes) => {
                out.push(1);
                out.extend_from_slice(codes);
            }
            Chunk::U16(codes) => {
                out.push(2);
                put(out, codes, u16::to_le_bytes);
            }
            Chunk::U32(codes) => {
                out.push(4);
                put(out, codes, u32::to_le_bytes);
            }
        }
    }
}

fn put_texts(out: &mut Vec<u8>, texts: &Texts) {
    out.extend((texts.len() as u32).to_le_bytes());
    texts
        .iter()
        .for_each(|text| out.extend((text.len() as u32).to_le_bytes()));
    texts
        .iter()
        .for_each(|text| out.extend_from_slice(text.as_bytes()));
}

fn put_times(out: &mut Vec<u8>, times: &Times) {
    for chunk in &times.chunks {
        match chunk {
            TimesChunk::Seconds { base: None, .. } => out.push(0),
            TimesChunk::Seconds {
                base: Some(base),
                offsets,
            } => {
                out.push(1);
                out.extend(base.to_le_bytes());
                put(out, offsets, u32::to_le_bytes);
            }
            TimesChunk::Millis(millis) => {
                out.push(2);
                put(out, millis, i64::to_le_bytes);
            }
        }
    }
}

/// The lengths of the chunks of a column.
fn chunk_lens(num_rows: usize) -> impl Iterator<Item = usize> {
    (0..num_rows.div_ceil(CHUNK_ROWS)).map(move |number| (num_rows - number * CHUNK_ROWS).min(CHUNK_ROWS))
}

fn take_codes(input: &mut Input<'_>, num_rows: usize) -> Result<Codes, WireError> {
    let mut chunks = Vec::new();
    for len in chunk_lens(num_rows) {
        chunks.push(match input.u8()? {
            0 => Chunk::Const(input.u32()?),
            1 => Chunk::U8(input.take(len)?.to_vec()),
            2 => Chunk::U16(input.numbers(len, u16::from_le_bytes)?.collect()),
            4 => Chunk::U32(input.numbers(len, u32::from_le_bytes)?.collect()),
            5 => {
                let packed = Nibbles::from_bytes(input.take(len.div_ceil(2))?, len);
                Chunk::U4(packed.ok_or(input.error(WireErrorKind::BadNumber))?)
            }
            _ => return Err(input.error(WireErrorKind::BadNumber)),
        });
    }
    Ok(Codes {
        chunks,
        len: num_rows,
    })
}

fn take_texts(input: &mut Input<'_>) -> Result<Texts, WireError> {
    let count = input.u32()? as usize;
    let lens: Vec<u32> = input.numbers(count, u32::from_le_bytes)?.collect();
    let num_bytes = lens
        .iter()
        .try_fold(0usize, |sum, &len| sum.checked_add(len as usize));
    let bytes = input.take(num_bytes.ok_or(input.error(WireErrorKind::BadNumber))?)?;
    let mut left = std::str::from_utf8(bytes).map_err(|_| input.error(WireErrorKind::BadText))?;
    let mut texts = Texts::default();
    for len in lens {
        let (text, later) = left
            .split_at_checked(len as usize)
            .ok_or(input.error(WireErrorKind::BadText))?;
        texts.push(text);
        left = later;
    }
    Ok(texts)
}

fn take_times(input: &mut Input<'_>, num_rows: usize) -> Result<Times, WireError> {
    // Every offset from such a base is a number of milliseconds.
    const MAX_BASE: u64 = i64::MAX as u64 / 1000 - (1 << 32);
    let mut chunks = Vec::new();
    for len in chunk_lens(num_rows) {
        chunks.push(match input.u8()? {
            0 => TimesChunk::Seconds {
                base: None,
                offsets: vec![NO_OFFSET; len],
            },
            1 => {
                let base = i64::from_le_bytes(input.array()?);
                if base.unsigned_abs() > MAX_BASE {
                    return Err(input.error(WireErrorKind::BadNumber));
                }
                TimesChunk::Seconds {
                    base: Some(base),
                    offsets: input.numbers(len, u32::from_le_bytes)?.collect(),
                }
            }
            2 => TimesChunk::Millis(input.numbers(len, i64::from_le_bytes)?.collect()),
            _ => return Err(input.error(WireErrorKind::BadNumber)),
        });
    }
    Ok(Times { chunks })
}

fn take_text_column(input: &mut Input<'_>, num_rows: usize) -> Result<BatchColumn, WireError> {
    let codes = take_codes(input, num_rows)?;
    let texts = take_texts(input)?;
    if codes.max() >= texts.len() as u64 + u64::from(StrId::FIRST_TEXT) {
        return Err(input.error(WireErrorKind::BadNumber));
    }
    Ok(BatchColumn::Text { codes, texts })
}

fn take_guid_column(input: &mut Input<'_>, num_rows: usize) -> Result<BatchColumn, WireError> {
    let others = take_codes(input, num_rows)?;
    let mut chunks = Vec::new();
    for (number, len) in chunk_lens(num_rows).enumerate() {
        let first = number * CHUNK_ROWS;
        chunks.push(match input.u8()? {
            1 => input.numbers(len, u128::from_le_bytes)?.collect(),
            0 if (first..first + len).all(|row| others.get(row) != 0) => Vec::new(),
            _ => return Err(input.error(WireErrorKind::BadNumber)),
        });
    }
    let texts = take_texts(input)?;
    // One more than for texts: 0 is taken.
    if others.max() > texts.len() as u64 + u64::from(StrId::FIRST_TEXT) {
        return Err(input.error(WireErrorKind::BadNumber));
    }
    Ok(BatchColumn::Guid {
        guids: Guids { chunks, others },
        texts,
    })
}

/// The bytes that are still to be read.
struct Input<'a> {
    left: &'a [u8],
}

impl<'a> Input<'a> {
    fn error(&self, kind: WireErrorKind) -> WireError {
        WireError {
            kind,
            num_left: self.left.len(),
        }
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], WireError> {
        let (taken, left) = self
            .left
            .split_at_checked(len)
            .ok_or(self.error(WireErrorKind::Cut))?;
        self.left = left;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (taken, left) = self
            .left
            .split_first_chunk()
            .ok_or(self.error(WireErrorKind::Cut))?;
        self.left = left;
        Ok(*taken)
    }

    fn numbers<T, const N: usize>(
        &mut self,
        count: usize,
        number: impl Fn([u8; N]) -> T,
    ) -> Result<impl Iterator<Item = T>, WireError> {
        let num_bytes = count.checked_mul(N).ok_or(self.error(WireErrorKind::Cut))?;
        let bytes = self.take(num_bytes)?;
        Ok(bytes.as_chunks::<N>().0.iter().map(move |bytes| number(*bytes)))
    }

    fn u8(&mut self) -> Result<u8, WireError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, WireError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, WireError> {
        self.array().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
