//! Keys, values that are no containers, and what stands behind objects.

use crate::trail::scan::Scan;

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

/// Whether an object without a source, behind which `rest` stands, ended before its time: the remains of a record
/// follow it. `None` when more of the content is needed to tell.
pub(super) fn ends_early(rest: &[u8], scan: &Scan, is_end: bool) -> Option<bool> {
    /// Longer keys are none of a record's.
    const MAX_KEY_BYTES: usize = 256;
    if scan.has_source() {
        return Some(false);
    }
    let unless_more = || {
        if is_end || rest.len() >= MAX_KEY_BYTES {
            Some(false)
        } else {
            None
        }
    };
    let Some(step) = rest.iter().position(|&byte| !is_between_values(byte)) else {
        return unless_more();
    };
    let next = &rest[step..];
    match next[0] {
        b'{' | b'[' | b']' | b'}' => Some(false),
        b'"' => {
            let Some(len) = scalar_len(next) else {
                return unless_more();
            };
            match next[len..].iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(&byte) => Some(byte == b':'),
                None => unless_more(),
            }
        }
        byte => Some(!starts_scalar(byte)),
    }
}
