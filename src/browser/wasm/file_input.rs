//! A large file as a stream of bytes, read slice by slice. Workers only: the page may not wait.

use std::io::{self, BufRead, Read, Seek, SeekFrom};
use web_sys::{Blob, FileReaderSync};

/// Bytes that are asked of the browser at a time: each question costs about a millisecond.
const SLICE_BYTES: u64 = 4 << 20;

/// Reads a file from anywhere. Seeking within the slice that is held costs nothing, as the members of a zip need.
pub struct FileInput {
    file: Blob,
    reader: FileReaderSync,
    len: u64,
    at: u64,
    slice: Vec<u8>,
    slice_at: u64,
}

impl FileInput {
    /// Stands at the file's first byte.
    pub fn new(file: Blob) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|_refused| io::Error::other("no reader"))?;
        let len = file.size() as u64;
        Ok(Self {
            file,
            reader,
            len,
            at: 0,
            slice: Vec::new(),
            slice_at: 0,
        })
    }

    /// What the slice holds from here on.
    fn held(&self) -> &[u8] {
        let from = self
            .at
            .checked_sub(self.slice_at)
            .and_then(|from| usize::try_from(from).ok());
        from.and_then(|from| self.slice.get(from..)).unwrap_or_default()
    }

    fn load(&mut self) -> io::Result<()> {
        let gone = |_refused| io::Error::other("it changed or is gone");
        let end = (self.at + SLICE_BYTES).min(self.len);
        let blob = self
            .file
            .slice_with_f64_and_f64(self.at as f64, end as f64)
            .map_err(gone)?;
        let buffer = self.reader.read_as_array_buffer(&blob).map_err(gone)?;
        self.slice = js_sys::Uint8Array::new(&buffer).to_vec();
        self.slice_at = self.at;
        Ok(())
    }
}

impl BufRead for FileInput {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.len && self.held().is_empty() {
            self.load()?;
        }
        Ok(self.held())
    }

    fn consume(&mut self, len: usize) {
        self.at += len as u64;
    }
}

impl Read for FileInput {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let len = ready.len().min(out.len());
        out[..len].copy_from_slice(&ready[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl Seek for FileInput {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the start"))?;
        Ok(self.at)
    }
}
