//! A large file as a stream of bytes, read slice by slice. Workers only: the page may not wait.

use std::io::{self, Read};
use web_sys::{Blob, FileReaderSync};

/// Reads a file from its start.
pub struct FileInput {
    file: Blob,
    reader: FileReaderSync,
    at: f64,
}

impl FileInput {
    /// Stands at the file's first byte.
    pub fn new(file: Blob) -> io::Result<Self> {
        let reader = FileReaderSync::new().map_err(|_refused| io::Error::other("no reader"))?;
        Ok(Self {
            file,
            reader,
            at: 0.0,
        })
    }
}

impl Read for FileInput {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let end = (self.at + out.len() as f64).min(self.file.size());
        if end <= self.at {
            return Ok(0);
        }
        let gone = |_refused| io::Error::other("it changed or is gone");
        let slice = self.file.slice_with_f64_and_f64(self.at, end).map_err(gone)?;
        let buffer = self.reader.read_as_array_buffer(&slice).map_err(gone)?;
        let bytes = js_sys::Uint8Array::new(&buffer);
        let len = bytes.length() as usize;
        bytes.copy_to(&mut out[..len]);
        self.at += len as f64;
        Ok(len)
    }
}
