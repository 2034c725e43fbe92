//! What a key is called in the protocol.

/// One key, as `Input.dispatchKeyEvent` wants it.
pub(crate) struct Key {
    pub(crate) key: String,
    pub(crate) code: String,
    pub(crate) number: u32,
    /// What it writes, if anything.
    pub(crate) text: String,
}

/// Keys with a name: name, place on the keyboard, number, text.
const NAMED: [(&str, &str, u32, &str); 17] = [
    ("Backspace", "Backspace", 8, ""),
    ("Tab", "Tab", 9, ""),
    ("Enter", "Enter", 13, "\r"),
    ("Escape", "Escape", 27, ""),
    (" ", "Space", 32, " "),
    ("PageUp", "PageUp", 33, ""),
    ("PageDown", "PageDown", 34, ""),
    ("End", "End", 35, ""),
    ("Home", "Home", 36, ""),
    ("ArrowLeft", "ArrowLeft", 37, ""),
    ("ArrowUp", "ArrowUp", 38, ""),
    ("ArrowRight", "ArrowRight", 39, ""),
    ("ArrowDown", "ArrowDown", 40, ""),
    ("Insert", "Insert", 45, ""),
    ("Delete", "Delete", 46, ""),
    ("F1", "F1", 112, ""),
    ("F2", "F2", 113, ""),
];

/// Finds a key by its name or by the one character it writes.
pub(crate) fn find(name: &str) -> Key {
    let name = if name == "Space" { " " } else { name };
    if let Some((key, code, number, text)) = NAMED.iter().find(|(key, ..)| *key == name) {
        return Key {
            key: (*key).into(),
            code: (*code).into(),
            number: *number,
            text: (*text).into(),
        };
    }
    let mut characters = name.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        panic!("no key is called {name:?}");
    };
    let upper = character.to_ascii_uppercase();
    let (code, number) = match upper {
        'A'..='Z' => (format!("Key{upper}"), u32::from(upper)),
        '0'..='9' => (format!("Digit{upper}"), u32::from(upper)),
        _ => (String::new(), 0),
    };
    Key {
        key: name.into(),
        code,
        number,
        text: name.into(),
    }
}

/// Splits `"Control+Shift+a"` into the bits of its modifiers and its key.
pub(crate) fn split_modifiers(combination: &str) -> (u32, &str) {
    let (mut bits, mut rest) = (0, combination);
    while let Some((modifier, key)) = rest
        .split_once('+')
        .filter(|(modifier, key)| !modifier.is_empty() && !key.is_empty())
    {
        bits |= match modifier {
            "Alt" => 1,
            "Control" => 2,
            "Meta" => 4,
            "Shift" => 8,
            other => panic!("no modifier is called {other:?}"),
        };
        rest = key;
    }
    (bits, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_and_the_plus_key_are_told_apart() {
        assert_eq!(split_modifiers("End"), (0, "End"));
        assert_eq!(split_modifiers("Control+Shift+a"), (10, "a"));
        assert_eq!(split_modifiers("Control++"), (2, "+"));
        assert_eq!(split_modifiers("+"), (0, "+"));
    }
}
