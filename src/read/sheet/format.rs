//! Numbers as a spreadsheet shows them: the part of Excel's number formats that turns a stored
//! 0.125 into "12.5%", 1204 into "1,204" and, in a format such as `[<5]"<5";0`, 3 into "<5".
//!
//! It refuses to be complete: scientific and fraction formats fall back to the plain number, and a
//! nought stays "0" where the format would show a dash, because the file knows that it is nought.

use calamine::ExcelDateTime;

use crate::model::document::CellValue;

/// Significant digits Excel shows for a number without a format.
const GENERAL_DIGITS: usize = 11;

/// The text and kind of a stored number under a number format.
pub fn number(value: f64, code: &str) -> (String, CellValue) {
    let section = choose(value, code);
    let Some(section) = section else { return (general(value), CellValue::Number) };
    let shape = Shape::of(section);
    if shape.percent {
        let shown = decimals(value.abs() * 100.0, shape.places, false);
        return (format!("{}{shown}%", sign(value)), CellValue::Percent);
    }
    if !shape.digits {
        // Only words: a suppressed figure ("<5", "*"). A dash or nothing for nought stays nought.
        let words = shape.before.trim();
        if value != 0.0 && words.chars().any(|c| !"-–— ".contains(c)) && !shape.general {
            return (words.to_string(), CellValue::Text);
        }
        return (general(value), CellValue::Number);
    }
    let mut text = decimals(value.abs(), shape.places, shape.thousands);
    while text.split('.').next().map_or(0, str::len) < shape.width {
        text.insert(0, '0');
    }
    let (before, after) = (shape.before.trim(), shape.after.trim_end());
    let brackets = before == "(" && after == ")";
    if brackets || before == "-" {
        let sign = if value == 0.0 { "" } else { "-" };
        return (format!("{sign}{text}"), CellValue::Number);
    }
    let before = before.trim_start_matches('-');
    (format!("{}{before}{text}{after}", sign(value)), CellValue::Number)
}

/// True when the format hides every value (";;;").
pub fn hides(code: &str) -> bool {
    code.trim() == ";;;" || code.trim() == ";;"
}

/// A date as ISO text, as precise as its format shows it: a day, a month, a year, or a time.
pub fn date(value: &ExcelDateTime, code: &str) -> (String, CellValue) {
    let serial = value.as_f64();
    if value.is_duration() || (0.0..1.0).contains(&serial) {
        let minutes = (serial * 24.0 * 60.0).round() as i64;
        return (format!("{:02}:{:02}", minutes / 60, minutes % 60), CellValue::Text);
    }
    let (year, month, day, hour, minute, _, _) = value.to_ymd_hms_milli();
    let bare = strip_literals(code).to_ascii_lowercase();
    let (has_y, has_m, has_d) = (bare.contains('y'), bare.contains('m'), bare.contains('d'));
    let text = match (has_y, has_m, has_d) {
        (true, false, false) => format!("{year:04}"),
        (true, true, false) if !bare.contains('h') => format!("{year:04}-{month:02}"),
        _ if hour + minute > 0 && (bare.contains('h') || code.is_empty()) => {
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
        _ => format!("{year:04}-{month:02}-{day:02}"),
    };
    (text, CellValue::Date)
}

/// A number without a format: no ".0", no exponent for counts.
pub fn general(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{}", value as i64);
    }
    let before_point = (value.abs().log10().floor() as i64 + 1).max(1) as usize;
    let places = GENERAL_DIGITS.saturating_sub(before_point);
    decimals_signed(value, places)
}

fn decimals_signed(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_string()
}

fn sign(value: f64) -> &'static str {
    if value < 0.0 { "-" } else { "" }
}

/// Fixed places, but none for a whole number: "12", never "12.0".
fn decimals(value: f64, places: usize, thousands: bool) -> String {
    // Ties go away from zero, as Excel rounds them; `format!` would round half to even.
    let scale = 10f64.powi(places.min(9) as i32);
    let rounded = (value * scale + 1e-9).round() / scale;
    let text = decimals_signed(rounded, places.min(9));
    if !thousands {
        return text;
    }
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    rest.map_or(grouped.clone(), |r| format!("{grouped}.{r}"))
}

/// The section of a format that applies to a value; `None` for a general one.
fn choose(value: f64, code: &str) -> Option<&str> {
    let code = code.trim();
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
        return None;
    }
    let sections = split_sections(code);
    let conditions: Vec<Option<(&str, f64)>> = sections.iter().map(|s| condition(s)).collect();
    if conditions.iter().any(Option::is_some) {
        for (section, limit) in sections.iter().zip(&conditions) {
            let holds = match limit {
                Some(("<", n)) => value < *n,
                Some(("<=", n)) => value <= *n,
                Some((">", n)) => value > *n,
                Some((">=", n)) => value >= *n,
                Some(("=", n)) => value == *n,
                Some(("<>", n)) => value != *n,
                _ => true,
            };
            if holds {
                return Some(section);
            }
        }
    }
    match sections.len() {
        1 => Some(sections[0]),
        2 => Some(if value < 0.0 { sections[1] } else { sections[0] }),
        _ if value > 0.0 => Some(sections[0]),
        _ if value < 0.0 => Some(sections[1]),
        _ => Some(sections[2]),
    }
}

fn split_sections(code: &str) -> Vec<&str> {
    let (mut sections, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (i, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(&code[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// `[<5]` at the head of a section.
fn condition(section: &str) -> Option<(&str, f64)> {
    for part in section.split('[').skip(1) {
        let inner = part.split(']').next()?;
        let digits = inner.find(|c: char| c.is_ascii_digit() || c == '-')?;
        let (operator, limit) = inner.split_at(digits);
        if matches!(operator, "<" | "<=" | ">" | ">=" | "=" | "<>") {
            return limit.parse().ok().map(|n| (operator, n));
        }
    }
    None
}

/// What a section of a format says.
#[derive(Default)]
struct Shape {
    before: String,
    after: String,
    digits: bool,
    general: bool,
    percent: bool,
    thousands: bool,
    places: usize,
    width: usize,
}

impl Shape {
    fn of(section: &str) -> Shape {
        let mut shape = Shape::default();
        let mut chars = section.chars().peekable();
        let mut point = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    let words: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    shape.literal(&words);
                }
                '\\' => {
                    if let Some(next) = chars.next() {
                        shape.literal(&next.to_string());
                    }
                }
                // A blank as wide as, or a fill with, the next character.
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    // "[$£-809]" carries a currency sign; colours and conditions say nothing here.
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if let Some(sign) = inner.strip_prefix('$') {
                        let sign = sign.split('-').next().unwrap_or_default().to_string();
                        shape.literal(&sign);
                    }
                }
                '0' | '#' | '?' => {
                    shape.digits = true;
                    if point {
                        shape.places += 1;
                    } else if c == '0' {
                        shape.width += 1;
                    }
                }
                '.' if shape.digits || chars.peek().is_some_and(|c| "0#?".contains(*c)) => {
                    point = true;
                }
                ',' if shape.digits => shape.thousands = true,
                '%' => shape.percent = true,
                'G' | 'g' => {
                    shape.general = true;
                    while chars.peek().is_some_and(char::is_ascii_alphabetic) {
                        chars.next();
                    }
                }
                other => shape.literal(&other.to_string()),
            }
        }
        shape
    }

    fn literal(&mut self, words: &str) {
        if self.digits { self.after.push_str(words) } else { self.before.push_str(words) }
    }
}

fn strip_literals(code: &str) -> String {
    let mut out = String::new();
    let (mut quoted, mut bracket) = (false, false);
    for c in code.split(';').next().unwrap_or_default().chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            _ if quoted || bracket => {}
            other => out.push(other),
        }
    }
    out
}

/// The format codes that stand behind the built-in ids of both Excel formats.
pub fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0;-#,##0;0",
        43 | 44 => "#,##0.00;-#,##0.00;0",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_sheet_shows_them() {
        let cases = [
            (1204.0, "", "1204"),
            (1204.0, "#,##0", "1,204"),
            (1234567.0, "#,##0", "1,234,567"),
            (12.0, "0.00", "12"),
            (12.5, "0.0", "12.5"),
            (12.5, "0", "13"),
            (0.125, "0.0%", "12.5%"),
            (0.125, "0%", "13%"),
            (3.0, "[<5]\"<5\";0", "<5"),
            (7.0, "[<5]\"<5\";0", "7"),
            (3.0, "[<=5]\\*;#,##0", "*"),
            (0.0, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", "0"),
            (1204.0, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", "1,204"),
            (-4.0, "#,##0;(#,##0)", "-4"),
            (450.0, "\"£\"#,##0", "£450"),
            (450.0, "[$£-809]#,##0.00", "£450"),
            (7.0, "000", "007"),
            (0.151404, "", "0.151404"),
            (5.0, "General\" officers\"", "5"),
        ];
        for (value, code, shown) in cases {
            assert_eq!(number(value, code).0, shown, "{value} under {code}");
        }
    }

    #[test]
    fn a_nought_hidden_by_its_format_is_still_nought() {
        assert_eq!(number(0.0, "0;-0;;@").0, "0");
        assert!(hides(";;;"));
    }
}
