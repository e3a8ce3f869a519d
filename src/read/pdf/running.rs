//! Running headers, footers and page numbers: lines that stand at the same height near the edge of
//! several pages and say the same, numbers aside.

use std::collections::BTreeMap;

use super::stream::{Page, TextLine};

/// Share of the page height in which headers and footers stand.
const EDGE: f32 = 0.12;

/// For every page the texts (numbers blanked) that are running ones.
pub fn find(pages: &[(usize, Vec<TextLine>, f32)]) -> Vec<Vec<String>> {
    let mut seen: BTreeMap<(String, i32), Vec<usize>> = BTreeMap::new();
    for (p, lines, height) in pages {
        for line in lines.iter().filter(|l| is_edge(l, *height)) {
            let key = (blank(&line.text()), (line.base / 6.0).round() as i32);
            let places = seen.entry(key).or_default();
            if places.last() != Some(p) {
                places.push(*p);
            }
        }
    }
    let mut out = vec![Vec::new(); pages.len()];
    for ((text, _), places) in seen {
        let number_only = is_page_number(&text);
        if places.len() >= 2 || number_only {
            for p in places {
                out[p].push(text.clone());
            }
        }
    }
    out
}

/// True when the line is a running one of its page.
pub fn is_running(line: &TextLine, height: f32, texts: &[String]) -> bool {
    is_edge(line, height) && texts.contains(&blank(&line.text()))
}

fn is_edge(line: &TextLine, height: f32) -> bool {
    line.base < EDGE * height || line.base > (1.0 - EDGE) * height
}

/// Text with its numbers blanked.
fn blank(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect::<String>()
        .replace("00", "0")
        .replace("00", "0")
}

fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let rest: String = lower
        .replace("page", "")
        .replace("of", "")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    lower.contains("page") && rest.chars().all(|c| c == '0')
        || rest == "0" && text.chars().count() <= 5
        || text.trim() == "0/0"
        || text.trim() == "0 / 0"
}

/// Pages as the finder wants them.
pub fn view(pages: &[Page], lines: &[Vec<TextLine>]) -> Vec<(usize, Vec<TextLine>, f32)> {
    pages.iter().enumerate().map(|(i, p)| (i, lines[i].clone(), p.height)).collect()
}
