//! Running headers, footers and page numbers: lines that stand at the same height near the edge of
//! several pages and say the same, numbers aside.

use std::collections::BTreeMap;

use super::stream::{Page, TextLine};

/// Share of the page height in which headers and footers stand.
const EDGE: f32 = 0.12;

/// Lines near the edges of the pages so far, by text (numbers blanked) and height: how often each.
#[derive(Default)]
pub struct Seen(BTreeMap<(String, i32), usize>);

impl Seen {
    /// For each of the next pages the texts (numbers blanked) that are running ones.
    pub fn find(&mut self, pages: &[Page], lines: &[Vec<TextLine>]) -> Vec<Vec<String>> {
        let mut here: BTreeMap<(String, i32), Vec<usize>> = BTreeMap::new();
        for (p, (page, lines)) in pages.iter().zip(lines).enumerate() {
            for line in lines.iter().filter(|l| is_edge(l, page.height)) {
                let key = (blank(&line.text()), (line.base / 6.0).round() as i32);
                let places = here.entry(key).or_default();
                if places.last() != Some(&p) {
                    places.push(p);
                }
            }
        }
        let mut out = vec![Vec::new(); pages.len()];
        for (key, places) in here {
            let text = key.0.clone();
            let seen = self.0.entry(key).or_default();
            *seen += places.len();
            if *seen >= 2 || is_page_number(&text) {
                for p in places {
                    out[p].push(text.clone());
                }
            }
        }
        out
    }
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
