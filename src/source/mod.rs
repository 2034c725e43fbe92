//! What was dropped: bytes as they lie in a file, turned into content that records can be looked for in.
//!
//! Knows compression and limits, and nothing of CloudTrail. Entry point: [`content::Content`], which pulls
//! inflated bytes into a [`window::Window`]. Invariant: content is never held whole when it is large; damage is
//! noted and what came before it is kept.

pub mod archive;
pub mod base64;
pub mod content;
pub mod crc;
pub mod gunzip;
pub mod inflate;
pub mod inner;
pub mod sniff;
pub mod utf16;
pub mod window;

pub use crate::base::limits;
pub use content::Content;
pub use inner::InnerInput;
pub use window::Window;

use std::io::{self, BufRead};

/// Reads from what an input has ready: `Read` for inputs that are made of their buffer.
fn read_buffered(input: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
    let ready = input.fill_buf()?;
    let len = ready.len().min(out.len());
    out[..len].copy_from_slice(&ready[..len]);
    input.consume(len);
    Ok(len)
}
