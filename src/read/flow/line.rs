//! Runs of text to lines: footnote marks set apart from figures, struck and hidden words taken out,
//! blanks made one.

use super::{Look, Paragraph, Role};
use crate::read::decode::trim;
use crate::read::plain;

/// Longest footnote mark: "1,2,3".
const MAX_MARK_CHARS: usize = 5;
/// Points that one tab or four blanks before the words set a line in.
const TAB_POINTS: f32 = 36.0;
/// Blanks that set a line in as far as a tab does.
const TAB_BLANKS: usize = 4;

/// One line of a paragraph as shown.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its words; fields set apart by tabs keep one tab each between them.
    pub text: String,
    /// Footnote marks behind its words, each with the byte offset it stands at.
    pub marks: Vec<(usize, String)>,
    /// All words bold.
    pub bold: bool,
    /// All words underlined.
    pub underlined: bool,
    /// All words struck through.
    pub struck: bool,
    /// Left indent in points, with that of leading blanks.
    pub indent: f32,
}

impl Line {
    /// The text with its marks set off as "^2", as the PDF reader does, and tabs as blanks.
    pub fn marked(&self) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (at, mark) in &self.marks {
            out.push_str(&self.text[from..*at]);
            out.push_str(" ^");
            out.push_str(mark);
            from = *at;
        }
        out.push_str(&self.text[from..]);
        out.replace('\t', " ").trim().to_string()
    }

    /// All marks together.
    pub fn all_marks(&self) -> String {
        self.marks.iter().map(|(_, m)| m.as_str()).collect()
    }
}

/// What a paragraph shows, and what it does not.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Its lines; empty lines are left out.
    pub lines: Vec<Line>,
    /// Words in hidden letters.
    pub hidden: String,
    /// Words struck through beside words that stand.
    pub struck: String,
}

/// The lines of a paragraph.
pub fn shown(paragraph: &Paragraph) -> Shown {
    let mut out = Shown::default();
    let visible = |l: &Look| !l.hidden;
    let words = paragraph.runs.iter().filter(|r| visible(&r.look) && !is_blank(&r.text));
    let all_struck = words.clone().count() > 0 && words.clone().all(|r| r.look.struck);
    let mut open = Open::default();
    for run in &paragraph.runs {
        if run.look.hidden {
            out.hidden.push_str(&run.text);
        } else if run.look.struck && !all_struck {
            out.struck.push_str(&run.text);
        } else if is_mark(&run.text, run.look, &open.text) {
            let at = open.text.trim_end().len();
            open.text.truncate(at);
            open.marks.push((at, run.text.trim().to_string()));
        } else {
            for (i, part) in run.text.split('\n').enumerate() {
                if i > 0 {
                    out.lines.extend(open.close(paragraph, all_struck));
                }
                open.push(part, run.look);
            }
        }
    }
    out.lines.extend(open.close(paragraph, all_struck));
    if paragraph.role != Role::Typed {
        out.lines = joined(out.lines);
    }
    out
}

fn is_blank(text: &str) -> bool {
    trim(text).0.is_empty()
}

/// Raised digits and signs behind something are footnote marks ("8²" is 8); raised words ("1st")
/// stay in the text.
fn is_mark(text: &str, look: Look, before: &str) -> bool {
    let trimmed = text.trim();
    let chars = trimmed.chars().count();
    look.raised
        && chars > 0
        && chars <= MAX_MARK_CHARS
        && !is_blank(before)
        && (chars == 1 || !trimmed.chars().all(char::is_alphabetic))
}

/// A line being gathered.
#[derive(Default)]
struct Open {
    text: String,
    marks: Vec<(usize, String)>,
    light: bool,
    bare: bool,
}

impl Open {
    fn push(&mut self, text: &str, look: Look) {
        if !is_blank(text) {
            self.light |= !look.bold;
            self.bare |= !look.underlined;
        }
        self.text.push_str(text);
    }

    fn close(&mut self, paragraph: &Paragraph, struck: bool) -> Option<Line> {
        let open = std::mem::take(self);
        if is_blank(&open.text) {
            return None;
        }
        let rest = open.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let lead = &open.text[..open.text.len() - rest.len()];
        let tabs = lead.matches('\t').count();
        let blanks = lead.chars().filter(|c| *c != '\t').count() / TAB_BLANKS;
        let mut line = Line {
            bold: !open.light,
            underlined: !open.bare,
            struck,
            indent: paragraph.indent + TAB_POINTS * (tabs + blanks) as f32,
            ..Line::default()
        };
        if paragraph.role == Role::Typed {
            line.text = open.text.trim_end().to_string();
        } else {
            tidy(&open, &mut line, tabs);
        }
        Some(line)
    }
}

/// Blanks made one, tabs between fields kept, marks moved along.
fn tidy(open: &Open, line: &mut Line, leading_tabs: usize) {
    let mut marks = open.marks.iter().peekable();
    // A line that begins with a tab may have an empty first field.
    let mut blank: Option<char> = (leading_tabs > 0).then_some('\t');
    for (at, c) in open.text.char_indices() {
        while let Some((_, mark)) = marks.next_if(|(offset, _)| *offset <= at) {
            line.marks.push((line.text.len(), mark.clone()));
        }
        match c {
            '\t' if line.text.is_empty() => {}
            '\t' => {
                line.text.push('\t');
                blank = None;
            }
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if blank.is_none() && !line.text.is_empty() && !line.text.ends_with('\t') {
                    blank = Some(' ');
                }
            }
            c => {
                line.text.extend(blank.take());
                line.text.push(c);
            }
        }
    }
    let end = line.text.trim_end().len();
    line.text.truncate(end);
    line.marks.extend(marks.map(|(_, mark)| (end, mark.clone())));
    for mark in &mut line.marks {
        mark.0 = mark.0.min(end);
    }
}

/// A line broken in the middle of a sentence goes on; one that carries a figure stands alone.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        let goes_on = out.last().is_some_and(|before| {
            line.text.starts_with(char::is_lowercase)
                && !before.text.ends_with(['.', ':', '?', '!', ';'])
                && !before.text.contains('\t')
                && !line.text.contains('\t')
                && !plain::is_figure_line(&before.text)
                && !plain::is_figure_line(&line.text)
        });
        match out.last_mut() {
            Some(before) if goes_on => {
                let shift = before.text.len() + 1;
                before.text.push(' ');
                before.text.push_str(&line.text);
                before.marks.extend(line.marks.into_iter().map(|(at, m)| (at + shift, m)));
                before.bold &= line.bold;
                before.underlined &= line.underlined;
            }
            _ => out.push(line),
        }
    }
    out
}
