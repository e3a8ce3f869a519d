//! XML as a small tree, by local names. The office formats nest what belongs together, and a tree
//! can be walked by plain functions. quick-xml gives "&lt;" as an event of its own
//! (`GeneralRef`); a reader that takes only `Text` turns "<5" into "5".

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::decode::decode;
use crate::read::sheet_xml::reference;

/// Deepest element that is kept. Real documents stay under 60.
const MAX_NESTING: usize = 200;
/// Most elements kept of one part; a letter has some thousands.
const MAX_ELEMENTS: usize = 8_000_000;

/// One element.
#[derive(Debug, Default)]
pub struct Element {
    /// Name without prefix.
    pub name: String,
    /// Attributes, names without prefix.
    pub attributes: Vec<(String, String)>,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// An element or text.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text between tags.
    Text(String),
}

/// A part as far as it could be read.
#[derive(Debug, Default)]
pub struct Tree {
    /// Holds the root element.
    pub root: Element,
    /// True when it was read to its end.
    pub whole: bool,
}

impl Element {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|n| match n {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// All elements of this name below, in order, not inside one another.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut out = Vec::new();
        for e in self.elements() {
            if e.name == name {
                out.push(e);
            } else {
                out.extend(e.all(name));
            }
        }
        out
    }

    /// The first element of this name at any depth.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|e| if e.name == name { Some(e) } else { e.first(name) })
    }

    /// All text below.
    pub fn text(&self) -> String {
        self.children
            .iter()
            .map(|n| match n {
                Node::Element(e) => e.text(),
                Node::Text(t) => t.clone(),
            })
            .collect()
    }
}

/// Reads a part of an office file.
pub fn parse(bytes: &[u8]) -> Tree {
    let text = decode(bytes).text;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<Element> = vec![Element::default()];
    // Levels below the deepest kept one, whose elements are dropped.
    let mut below = 0usize;
    let mut elements = 0usize;
    let mut whole = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                elements += 1;
                if open.len() >= MAX_NESTING || below > 0 {
                    below += 1;
                    whole = false;
                } else {
                    open.push(element(&e));
                }
            }
            Ok(Event::Empty(e)) if below == 0 => {
                elements += 1;
                if let Some(last) = open.last_mut() {
                    last.children.push(Node::Element(element(&e)));
                }
            }
            Ok(Event::End(_)) if below > 0 => below -= 1,
            Ok(Event::End(_)) => close(&mut open),
            Ok(Event::Text(t)) if below == 0 => push_text(&mut open, &t.xml10_content()),
            Ok(Event::CData(t)) if below == 0 => push_text(&mut open, &t.xml10_content()),
            Ok(Event::GeneralRef(r)) if below == 0 => push_text(&mut open, &reference(&r)),
            Ok(Event::Eof) => break,
            Err(_) => {
                whole = false;
                break;
            }
            _ => {}
        }
        if elements > MAX_ELEMENTS {
            whole = false;
            break;
        }
    }
    whole &= open.len() == 1;
    while open.len() > 1 {
        close(&mut open);
    }
    Tree { root: open.pop().unwrap_or_default(), whole }
}

fn element(e: &BytesStart<'_>) -> Element {
    let attributes = e
        .attributes()
        .with_checks(false)
        .flatten()
        .filter(|a| !a.key.as_ref().starts_with("xmlns"))
        .map(|a| {
            let value = quick_xml::escape::unescape(&a.value)
                .map_or_else(|_| a.value.to_string(), Into::into);
            (a.key.local_name().as_ref().to_string(), value)
        })
        .collect();
    Element { name: e.local_name().as_ref().to_string(), attributes, children: Vec::new() }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(done));
    }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_string())),
    }
}
