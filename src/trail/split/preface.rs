//! What may stand before JSON without being damage: times in front of lines, and the prompt of a pasted terminal.

/// How far a pasted text is searched for where its JSON begins.
const MAX_PREFACE_BYTES: usize = 4096;

/// A time with all its digits and what stands behind it is never longer.
pub(super) const MAX_TIMESTAMP_BYTES: usize = 40;

/// The length of `2026-08-01T09:00:00.000Z ` at the start of `bytes`, when an object stands behind it: so write
/// exports of CloudWatch Logs each line (CloudWatch Logs User Guide, "Exporting log data to Amazon S3").
pub(super) fn timestamp_len(bytes: &[u8]) -> Option<usize> {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(&byte, &form): (&u8, &u8)| {
        if form == b'd' {
            byte.is_ascii_digit()
        } else {
            byte == form
        }
    };
    let is_time = bytes.len() > FORM.len() && bytes.iter().zip(FORM).all(fits);
    let rest = is_time.then(|| &bytes[FORM.len()..])?;
    let fraction = rest
        .iter()
        .take_while(|byte| **byte == b'.' || byte.is_ascii_digit())
        .count();
    match rest[fraction..] {
        [b'Z', b' ', b'{', ..] => Some(FORM.len() + fraction + 2),
        _ => None,
    }
}

/// Where the first line begins that is JSON, behind lines that are text; `Some(None)` when there is none, `None` when
/// more of the content is needed to tell.
pub(super) fn json_behind_text(bytes: &[u8], is_end: bool) -> Option<Option<usize>> {
    let head = &bytes[..bytes.len().min(MAX_PREFACE_BYTES)];
    let begins = |pair: &[u8]| pair[0] == b'\n' && matches!(pair[1], b'{' | b'[');
    match head.windows(2).position(begins) {
        Some(at) if std::str::from_utf8(&head[..at]).is_ok_and(|text| !text.contains(['{', '<'])) => {
            Some(Some(at + 1))
        }
        Some(_) => Some(None),
        None if !is_end && bytes.len() < MAX_PREFACE_BYTES => None,
        None => Some(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_an_object_is_passed_over() {
        assert_eq!(timestamp_len(b"2026-08-01T09:00:00.000Z {\"a\":1}"), Some(25));
        assert_eq!(timestamp_len(b"2026-08-01T09:00:00Z {}"), Some(21));
        assert_eq!(timestamp_len(b"2026-08-01T09:00:00.000Z [1]"), None);
        assert_eq!(timestamp_len(b"2026"), None);
    }

    #[test]
    fn lines_before_the_first_line_of_json_are_passed_over() {
        assert_eq!(
            json_behind_text(b"$ aws cloudtrail lookup-events\n{\"Events\":[]}", true),
            Some(Some(31))
        );
        assert_eq!(json_behind_text(b"hello\nworld", true), Some(None));
        assert_eq!(json_behind_text(b"hello\nworld", false), None);
        assert_eq!(json_behind_text(b"<html>\n{", true), Some(None));
    }
}
