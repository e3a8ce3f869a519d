//! What the control words of RTF do.

use super::charset::{Charset, of_font, page};
use super::state::{Apart, Goes, Reading};
use crate::read::flow::Look;
use crate::read::flow::edges::{Form, RowForm};

/// Groups whose text is not part of the letter.
const NOWHERE: &[&str] = &[
    "colortbl",
    "filetbl",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "info",
    "fldinst",
    "pict",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "bkmkstart",
    "bkmkend",
    "nonesttables",
    "objdata",
    "objclass",
    "shprslt",
    "sp",
    "pnseclvl",
    "pn",
    "revtbl",
    "userprops",
    "atnid",
    "atnauthor",
    "atnref",
    "atndate",
    "atnicn",
    "atntime",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "passwordhash",
    "nextfile",
    "template",
    "mmathPr",
    "wgrffmtfilter",
    "defchp",
    "defpap",
    "pgptbl",
    "formfield",
    "datafield",
    "xe",
    "tc",
    "rxe",
    "picprop",
    "shpgrp",
    "upr",
    "panose",
    "falt",
    "fname",
    "background",
    "docvar",
];

/// Groups marked `\*` that hold text of the letter all the same.
const READ: &[&str] = &["nesttableprops", "shpinst", "shptxt", "annotation", "ud", "fldrslt"];

impl Reading {
    /// A control word.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            self.settle();
            return self.unicode(number.unwrap_or(0));
        }
        if self.skips() {
            return;
        }
        let optional = std::mem::take(&mut self.group().optional);
        if self.group_word(word, optional) {
            return;
        }
        match self.group().goes {
            Goes::Fonts => self.font_word(word, number),
            Goes::Styles => {
                if word == "s" {
                    self.group().style = number.unwrap_or(0);
                }
            }
            Goes::Nowhere => match word {
                "picwgoal" => self.picture.0 = number.unwrap_or(0),
                "pichgoal" => self.picture.1 = number.unwrap_or(0),
                _ => {}
            },
            _ => {
                if !self.look_word(word, number) && !self.table_word(word, number) {
                    self.text_word(word, number);
                }
            }
        }
    }

    /// A word that says what its group is.
    fn group_word(&mut self, word: &str, optional: bool) -> bool {
        let nowhere = self.group().goes == Goes::Nowhere;
        match word {
            "fonttbl" => self.group().goes = Goes::Fonts,
            "stylesheet" => self.group().goes = Goes::Styles,
            "title" if self.depth() > 2 => self.group().goes = Goes::Title,
            "shptxt" => self.begin_apart(Apart::Box),
            _ if nowhere => return false,
            "header" | "headerl" | "headerr" | "headerf" => self.begin_apart(Apart::Header),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_apart(Apart::Footer),
            "footnote" => self.begin_apart(Apart::Note),
            "annotation" => self.begin_apart(Apart::Comment),
            "shpinst" => self.group().goes = Goes::Nowhere,
            "listtext" | "pntext" => {
                self.item();
                self.group().goes = Goes::Nowhere;
            }
            _ if NOWHERE.contains(&word) => self.group().goes = Goes::Nowhere,
            _ if optional && !READ.contains(&word) => self.group().goes = Goes::Nowhere,
            _ => return false,
        }
        true
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match word {
            "f" => self.group().font = number,
            "fcharset" => {
                let font = self.group().font;
                if let Some(charset) = of_font(number) {
                    self.fonts.insert(font, charset);
                }
            }
            "cpg" => {
                let font = self.group().font;
                if let Some(page) = page(number) {
                    self.fonts.insert(font, Charset::Page(page));
                }
            }
            _ => {}
        }
    }

    /// Words that set letters or paragraphs.
    fn look_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        let group = self.group();
        match word {
            "b" => group.look.bold = on,
            "ul" | "uld" | "uldb" | "ulw" | "ulth" => group.look.underlined = on,
            "ulnone" => group.look.underlined = false,
            "strike" | "striked" => group.look.struck = on,
            "super" => group.look.raised = on,
            "up" => group.look.raised = value > 0,
            "sub" | "nosupersub" => group.look.raised = false,
            "v" => group.look.hidden = on,
            "deleted" => group.deleted = on,
            "plain" => {
                let font = self.default_font;
                let group = self.group();
                group.look = Look::default();
                group.deleted = false;
                group.font = font;
            }
            "f" => group.font = value,
            "deff" => {
                group.font = value;
                self.default_font = value;
            }
            "uc" => group.stand_in = value.clamp(0, 10),
            "pard" => {
                (group.depth, group.indent, group.list, group.outline) = (0, 0, 0, 9);
                group.style = -1;
            }
            "li" | "lin" => group.indent = value,
            "ls" => group.list = value,
            "s" => group.style = value,
            "outlinelevel" => group.outline = value,
            _ => return false,
        }
        true
    }

    fn table_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        match word {
            "intbl" => {
                let group = self.group();
                group.depth = group.depth.max(1);
            }
            "itap" => self.group().depth = usize::try_from(value).unwrap_or(0),
            "trowd" => {
                self.row = RowForm::default();
                self.cell = Form::default();
            }
            "trleft" => self.row.left = value,
            "clmrg" => self.cell.from_left = true,
            "clvmrg" => self.cell.from_above = true,
            "cellx" => {
                let form = Form { right: value, ..std::mem::take(&mut self.cell) };
                self.row.cells.push(form);
            }
            "cell" => self.end_cell(false),
            "nestcell" => self.end_cell(true),
            "row" => self.end_row(false),
            "nestrow" => self.end_row(true),
            _ => return false,
        }
        true
    }

    /// Words that are text, or end a line, a paragraph, a page.
    fn text_word(&mut self, word: &str, number: Option<i32>) {
        let text = match word {
            "par" => return self.end_paragraph(true),
            "sect" | "page" => return self.end_page(),
            "ansicpg" => {
                if let Some(page) = page(number.unwrap_or(0)) {
                    self.page = Charset::Page(page);
                }
                return;
            }
            "mac" => {
                self.page = page(10_000).map_or(self.page, Charset::Page);
                return;
            }
            "chftn" => &self.next_note().to_string(),
            "line" => "\n",
            "tab" => "\t",
            "emdash" => "\u{2014}",
            "endash" => "\u{2013}",
            "lquote" => "\u{2018}",
            "rquote" => "\u{2019}",
            "ldblquote" => "\u{201c}",
            "rdblquote" => "\u{201d}",
            "bullet" => "\u{2022}",
            "emspace" | "enspace" | "qmspace" => " ",
            _ => return,
        };
        self.text(text);
    }

    /// A control sign.
    pub fn sign(&mut self, sign: u8) {
        if self.skips() {
            return;
        }
        match sign {
            b'*' => self.group().optional = true,
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'\\' | b'{' | b'}' => self.text(&char::from(sign).to_string()),
            b'\t' => self.text("\t"),
            _ => {}
        }
    }
}
