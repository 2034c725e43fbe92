//! Compares the twins of `src/trail/scan/masks.rs` on bytes that look random. The browser tests run it.

#[path = "../../../src/trail/scan/masks.rs"]
mod masks;

/// Bytes that mean something, which come as often as all others together.
const MARKS: &[u8] = b"\"\\{}[],:Yy_ eE+-.09azft\n\r\t\x00\x1f\x20\x7f\x80\xff";

/// In how many of so many rounds the twins disagree.
#[unsafe(no_mangle)]
pub extern "C" fn disagreements(seed: u32, rounds: u32) -> u32 {
    let mut state = u64::from(seed) << 1 | 1;
    let mut number = move |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let mut num_disagreements = 0;
    for _ in 0..rounds {
        let mut block = [0u8; 64];
        let marks_of_ten = number(11);
        for byte in &mut block {
            *byte = if number(10) < marks_of_ten {
                MARKS[number(MARKS.len())]
            } else {
                number(256) as u8
            };
        }
        let text = &block[number(32)..32 + number(33)];
        let agree = masks::masks(&block) == masks::scalar::masks(&block)
            && masks::backslashes(&block) == masks::scalar::backslashes(&block)
            && masks::foreign(&block) == masks::scalar::foreign(&block)
            && masks::plain_len(text) == masks::scalar::plain_len(text);
        num_disagreements += u32::from(!agree);
    }
    num_disagreements
}
