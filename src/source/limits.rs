//! Every limit of reading, in one place. Each is shown to the person when it is hit.

/// Bytes asked of the inflater at a time.
pub const CHUNK_BYTES: usize = 1 << 20;

/// A record may be this large. CloudTrail's own limit is 256 KB, in CloudTrail Lake 1 MB.
pub const MAX_RECORD_BYTES: usize = 16 << 20;

/// How the limit above is said.
pub const MAX_RECORD_WORDS: &str = "16 MiB";

/// A record may be nested this deep; CloudTrail's records stay below 20.
pub const MAX_DEPTH: usize = 512;

/// One file may inflate to this much; DEFLATE reaches 1,032 bytes for each byte.
pub const MAX_INFLATED_BYTES: u64 = 64 << 30;

/// How the limit above is said.
pub const MAX_INFLATED_WORDS: &str = "64 GiB";

/// DEFLATE looks back this far, so the window keeps this much behind the place of reading.
pub const HISTORY_BYTES: usize = 32 << 10;

/// A whole small file is inflated into one buffer when its gzip trailer promises at most this much.
pub const FLAT_BYTES: usize = 8 << 20;
