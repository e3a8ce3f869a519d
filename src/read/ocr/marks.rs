//! Footnote marks: the small raised 2 in "8²" must never become a digit of the number. A text
//! recogniser reads "82"; the ink tells.

use super::gray::Area;
use super::ink::Ink;

/// A mark is at most this share of the height of the figures before it.
const SMALL: f32 = 0.8;
/// Its foot stands at least this share of their height above theirs.
const RAISED: f32 = 0.22;
/// Longest mark in signs.
const LONGEST: usize = 2;

/// Text of a word and the marks behind it, with the area of the word alone.
pub fn part(ink: &Ink, area: Area, text: &str) -> (String, String, Area) {
    let whole = (text.to_string(), String::new(), area);
    let signs: Vec<char> = text.chars().collect();
    let Some(last) = signs.last() else { return whole };
    if !(last.is_ascii_digit() || superscript(*last).is_some()) || signs.len() < 2 {
        return whole;
    }
    let pieces = pieces(ink, area);
    let tallest = pieces.iter().max_by_key(|p| (p.height(), std::cmp::Reverse(p.x0)));
    let Some(tallest) = tallest else { return whole };
    let high = tallest.height() as f32;
    let is_mark = |p: &Area| {
        p.height() as f32 <= SMALL * high
            && (tallest.y1.saturating_sub(p.y1)) as f32 >= RAISED * high
            && p.height() as f32 >= 0.2 * high
    };
    let seen = pieces.iter().rev().take_while(|p| is_mark(p)).count();
    let read = signs.iter().rev().take_while(|c| superscript(**c).is_some()).count();
    let marks = seen.max(read).min(LONGEST).min(signs.len() - 1);
    let tail = &signs[signs.len() - marks..];
    if marks == 0 || !tail.iter().all(|c| c.is_ascii_digit() || superscript(*c).is_some()) {
        return whole;
    }
    let right = if seen >= marks && pieces.len() > marks {
        pieces[pieces.len() - marks - 1].x1
    } else {
        area.x1
    };
    (
        signs[..signs.len() - marks].iter().collect(),
        tail.iter().map(|c| superscript(*c).unwrap_or(*c)).collect(),
        ink.tight(Area { x1: right, ..area }).unwrap_or(area),
    )
}

fn superscript(c: char) -> Option<char> {
    match c {
        '\u{b9}' => Some('1'),
        '\u{b2}' => Some('2'),
        '\u{b3}' => Some('3'),
        _ => None,
    }
}

/// The ink between blank columns, from left to right.
fn pieces(ink: &Ink, area: Area) -> Vec<Area> {
    let mut out = Vec::new();
    let mut from = None;
    for x in area.x0..=area.x1 {
        let dark = x < area.x1 && ink.in_column(x, area.y0, area.y1) > 0;
        match (dark, from) {
            (true, None) => from = Some(x),
            (false, Some(start)) => {
                out.extend(ink.tight(Area { x0: start, x1: x, ..area }));
                from = None;
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ocr::gray::Gray;

    #[test]
    fn a_raised_figure_is_a_mark() {
        let mut page = Gray::filled(60, 40, 255);
        let mut fill = |x0: usize, y0: usize, x1: usize, y1: usize| {
            for y in y0..y1 {
                page.data[y * 60 + x0..y * 60 + x1].fill(0);
            }
        };
        fill(5, 10, 15, 30); // a figure
        fill(18, 10, 28, 30); // another
        fill(30, 8, 35, 19); // a small one, raised
        let area = Area { x0: 5, y0: 8, x1: 35, y1: 30 };
        let ink = Ink::of(&page, 128);
        let (text, marks, rest) = part(&ink, area, "182");
        assert_eq!((text.as_str(), marks.as_str(), rest.x1), ("18", "2", 28));
        let (text, marks, _) = part(&ink, Area { x1: 28, ..area }, "18");
        assert_eq!((text.as_str(), marks.as_str()), ("18", ""));
    }
}
