//! One record, one line: byte for byte, but for line breaks.

/// Appends the record as a line. Line breaks between its values become spaces; inside a text, where JSON has none and
/// only a damaged record can, they are written as JSON writes them, so that the value stays what it is.
pub(super) fn write_line(bytes: &mut Vec<u8>, record: &[u8]) {
    write_unbroken(bytes, record);
    bytes.push(b'\n');
}

fn write_unbroken(bytes: &mut Vec<u8>, record: &[u8]) {
    if !record.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.extend(record);
        return;
    }
    let (mut is_text, mut is_escaped) = (false, false);
    for &byte in record {
        match byte {
            b'\n' if is_text => bytes.extend(b"\\n"),
            b'\r' if is_text => bytes.extend(b"\\r"),
            b'\n' | b'\r' => bytes.push(b' '),
            other => bytes.push(other),
        }
        is_text ^= byte == b'"' && !is_escaped;
        is_escaped = is_text && byte == b'\\' && !is_escaped;
    }
}
