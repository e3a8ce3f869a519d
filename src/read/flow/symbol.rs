//! Signs of symbol fonts: Word stores "≤" as a letter of the font Symbol.

/// A character of a symbol font, as the sign it shows.
pub fn symbol(font: &str, code: u32) -> String {
    // Symbol fonts are mapped to F000 and up.
    let low = code & 0xff;
    let shown = match (font.to_lowercase().as_str(), low) {
        ("symbol", 0x20..=0x40 | 0x5b | 0x5d) => char::from_u32(low),
        ("symbol", 0xa3) => Some('\u{2264}'),
        ("symbol", 0xb3) => Some('\u{2265}'),
        ("symbol", 0xb1) => Some('\u{b1}'),
        ("symbol", 0xb4) => Some('\u{d7}'),
        ("symbol", 0xb7) => Some('\u{2022}'),
        (f, 0xfc) if f.starts_with("wingdings") => Some('\u{2713}'),
        (f, 0xfb) if f.starts_with("wingdings") => Some('\u{2717}'),
        ("wingdings", 0xfe) => Some('\u{2611}'),
        ("wingdings", 0xfd) => Some('\u{2612}'),
        ("wingdings", 0xa8 | 0x6f) => Some('\u{2610}'),
        (f, _) if f.starts_with("wingdings") || f == "webdings" => Some('\u{2022}'),
        _ => char::from_u32(code),
    };
    shown.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts_are_those_shown() {
        assert_eq!(symbol("Symbol", 0xF0A3), "\u{2264}");
        assert_eq!(symbol("Symbol", 0xF03C), "<");
        assert_eq!(symbol("Wingdings", 0xF0FC), "\u{2713}");
        assert_eq!(symbol("Arial", 0x2013), "\u{2013}");
    }
}
