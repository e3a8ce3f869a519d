//! Bounds on a page before it is parsed. For each tag the parser walks the elements that are open, and
//! for each attribute those before it, so that a page made to harm, of a hundred thousand elements in
//! each other, would take hours. Tags that nest deeper than is ever followed are left out here; their
//! text stays.

use std::collections::HashMap;

/// Deepest nesting that is parsed, in elements that only their own end tag closes. The walk follows far
/// fewer; saved pages reach some eighty.
const MAX_OPEN: usize = 1_000;
/// Most attributes of one tag.
const MAX_ATTRIBUTES: usize = 300;

/// Elements that never hold anything.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that a later one closes, so that leaving out their end tags nests nothing.
const CLOSED_BY_OTHERS: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "caption", "html", "head", "body", "rp", "rt",
];
/// Of those, the ones that close whatever their table's last cell left open.
const PARTS_OF_TABLES: &[&str] = &["tr", "td", "th", "thead", "tbody", "tfoot", "caption"];
/// Elements whose content is text whatever it looks like.
const RAW: &[&str] =
    &["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// A page that can be parsed in a time that grows with its length.
pub struct Bounded {
    /// The page.
    pub html: String,
    /// How many tags were left out or shortened.
    pub tags: usize,
}

/// A tag of a page.
struct Tag {
    name: String,
    closes: bool,
    /// Byte after its `>`.
    end: usize,
    /// Where its attributes become too many.
    cut: Option<usize>,
}

/// What stands open at some place of a page.
#[derive(Default)]
struct Open {
    /// Names, and whether the tag was left out.
    elements: Vec<(String, bool)>,
    count: HashMap<String, usize>,
    tables: Vec<usize>,
}

impl Open {
    fn push(&mut self, name: &str) -> bool {
        let left_out = self.elements.len() >= MAX_OPEN;
        if name == "table" {
            self.tables.push(self.elements.len());
        }
        *self.count.entry(name.to_string()).or_default() += 1;
        self.elements.push((name.to_string(), left_out));
        left_out
    }

    fn truncate(&mut self, length: usize) {
        for (name, _) in self.elements.drain(length..) {
            if let Some(n) = self.count.get_mut(&name) {
                *n -= 1;
            }
        }
        while self.tables.last().is_some_and(|t| *t >= length) {
            self.tables.pop();
        }
    }

    /// Closes the newest element of a name; true when its tag was left out.
    fn close(&mut self, name: &str) -> bool {
        if self.count.get(name).is_none_or(|n| *n == 0) {
            return false;
        }
        // What is passed over here is closed with it, so that no element is passed over twice.
        let found = self.elements.iter().rposition(|(open, _)| open == name).unwrap_or(0);
        let left_out = self.elements[found].1;
        self.truncate(found);
        left_out
    }

    /// A new part of a table closes what the last one left open.
    fn part(&mut self) {
        if let Some(table) = self.tables.last() {
            self.truncate(table + 1);
        }
    }
}

/// The page itself when nothing in it goes too far, which is nearly always.
pub fn bounded(html: &str) -> Option<Bounded> {
    let mut open = Open::default();
    let mut out = Bounded { html: String::new(), tags: 0 };
    // What was taken over so far, and where the scan is.
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some(tag) = tag(html, start) else {
            at = after_markup(html, start);
            continue;
        };
        at = tag.end;
        let left_out = step(&mut open, &tag);
        if left_out {
            out.html.push_str(&html[kept..start]);
            kept = tag.end;
            out.tags += 1;
        } else if let Some(cut) = tag.cut {
            out.html.push_str(&html[kept..cut]);
            out.html.push('>');
            kept = tag.end;
            out.tags += 1;
        }
        if !tag.closes && RAW.contains(&tag.name.as_str()) {
            at = end_of_raw(html, at, &tag.name);
        }
    }
    out.html.push_str(&html[kept..]);
    (out.tags > 0).then_some(out)
}

/// Takes in a tag; true when it is to be left out.
fn step(open: &mut Open, tag: &Tag) -> bool {
    let name = tag.name.as_str();
    if PARTS_OF_TABLES.contains(&name) {
        open.part();
    }
    if VOID.contains(&name) || CLOSED_BY_OTHERS.contains(&name) || RAW.contains(&name) {
        return false;
    }
    if tag.closes { open.close(name) } else { open.push(name) }
}

/// The tag that begins at a `<`, if one does.
fn tag(html: &str, start: usize) -> Option<Tag> {
    let bytes = html.as_bytes();
    let closes = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closes);
    if !bytes.get(from)?.is_ascii_alphabetic() {
        return None;
    }
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    let length = bytes[from..].iter().position(ends)?;
    let name = html[from..from + length].to_ascii_lowercase();
    let (mut quote, mut attributes, mut cut) = (None, 0, None);
    let mut before = b' ';
    for (i, b) in bytes.iter().enumerate().skip(from + length) {
        match (quote, b) {
            (Some(q), b) if q == *b => quote = None,
            (Some(_), _) => {}
            // A quotation mark begins a value only after its sign.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*b),
            (None, b'>') => return Some(Tag { name, closes, end: i + 1, cut }),
            (None, b) => {
                let begins = !b.is_ascii_whitespace() && !matches!(b, b'/' | b'=');
                if begins && (before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\''))
                {
                    attributes += 1;
                    if attributes > MAX_ATTRIBUTES && cut.is_none() {
                        cut = Some(i);
                    }
                }
            }
        }
        if !(b.is_ascii_whitespace() && before == b'=') {
            before = *b;
        }
    }
    None
}

/// Byte after a comment, a declaration or a lone `<`.
fn after_markup(html: &str, start: usize) -> usize {
    let rest = &html[start..];
    let end = match rest.as_bytes().get(1..4) {
        Some(b"!--") => rest.find("-->").map(|i| i + 3),
        Some([b'!' | b'?', ..]) => rest.find('>').map(|i| i + 1),
        // An open tag that never ends runs to the end of the page.
        Some([c, ..]) if !c.is_ascii_alphabetic() && *c != b'/' => Some(1),
        Some([b'/', c, _]) if !c.is_ascii_alphabetic() => Some(2),
        _ => None,
    };
    end.map_or(html.len(), |e| start + e)
}

/// Where a script and the like ends.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let closes = |at: usize| {
        bytes[at..].starts_with(b"</")
            && bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    };
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        at += found;
        if closes(at) {
            return at;
        }
        at += 2;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_as_they_are_stay_as_they_are() {
        for page in [
            "",
            "a < b and <3",
            "<p>one<p>two",
            "<script>if (a < b) { x('<div>') }</script><p title=\"a > b\">text",
            "<!-- <div> --><!doctype html><br/><o:p></o:p></nothing>",
            "an end without one <div class='x",
        ] {
            assert!(bounded(page).is_none(), "{page}");
        }
        let cells = "<td><font>1".repeat(5_000);
        assert!(bounded(&format!("<table><tr>{cells}</table>")).is_none());
        assert!(bounded(&"<li><b>1</b>".repeat(5_000)).is_none());
        assert!(bounded(&"<div>1</div>".repeat(5_000)).is_none());
    }

    #[test]
    fn what_nests_too_deep_loses_its_tags_and_no_text() {
        let page = format!("{}text{}<p>after", "<div>".repeat(1_500), "</div>".repeat(1_500));
        let found = bounded(&page).expect("too deep");
        assert_eq!(found.tags, 1_000);
        let (open, close) = ("<div>".repeat(1_000), "</div>".repeat(1_000));
        assert_eq!(found.html, format!("{open}text{close}<p>after"));
    }

    #[test]
    fn a_tag_keeps_so_many_attributes() {
        let many: String = (0..400).map(|n| format!(" a{n}='{n} > 1'")).collect();
        let found = bounded(&format!("<p{many}>text</p>")).expect("too many");
        assert!(found.html.ends_with(">text</p>") && found.html.contains("a299="));
        assert!(!found.html.contains("a300="));
    }
}
