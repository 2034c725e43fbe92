//! RSA public keys as DER: PKCS#1 (RFC 8017, A.1.1) as AWS gives them, and SPKI (RFC 5280, 4.1) as browsers take them.

/// `rsaEncryption` with its NULL parameters (RFC 3279, 2.3.1).
const RSA_ALGORITHM: &[u8] = &[
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;

/// A key in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RsaKey {
    pub pkcs1: Vec<u8>,
    pub spki: Vec<u8>,
}

impl RsaKey {
    /// Reads either form; `None` when it is neither, or anything stands behind it.
    pub fn parse(der: &[u8]) -> Option<Self> {
        let pkcs1 = if is_pkcs1(der) { der } else { pkcs1_in_spki(der)? };
        Some(Self {
            pkcs1: pkcs1.to_vec(),
            spki: spki_of(pkcs1),
        })
    }
}

fn is_pkcs1(der: &[u8]) -> bool {
    let numbers = only(der, SEQUENCE).and_then(|body| {
        let (modulus, rest) = value(body, INTEGER)?;
        Some((modulus, only(rest, INTEGER)?))
    });
    // Positive numbers in their shortest form.
    let is_positive = |number: &[u8]| match number {
        [] => false,
        [first] => (1..0x80).contains(first),
        [0, second, ..] => *second >= 0x80,
        [first, ..] => *first < 0x80,
    };
    numbers.is_some_and(|(modulus, exponent)| is_positive(modulus) && is_positive(exponent))
}

fn pkcs1_in_spki(der: &[u8]) -> Option<&[u8]> {
    let rest = only(der, SEQUENCE)?.strip_prefix(RSA_ALGORITHM)?;
    let pkcs1 = only(rest, BIT_STRING)?.strip_prefix(&[0])?;
    is_pkcs1(pkcs1).then_some(pkcs1)
}

fn spki_of(pkcs1: &[u8]) -> Vec<u8> {
    let bits = [&[0], pkcs1].concat();
    let body = [RSA_ALGORITHM, &with_head(BIT_STRING, &bits)].concat();
    with_head(SEQUENCE, &body)
}

fn with_head(tag: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match body.len() {
        len @ 0..=0x7f => out.push(len as u8),
        len @ 0x80..=0xff => out.extend([0x81, len as u8]),
        len => out.extend([0x82, (len >> 8) as u8, len as u8]),
    }
    out.extend(body);
    out
}

/// The body of the value that `der` is, and nothing else.
fn only(der: &[u8], tag: u8) -> Option<&[u8]> {
    value(der, tag)
        .filter(|(_, rest)| rest.is_empty())
        .map(|(body, _)| body)
}

/// The body of the value that `der` begins with, and what follows it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (len, body) = match der {
        [found, len @ 0..=0x7f, body @ ..] if *found == tag => (usize::from(*len), body),
        [found, 0x81, len @ 0x80..=0xff, body @ ..] if *found == tag => (usize::from(*len), body),
        [found, 0x82, high @ 1..=0xff, low, body @ ..] if *found == tag => {
            (usize::from(*high) << 8 | usize::from(*low), body)
        }
        _ => return None,
    };
    body.split_at_checked(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_one_key_and_nothing_else_is() {
        let pkcs1 = [
            &[0x30, 0x81, 0x88, 0x02, 0x81, 0x81, 0][..],
            &[0xc5; 128],
            &[0x02, 0x02, 0x01, 0x01],
        ]
        .concat();
        let key = RsaKey::parse(&pkcs1).expect("a key");
        assert_eq!(RsaKey::parse(&key.spki), Some(key.clone()));
        for cut in 0..pkcs1.len() {
            assert_eq!(RsaKey::parse(&pkcs1[..cut]), None, "{cut}");
        }
        for cut in 0..key.spki.len() {
            assert_eq!(RsaKey::parse(&key.spki[..cut]), None, "{cut}");
        }
        assert_eq!(RsaKey::parse(&[&pkcs1[..], &[0]].concat()), None);
    }
}
