//! Every limit, in one place. Each is shown to the person when it is hit.

/// The table takes no more files once its worker holds this much; a worker of 32 bits ends at 4 GiB.
pub const MAX_TABLE_BYTES: u64 = 3 << 30;

/// How the limit above is said.
pub const MAX_TABLE_WORDS: &str = "3 GiB";

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

/// An archive may have this many members.
pub const MAX_MEMBERS: u32 = 100_000;

/// Layers within layers: a zip of tars of gz files is three.
pub const MAX_LAYERS: u32 = 5;

/// A zip inside another layer is held in memory whole, up to this size: its directory stands at its end.
pub const MAX_INNER_ZIP_BYTES: u64 = 256 << 20;

/// How the limit above is said.
pub const MAX_INNER_ZIP_WORDS: &str = "256 MiB";

/// Content that inflates this many times its size is looked at with suspicion; logs inflate 10 to 30 times.
pub const SUSPICIOUS_RATIO: u64 = 400;

/// Suspicious content without any record is given up after this much.
pub const MAX_SUSPICIOUS_BYTES: u64 = 64 << 20;
