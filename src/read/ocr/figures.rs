//! Numbers as two readers may write them: what is one and the same number, and what a stray mark
//! or a letter in place of a figure was meant to be.

/// Marks that dust and rulings leave at the ends of a number.
const STRAY: &[char] = &['.', ',', '|', '\'', '`', '\u{2018}', '\u{2019}', '_', ':', ';'];

/// True when the text is a count or a sign that stands for one.
pub fn is_count(text: &str) -> bool {
    let bare =
        text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | '*' | '%' | '<' | '>' | '~'));
    let grouped = bare.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && bare.bytes().any(|b| b.is_ascii_digit())
        && !bare.starts_with(',')
        && !bare.ends_with(',');
    grouped || is_sign(text)
}

/// True for what is printed in place of a count.
pub fn is_sign(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "*" | "**"
            | "-"
            | "--"
            | "\u{2013}"
            | "\u{2014}"
            | "x"
            | "nil"
            | "none"
            | "zero"
            | "n/a"
            | "na"
            | "c"
            | ".."
            | "#"
    )
}

/// What a cell in a column of counts was meant to be, when that can be told: stray marks at its
/// ends go, `1.204` is `1,204`, and letters that look like figures are figures.
pub fn mended(text: &str) -> Option<String> {
    let joined: String = text.split_whitespace().collect();
    let bare = joined.trim_matches(STRAY);
    let figures: String = bare
        .chars()
        .map(|c| match c {
            'o' | 'O' => '0',
            'l' | 'I' | '|' | 'i' => '1',
            c => c,
        })
        .collect();
    let figures = match figures.split_once('.') {
        Some((a, b))
            if b.len() == 3
                && (1..=3).contains(&a.len())
                && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit()) =>
        {
            format!("{a},{b}")
        }
        _ => figures,
    };
    (is_count(&figures) && figures.bytes().any(|b| b.is_ascii_digit())).then_some(figures)
}

/// One spelling for what two readers write differently without meaning a different number.
pub fn spelling(text: &str) -> String {
    let joined: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' => '-',
            '\u{2018}' | '\u{2019}' | '`' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2264}' | '\u{2039}' | '\u{ab}' => '<',
            c => c,
        })
        .collect();
    if let Some(number) = mended(&joined) {
        return number.replace(',', "");
    }
    joined.trim_matches(STRAY).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_mended_and_words_are_not() {
        for (read, meant) in [
            ("12.", Some("12")),
            ("|4", Some("4")),
            ("1.204", Some("1,204")),
            ("1,204", Some("1,204")),
            ("o", Some("0")),
            ("l2", Some("12")),
            ("<5", Some("<5")),
            ("1.5", None),
            ("Total", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(mended(read).as_deref(), meant, "{read}");
        }
    }

    #[test]
    fn the_same_number_is_the_same() {
        assert_eq!(spelling("1,204"), spelling("1.204"));
        assert_eq!(spelling("<5"), spelling("< 5"));
        assert_ne!(spelling("<5"), spelling("5"));
        assert_ne!(spelling("12"), spelling("1.2"));
        assert_eq!(spelling("\u{2013}"), spelling("-"));
    }
}
