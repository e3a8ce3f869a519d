//! RTF as a row of tokens.

/// One token.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    /// "{".
    Open,
    /// "}".
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control sign (`\~`, `\*`).
    Sign(u8),
    /// A byte given as `\'hh`.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
}

/// Longest control word.
const MAX_WORD: usize = 40;

/// Reads tokens one after the other.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Over the bytes of a file.
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    /// Leaves out bytes of binary data.
    pub fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if first == b'\'' {
            let digit =
                |i: usize| self.bytes.get(self.at + i).and_then(|b| char::from(*b).to_digit(16));
            let byte = digit(1).zip(digit(2)).map(|(a, b)| (a * 16 + b) as u8);
            self.at += 1;
            return Some(match byte {
                Some(byte) => {
                    self.at += 2;
                    Token::Hex(byte)
                }
                None => Token::Sign(b'\''),
            });
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                // A line end after a backslash is a paragraph's end.
                b'\r' | b'\n' => Token::Word("par", None),
                sign => Token::Sign(sign),
            });
        }
        let start = self.at;
        while self.at - start < MAX_WORD
            && self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic)
        {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or("");
        let digits = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number = std::str::from_utf8(&self.bytes[digits..self.at]).unwrap_or("").parse().ok();
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}
