//! The content of one run: text, tabs, breaks, symbols.

use crate::read::flow::symbol::symbol;
use crate::read::flow::tree::Element;

/// Where fields stand: the instruction is no text, the result is.
#[derive(Default)]
pub struct Fields {
    /// For each open field, true while its instruction is being read.
    open: Vec<bool>,
}

/// Deepest nesting of fields that is followed.
const MAX_FIELDS: usize = 50;

impl Fields {
    /// Takes a field mark.
    pub fn mark(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.open.len() < MAX_FIELDS => self.open.push(true),
            Some("separate") => {
                if let Some(last) = self.open.last_mut() {
                    *last = false;
                }
            }
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// True while an instruction is being read.
    pub fn in_instruction(&self) -> bool {
        self.open.iter().any(|i| *i)
    }
}

/// Text of one child of a run, if it is text.
pub fn text(e: &Element) -> Option<String> {
    Some(match e.name.as_str() {
        "t" => e.text().replace('\n', " "),
        "tab" | "ptab" => "\t".into(),
        "br" | "cr" => "\n".into(),
        "noBreakHyphen" => "-".into(),
        "sym" => {
            let code = u32::from_str_radix(e.attribute("char").unwrap_or(""), 16).ok()?;
            symbol(e.attribute("font").unwrap_or(""), code)
        }
        _ => return None,
    })
}
