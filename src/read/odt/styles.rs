//! Styles of an OpenDocument text, as far as they change what a reader sees.

use std::collections::BTreeMap;

use crate::read::flow::Look;
use crate::read::flow::tree::Element;

/// Longest chain of styles that is followed.
const MAX_CHAIN: usize = 20;

/// One style; what it does not say it takes from its parent.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    underlined: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
    indent: Option<f32>,
    page_break: Option<bool>,
    title: bool,
}

/// All styles by name.
#[derive(Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
}

/// What a style and its parents say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolved {
    /// How text is set; `None` where nothing is said.
    pub bold: Option<bool>,
    /// Underlined.
    pub underlined: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
    /// Superscript.
    pub raised: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
    /// Left indent in points.
    pub indent: Option<f32>,
    /// A page begins before it.
    pub page_break: bool,
    /// A document title.
    pub title: bool,
}

impl Resolved {
    /// The look of text inside text that looks so.
    pub fn over(&self, look: Look) -> Look {
        Look {
            bold: self.bold.unwrap_or(look.bold),
            underlined: self.underlined.unwrap_or(look.underlined),
            struck: self.struck.unwrap_or(look.struck),
            raised: self.raised.unwrap_or(look.raised),
            hidden: self.hidden.unwrap_or(look.hidden),
        }
    }
}

impl Styles {
    /// Adds the styles of a part.
    pub fn add(&mut self, part: &Element) {
        for e in part.all("style") {
            let Some(name) = e.attribute("name") else { continue };
            let mut style = Style {
                parent: e.attribute("parent-style-name").map(str::to_string),
                title: matches!(name, "Title" | "Subtitle"),
                ..Style::default()
            };
            if let Some(p) = e.child("paragraph-properties") {
                style.indent = p.attribute("margin-left").and_then(points);
                style.page_break = p.attribute("break-before").map(|b| b == "page");
            }
            if let Some(t) = e.child("text-properties") {
                let is = |n: &str, test: &dyn Fn(&str) -> bool| t.attribute(n).map(test);
                style.bold =
                    is("font-weight", &|w| w == "bold" || w.parse::<u32>().is_ok_and(|n| n >= 600));
                style.underlined = is("text-underline-style", &|u| u != "none");
                style.struck = is("text-line-through-style", &|s| s != "none")
                    .or_else(|| is("text-line-through-type", &|s| s != "none"));
                style.raised = is("text-position", &is_raised);
                style.hidden = is("display", &|d| d == "none");
            }
            if let Some(s) = e.child("section-properties") {
                style.hidden = s.attribute("display").map(|d| d == "none");
            }
            self.styles.insert(name.to_string(), style);
        }
    }

    /// A style by its name, with what its parents say.
    pub fn get(&self, name: Option<&str>) -> Resolved {
        let mut out = Resolved::default();
        let mut next = name;
        for _ in 0..MAX_CHAIN {
            let Some(style) = next.and_then(|n| self.styles.get(n)) else { break };
            out.bold = out.bold.or(style.bold);
            out.underlined = out.underlined.or(style.underlined);
            out.struck = out.struck.or(style.struck);
            out.raised = out.raised.or(style.raised);
            out.hidden = out.hidden.or(style.hidden);
            out.indent = out.indent.or(style.indent);
            out.page_break |= style.page_break == Some(true);
            out.title |= style.title;
            next = style.parent.as_deref();
        }
        out
    }
}

/// "super", "super 58%", "33% 58%".
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or("");
    first == "super"
        || first.strip_suffix('%').and_then(|p| p.parse::<f32>().ok()).is_some_and(|p| p > 0.0)
}

/// A length in points.
pub fn points(length: &str) -> Option<f32> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let value: f32 = length[..length.len() - unit.len()].parse().ok()?;
    Some(match unit {
        "cm" => value * 72.0 / 2.54,
        "mm" => value * 72.0 / 25.4,
        "in" => value * 72.0,
        "pc" => value * 12.0,
        "px" => value * 0.75,
        _ => value,
    })
}
