//! Keys, and values that are no containers.

/// Length of the key behind the quote at the start of `bytes`, and the offset of the first byte of its value, which
/// is missing when no colon follows. `None` while that is not all there. An escaped key is given as it stands.
pub(super) fn key_and_value(bytes: &[u8]) -> Option<(usize, Option<usize>)> {
    let string = scalar_len(bytes)?;
    let after_space = |from: usize| {
        let step = bytes[from..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())?;
        Some(from + step)
    };
    let colon = after_space(string)?;
    if bytes[colon] != b':' {
        return Some((string - 2, None));
    }
    Some((string - 2, Some(after_space(colon + 1)?)))
}

/// Length of the string, number or word at the start of `bytes`; `None` when it may go on behind them.
pub(super) fn scalar_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'"') {
        return bytes
            .iter()
            .position(|&byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
    }
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

pub(super) fn is_between_values(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',')
}

pub(super) fn starts_scalar(byte: u8) -> bool {
    matches!(byte, b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}
