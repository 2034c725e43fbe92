use super::*;
use miniz_oxide::{
    deflate::compress_to_vec,
    inflate::{
        TINFLStatus,
        core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
    },
};
use proptest::prelude::*;

/// What the reference decoder makes of a stream, when it is whole and has room.
fn reference(input: &[u8], room: usize) -> Option<(usize, Vec<u8>)> {
    let mut out = vec![0; room];
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, taken, given) = decompress(&mut DecompressorOxide::new(), input, &mut out, 0, flags);
    out.truncate(given);
    (status == TINFLStatus::Done).then_some((taken, out))
}

fn fast(inflater: &mut Inflater, input: &[u8], room: usize) -> Option<(usize, Vec<u8>)> {
    let mut out = vec![0; room];
    let (taken, given) = inflater.inflate(input, &mut out).ok()?;
    out.truncate(given);
    Some((taken, out))
}

/// Text as logs have it: much of it again and again, from near and far.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-z]{1,12}".prop_map(String::into_bytes),
        2 => prop::collection::vec(any::<u8>(), 0..40),
        1 => (any::<u8>(), 1usize..400).prop_map(|(byte, len)| vec![byte; len]),
        3 => (0usize..9, 1usize..300).prop_map(|(which, len)| {
            b"{\"eventSource\":\"s3.amazonaws.com\",\"x\":[1,2,3]},".repeat(9)[which..].iter().copied().take(len).collect()
        }),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_stream_of_every_level_comes_back_in_room_that_just_suffices_and_in_more() {
    let mut inflater = Inflater::default();
    let mut text: Vec<u8> = (0..70_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8)
        .collect();
    text.extend(b"abc".repeat(30_000));
    text.extend([7; 1000]);
    for level in 0..=10 {
        for len in [0, 1, 2, 3, 300, 70_000, text.len()] {
            let mut stream = compress_to_vec(&text[..len], level);
            let stream_len = stream.len();
            for behind in [0, 3, 30] {
                stream.resize(stream_len + behind, 0xa5);
                for room in [len, len + 1, len + 320] {
                    let inflated = fast(&mut inflater, &stream, room);
                    let what = format!("level {level}, {len} bytes, {behind} behind, room {room}");
                    let (taken, out) = inflated.expect(&what);
                    assert!(
                        taken == stream_len && out == text[..len],
                        "level {level}, {len} bytes"
                    );
                }
            }
            if len > 0 {
                assert_eq!(fast(&mut inflater, &stream[..stream_len], len - 1), None);
                assert_eq!(fast(&mut inflater, &stream[..stream_len - 1], len), None);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in any_text(), level in 0u8..=10) {
        let stream = compress_to_vec(&text, level);
        prop_assert_eq!(reference(&stream, text.len()), Some((stream.len(), text.clone())));
        prop_assert_eq!(fast(&mut Inflater::default(), &stream, text.len()), Some((stream.len(), text)));
    }

    #[test]
    fn what_is_not_refused_is_what_the_reference_says(
        text in any_text(),
        level in 0u8..=10,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut inflater = Inflater::default();
        let mut stream = compress_to_vec(&text, level);
        for (at, byte) in changes {
            let at = at.index(stream.len());
            stream[at] ^= byte;
            if let Some(inflated) = fast(&mut inflater, &stream, 1 << 16) {
                prop_assert_eq!(reference(&stream, 1 << 16), Some(inflated));
            }
        }
    }
}
