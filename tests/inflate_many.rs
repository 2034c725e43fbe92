//! The fast decoder against the reference decoder on streams that were whole once and are changed at random. Some of
//! them in the test command; `INFLATE_EXECUTIONS=100000000 cargo test --release --test inflate_many` is a long run.

use medtrail::{
    sample::{Plan, sample_files},
    source::inflate::Inflater,
};
use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{
        TINFLStatus,
        core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
    },
};

/// How many streams are compared when nothing else is asked for.
const EXECUTIONS: u64 = 100_000;

/// No stream is longer.
const MAX_LEN: usize = 4096;

/// No content is longer.
const MAX_CONTENT: usize = 16 << 10;

/// A small generator of numbers (SplitMix64): the runs of one seed are all the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Texts as logs have them, long runs, and noise, by every level of pressing.
fn whole_streams(numbers: &mut Numbers) -> Vec<Vec<u8>> {
    let file = sample_files(&Plan::plain(3, 1, 40)).remove(0).bytes;
    let text = miniz_oxide::inflate::decompress_to_vec(&file[10..file.len() - 8]).expect("one member");
    let mut contents = vec![Vec::new(), vec![0], b"ab".repeat(3000)];
    for len in [3, 20, 60, 150, 150, 400, 400, 1000, 3000, 9000] {
        let start = numbers.below(text.len() - len);
        contents.push(text[start..start + len].to_vec());
        contents.push((0..len.min(1500)).map(|_| numbers.next() as u8).collect());
        contents.push((0..len).map(|_| b'a' + (numbers.next() % 3) as u8).collect());
        contents.push(
            (0..len)
                .map(|at| [at as u8, 0][usize::from(at % 7 < 3)])
                .collect(),
        );
    }
    let streams = contents
        .iter()
        .flat_map(|content| (0..=10).map(|level| compress_to_vec(content, level)));
    streams.filter(|stream| stream.len() <= MAX_LEN).collect()
}

/// Changes a stream in a place or a few, and sometimes not at all.
fn change(stream: &mut Vec<u8>, others: &[Vec<u8>], numbers: &mut Numbers) {
    for _ in 0..numbers.below(4) {
        let (len, at) = (stream.len(), numbers.below(stream.len()));
        let end = (at + 1 + numbers.below(16)).min(len);
        match numbers.below(7) {
            0 | 1 if len > 0 => stream[at] ^= 1 << numbers.below(8),
            2 if len > 0 => stream[at] = numbers.next() as u8,
            3 => stream.truncate(at),
            4 if len > 0 => drop(stream.drain(at..end)),
            5 if len > 0 => stream.extend_from_within(at..end),
            _ => {
                let other = &others[numbers.below(others.len())];
                stream.truncate(at);
                stream.extend_from_slice(&other[numbers.below(other.len())..]);
            }
        }
    }
    stream.truncate(MAX_LEN);
}

#[test]
fn changed_streams_are_refused_or_read_as_the_reference_reads_them() {
    let executions = std::env::var("INFLATE_EXECUTIONS").map_or(EXECUTIONS, |number| {
        number.parse().expect("INFLATE_EXECUTIONS is a number")
    });
    let seed =
        std::env::var("INFLATE_SEED").map_or(1, |seed| seed.parse().expect("INFLATE_SEED is a number"));
    let mut numbers = Numbers(seed);
    let streams = whole_streams(&mut numbers);
    let (mut fast, mut reference) = (Inflater::default(), DecompressorOxide::new());
    let (mut one, mut two) = (vec![0; MAX_CONTENT], vec![0; MAX_CONTENT]);
    let (mut num_taken, mut stream) = (0u64, Vec::new());
    for execution in 0..executions {
        stream.clone_from(&streams[numbers.below(streams.len())]);
        change(&mut stream, &streams, &mut numbers);
        let room = match numbers.below(3) {
            0 => MAX_CONTENT,
            _ => numbers.below(1500),
        };
        let Ok((taken, given)) = fast.inflate(&stream, &mut one[..room]) else {
            continue;
        };
        num_taken += 1;
        reference.init();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let expected = decompress(&mut reference, &stream, &mut two[..room], 0, flags);
        assert_eq!(
            expected,
            (TINFLStatus::Done, taken, given),
            "{execution}: {stream:x?}"
        );
        assert_eq!(one[..given], two[..given], "{execution}: {stream:x?}");
    }
    assert!(num_taken > executions / 20, "{num_taken} of {executions}");
    eprintln!("{executions} streams of seed {seed}, {num_taken} of them taken");
}
