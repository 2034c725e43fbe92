//! Just enough base64 to take a picture out of an answer.

/// Decodes standard base64; any other character, such as padding, is skipped.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut num_bits) = (0_u32, 0);
    for value in text.bytes().filter_map(value_of) {
        bits = bits << 6 | u32::from(value);
        num_bits += 6;
        if num_bits >= 8 {
            num_bits -= 8;
            bytes.push((bits >> num_bits & 0xff) as u8);
        }
    }
    bytes
}

fn value_of(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_length_of_the_last_group_decodes() {
        for (text, bytes) in [
            ("", ""),
            ("TQ==", "M"),
            ("TWU=", "Me"),
            ("TWVk", "Med"),
            ("TWVkVA==", "MedT"),
        ] {
            assert_eq!(decode(text), bytes.as_bytes());
        }
        assert_eq!(decode("+/8="), [0xfb, 0xff]);
    }
}
