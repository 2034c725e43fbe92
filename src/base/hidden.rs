//! Characters that a reader of a log cannot see, and their visible marks.
//!
//! Log values are written by whoever calls: a name may hold characters that turn the text around or
//! take no room. Wherever a value is shown, these stand as marks.

/// True for characters that change how neighbours are laid out, take no room of their own, or are blank without being
/// a plain space: controls, `Bidi_Control`, `Default_Ignorable_Code_Point`, `White_Space` and U+2800 of Unicode 17.
pub fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{a0}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{1680}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3000}'
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

/// `text` for a place that takes no elements, such as a tooltip: hidden characters as marks, and a text that has
/// letters of a script written from right to left between isolates, so that what stands around it keeps its order
/// (Unicode Standard Annex 9, section 2.7).
pub fn plain(text: &str) -> String {
    let marked = mark_hidden(text).into_owned();
    if marked.chars().any(is_right_to_left) {
        format!("\u{2068}{marked}\u{2069}")
    } else {
        marked
    }
}

/// Letters of the blocks that are set aside for scripts written from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
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
    fn every_kind_of_hidden_character_is_marked_and_no_letter_is() {
        let hidden = [
            0x0..=0x1f,
            0x7f..=0xa0,
            0xad..=0xad,
            0x34f..=0x34f,
            0x61c..=0x61c,
            0x115f..=0x1160,
            0x1680..=0x1680,
            0x17b4..=0x17b5,
            0x180b..=0x180f,
            0x2000..=0x200f,
            0x2028..=0x202f,
            0x205f..=0x206f,
            0x2800..=0x2800,
            0x3000..=0x3000,
            0x3164..=0x3164,
            0xfe00..=0xfe0f,
            0xfeff..=0xfeff,
            0xffa0..=0xffa0,
            0xfff0..=0xfffb,
            0x1bca0..=0x1bca3,
            0x1d173..=0x1d17a,
            0xe0000..=0xe0fff,
        ];
        for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let is_listed = hidden.iter().any(|range| range.contains(&u32::from(character)));
            assert_eq!(is_hidden(character), is_listed, "U+{:04X}", u32::from(character));
            assert!(is_listed || character == ' ' || !(character.is_whitespace() || character.is_control()));
        }
    }

    #[test]
    fn a_right_to_left_text_is_set_apart_where_no_element_can() {
        assert_eq!(plain("Zoë"), "Zoë");
        assert_eq!(plain("דנה\u{202e}"), "\u{2068}דנה⟨U+202E⟩\u{2069}");
    }

    #[test]
    fn a_reversed_name_is_shown_with_its_mark() {
        assert_eq!(mark_hidden("adm\u{202e}nimda"), "adm⟨U+202E⟩nimda");
        assert_eq!(mark_hidden("Zoë 東京"), "Zoë 東京");
        assert_eq!(mark_hidden("a\nb"), "a⟨U+000A⟩b");
    }
}
