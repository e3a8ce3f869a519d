//! The styles and list definitions of a Word document, as far as they change what a reader sees:
//! headings, hidden, bold and struck text, list levels and indents.

use std::collections::BTreeMap;

use crate::read::flow::Look;
use crate::read::flow::tree::Element;

/// Longest chain of styles that is followed.
const MAX_CHAIN: usize = 20;
/// Twentieths of a point in a point.
const TWIPS: f32 = 20.0;
/// Points by which a list level is set in when the file does not say it.
const LEVEL_POINTS: f32 = 18.0;

/// A switch that may be left as it is.
type Switch = Option<bool>;

/// Run properties, each only when said.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunLook {
    bold: Switch,
    underlined: Switch,
    struck: Switch,
    raised: Switch,
    hidden: Switch,
}

impl RunLook {
    /// Reads an `rPr` element.
    pub fn of(properties: &Element) -> RunLook {
        let mut look = RunLook::default();
        for e in properties.elements() {
            let on = Some(is_on(e));
            match e.name.as_str() {
                "b" => look.bold = on,
                "u" => look.underlined = Some(e.attribute("val") != Some("none")),
                "strike" | "dstrike" => look.struck = Some(look.struck == Some(true) || is_on(e)),
                "vanish" | "specVanish" => look.hidden = on,
                "vertAlign" => look.raised = Some(e.attribute("val") == Some("superscript")),
                _ => {}
            }
        }
        look
    }

    /// What `over` says, and this where it says nothing.
    pub fn under(self, over: RunLook) -> RunLook {
        RunLook {
            bold: over.bold.or(self.bold),
            underlined: over.underlined.or(self.underlined),
            struck: over.struck.or(self.struck),
            raised: over.raised.or(self.raised),
            hidden: over.hidden.or(self.hidden),
        }
    }

    /// With everything unsaid off.
    pub fn look(self) -> Look {
        Look {
            bold: self.bold == Some(true),
            underlined: self.underlined == Some(true),
            struck: self.struck == Some(true),
            raised: self.raised == Some(true),
            hidden: self.hidden == Some(true),
        }
    }
}

/// A switch element is on unless it says otherwise.
fn is_on(e: &Element) -> bool {
    !matches!(e.attribute("val"), Some("0" | "false" | "off" | "none"))
}

/// Paragraph properties, each only when said.
#[derive(Clone, Debug, Default)]
pub struct ParagraphLook {
    /// Heading level from 0; 9 is body text.
    outline: Option<u32>,
    /// List and level.
    list: Option<String>,
    level: Option<u32>,
    indent: Option<f32>,
    /// A line of a table of contents.
    contents: bool,
    run: RunLook,
}

impl ParagraphLook {
    fn of(properties: &Element) -> ParagraphLook {
        let mut look = ParagraphLook::default();
        for e in properties.elements() {
            match e.name.as_str() {
                "outlineLvl" => look.outline = number(e, "val"),
                "numPr" => {
                    let value = |n: &str| e.child(n).and_then(|c| c.attribute("val"));
                    look.list = value("numId").map(str::to_string);
                    look.level = value("ilvl").and_then(|v| v.parse().ok());
                }
                "ind" => {
                    let left = e.attribute("left").or_else(|| e.attribute("start"));
                    look.indent = left.and_then(|v| v.parse::<f32>().ok()).map(|v| v / TWIPS);
                }
                _ => {}
            }
        }
        look
    }

    fn under(self, over: ParagraphLook) -> ParagraphLook {
        ParagraphLook {
            outline: over.outline.or(self.outline),
            list: over.list.or(self.list),
            level: over.level.or(self.level),
            indent: over.indent.or(self.indent),
            contents: over.contents || self.contents,
            run: self.run.under(over.run),
        }
    }
}

fn number(e: &Element, name: &str) -> Option<u32> {
    e.attribute(name).and_then(|v| v.parse().ok())
}

struct Style {
    based_on: Option<String>,
    paragraph: ParagraphLook,
}

/// Styles and lists of a document.
#[derive(Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    defaults: RunLook,
    /// Left indent in points of each list's levels; `None` for a level without marker.
    lists: BTreeMap<String, Vec<(Option<f32>, bool)>>,
}

/// What styles make of a paragraph.
pub struct Resolved {
    /// A heading.
    pub heading: bool,
    /// An item of a list.
    pub item: bool,
    /// A line of a table of contents.
    pub contents: bool,
    /// Left indent in points.
    pub indent: f32,
    /// How its runs are set unless they say otherwise.
    pub run: RunLook,
}

impl Styles {
    /// From the trees of the two parts.
    pub fn new(styles: Option<&Element>, numbering: Option<&Element>) -> Styles {
        let mut out = Styles::default();
        if let Some(root) = styles {
            if let Some(rpr) = root.first("rPrDefault").and_then(|d| d.child("rPr")) {
                out.defaults = RunLook::of(rpr);
            }
            for s in root.all("style") {
                out.add(s);
            }
        }
        if let Some(root) = numbering {
            out.add_lists(root);
        }
        out
    }

    fn add(&mut self, s: &Element) {
        let Some(id) = s.attribute("styleId") else { return };
        let name = s.child("name").and_then(|n| n.attribute("val")).unwrap_or("").to_lowercase();
        let mut paragraph = s.child("pPr").map(ParagraphLook::of).unwrap_or_default();
        if let Some(rpr) = s.child("rPr") {
            paragraph.run = RunLook::of(rpr);
        }
        let level = name.strip_prefix("heading ").and_then(|n| n.trim().parse::<u32>().ok());
        if let Some(level) = level {
            paragraph.outline = Some(level.saturating_sub(1));
        } else if matches!(name.as_str(), "title" | "subtitle") {
            paragraph.outline = Some(0);
        }
        paragraph.contents = name.strip_prefix("toc ").is_some_and(|n| n.trim().len() == 1)
            || name == "table of figures";
        let paragraph_style = s.attribute("type").is_none_or(|t| t == "paragraph");
        if paragraph_style && matches!(s.attribute("default"), Some("1" | "true")) {
            self.default_paragraph = Some(id.to_string());
        }
        let based_on = s.child("basedOn").and_then(|b| b.attribute("val")).map(str::to_string);
        self.styles.insert(id.to_string(), Style { based_on, paragraph });
    }

    fn add_lists(&mut self, root: &Element) {
        let levels_of = |e: &Element| -> Vec<(Option<f32>, bool)> {
            let mut levels = Vec::new();
            for level in e.all("lvl") {
                let at = number(level, "ilvl").unwrap_or(0).min(8) as usize;
                let look = level.child("pPr").map(ParagraphLook::of).unwrap_or_default();
                let marked = level.child("numFmt").and_then(|f| f.attribute("val")) != Some("none");
                if levels.len() <= at {
                    levels.resize(at + 1, (None, true));
                }
                levels[at] = (look.indent, marked);
            }
            levels
        };
        let mut forms: BTreeMap<String, Vec<(Option<f32>, bool)>> = BTreeMap::new();
        for e in root.all("abstractNum") {
            if let Some(id) = e.attribute("abstractNumId") {
                forms.insert(id.to_string(), levels_of(e));
            }
        }
        for e in root.all("num") {
            let form = e.child("abstractNumId").and_then(|a| a.attribute("val"));
            if let (Some(id), Some(form)) = (e.attribute("numId"), form) {
                self.lists.insert(id.to_string(), forms.get(form).cloned().unwrap_or_default());
            }
        }
    }

    fn chain(&self, id: &str) -> ParagraphLook {
        let mut looks = Vec::new();
        let mut next = Some(id);
        while let Some(style) = next.and_then(|n| self.styles.get(n)) {
            looks.push(style.paragraph.clone());
            next = style.based_on.as_deref();
            if looks.len() == MAX_CHAIN {
                break;
            }
        }
        looks.into_iter().rev().fold(ParagraphLook::default(), ParagraphLook::under)
    }

    /// What a paragraph's own properties and its style make of it.
    pub fn paragraph(&self, properties: Option<&Element>) -> Resolved {
        let style = properties
            .and_then(|p| p.child("pStyle"))
            .and_then(|s| s.attribute("val"))
            .or(self.default_paragraph.as_deref());
        let from_style = style.map(|s| self.chain(s)).unwrap_or_default();
        let own = properties.map(ParagraphLook::of).unwrap_or_default();
        let own_indent = own.indent;
        let own_list = own.list.is_some();
        let look = from_style.clone().under(own);
        let level = look.level.unwrap_or(0).min(8) as usize;
        let list = look.list.as_deref().filter(|l| *l != "0");
        let form = list.and_then(|l| self.lists.get(l)).and_then(|f| f.get(level));
        let marked = list.is_some() && form.is_none_or(|(_, marked)| *marked);
        let by_level = form.and_then(|(i, _)| *i).unwrap_or(LEVEL_POINTS * (level + 1) as f32);
        let indent = match own_indent {
            Some(own) => own,
            // A list given to the paragraph itself goes over the style's indent.
            None if marked && (own_list || from_style.indent.is_none()) => by_level,
            None => from_style.indent.unwrap_or(0.0),
        };
        let heading = look.outline.is_some_and(|o| o < 9);
        Resolved {
            heading,
            item: marked && !heading,
            contents: look.contents,
            indent: indent.max(0.0),
            run: self.defaults.under(look.run),
        }
    }

    /// What a run's character style and its own properties make of it.
    pub fn run(&self, paragraph: RunLook, properties: Option<&Element>) -> Look {
        let Some(rpr) = properties else { return paragraph.look() };
        let style = rpr.child("rStyle").and_then(|s| s.attribute("val"));
        let styled = style.map_or(RunLook::default(), |s| self.chain(s).run);
        paragraph.under(styled).under(RunLook::of(rpr)).look()
    }
}
