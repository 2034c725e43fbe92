//! What was dropped: bytes as they lie in a file, turned into content that records can be looked for in.
//!
//! Knows compression and limits, and nothing of CloudTrail. Entry point: [`content::Content`], which pulls
//! inflated bytes into a [`window::Window`]. Invariant: content is never held whole when it is large; damage is
//! noted and what came before it is kept.

pub mod archive;
pub mod content;
pub mod crc;
pub mod gunzip;
pub mod inner;
pub mod limits;
pub mod sniff;
pub mod window;

pub use content::Content;
pub use inner::InnerInput;
pub use window::Window;
