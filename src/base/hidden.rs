//! Characters that a reader of a log cannot see, and their visible marks.
//!
//! Log values are written by whoever calls: a name may hold characters that turn the text around or
//! take no room. Wherever a value is shown, these stand as marks.

/// True for characters that change how neighbours are laid out, or take no room of their own.
pub fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// `text` with each hidden character written as `⟨U+202E⟩`; borrowed when there is none.
pub fn mark_hidden(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return text.into();
    }
    let mut marked = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
            marked.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
        } else {
            marked.push(character);
        }
    }
    marked.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_name_is_shown_with_its_mark() {
        assert_eq!(mark_hidden("adm\u{202e}nimda"), "adm⟨U+202E⟩nimda");
        assert_eq!(mark_hidden("Zoë 東京"), "Zoë 東京");
        assert_eq!(mark_hidden("a\nb"), "a⟨U+000A⟩b");
    }
}
