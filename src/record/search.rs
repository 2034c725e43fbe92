//! Finding a text in another without regard to case.

use std::ops::Range;

/// Where `wanted` stands in `text`, each place by its bytes, none over another. Compared character by character in
/// lower case; an empty text stands nowhere.
pub fn find(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        match matching_len(&text[at..], &wanted) {
            Some(len) => {
                found.push(at..at + len);
                at += len;
            }
            None => at += first.len_utf8(),
        }
    }
    found
}

/// How many bytes at the start of `text` are `wanted`, which is in lower case.
fn matching_len(text: &str, wanted: &[char]) -> Option<usize> {
    let mut left = wanted.iter();
    for (at, character) in text.char_indices() {
        for lower in character.to_lowercase() {
            if left.next().is_some_and(|wanted| *wanted != lower) {
                return None;
            }
        }
        if left.as_slice().is_empty() {
            return Some(at + character.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_and_places_are_of_the_text() {
        assert_eq!(find("DetectPHI, detectphi", "PHI"), [6..9, 17..20]);
        assert_eq!(find("ZOË Zoë", "zoë"), [0..4, 5..9]);
        // A character whose lower case is longer.
        assert_eq!(find("İxx", "x"), [2..3, 3..4]);
        assert_eq!(find("aaaaa", "aa"), [0..2, 2..4]);
        assert!(find("abc", "").is_empty() && find("", "a").is_empty() && find("ab", "abc").is_empty());
    }
}
