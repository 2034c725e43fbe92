//! Whether the quotes of a row are as RFC 4180 has them.

/// True when every quoted cell ends with its closing quote. The parser itself takes text behind it as well.
pub(super) fn is_strict(row: &[u8], delimiter: u8) -> bool {
    let mut bytes = row.iter().copied().peekable();
    let (mut is_quoted, mut is_begin) = (false, true);
    while let Some(byte) = bytes.next() {
        if is_quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                is_quoted = false;
                if bytes.peek().is_some_and(|&next| next != delimiter) {
                    return false;
                }
            }
            continue;
        }
        is_quoted = is_begin && byte == b'"';
        is_begin = byte == delimiter;
    }
    !is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_delimiter_may_follow_a_closing_quote() {
        for row in [r#"a,"b","c""#, r#""a""b","""",a"b"#, "", "\"a\nb\","] {
            assert!(is_strict(row.as_bytes(), b','), "{row}");
        }
        for row in [r#""a"b"#, "\"a,b\n\"c,d", r#"a,"b"#, r#"""a"#, "\"a\" ,b"] {
            assert!(!is_strict(row.as_bytes(), b','), "{row}");
        }
    }
}
