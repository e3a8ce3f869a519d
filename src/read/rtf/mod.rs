//! Rich Text Format: control words to a tree of paragraphs and tables. Deleted text (`\deleted`) is
//! dropped, hidden text (`\v`) and comments are kept apart, list markers that the program draws
//! (`\listtext`) are not part of the text.

mod charset;
mod state;
mod table;
mod token;
mod words;

use super::flow::Flow;
use crate::model::document::Document;
use crate::model::finding::{Code, Finding};
use state::Reading;
use token::{Token, Tokens};

/// Deepest nesting of groups; Word writes some twenty.
const MAX_GROUPS: usize = 2_000;

/// Reads an RTF file.
pub fn read(bytes: &[u8], _name: &str) -> Document {
    let start = bytes.windows(5).take(1024).position(|w| w.eq_ignore_ascii_case(b"{\\rtf"));
    let Some(start) = start else {
        let why = "the file does not begin as RTF does";
        let findings = vec![Finding::new(Code::UnreadableFile, why)];
        return Flow { format: "rtf", findings, ..Flow::default() }.document();
    };
    let mut reading = Reading::new();
    let mut tokens = Tokens::new(&bytes[start..]);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open if reading.depth() < MAX_GROUPS => reading.open(),
            Token::Open => reading.too_deep(),
            Token::Close => {
                if reading.close() {
                    break;
                }
            }
            Token::Word("bin", number) => {
                tokens.pass_over(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
            }
            Token::Word(word, number) => reading.word(word, number),
            Token::Sign(sign) => reading.sign(sign),
            Token::Hex(byte) => reading.byte(byte),
            Token::Byte(byte) => reading.byte(byte),
        }
    }
    reading.finish().document()
}

#[cfg(test)]
mod tests;
