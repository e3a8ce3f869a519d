//! Files that old mail programs wrote into the text itself, between "begin 644 name" and "end".

use super::Attachment;

/// Takes such files out of a text; the rest stays.
pub fn take(text: &str) -> (String, Vec<Attachment>) {
    let mut kept = String::with_capacity(text.len());
    let mut found = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(name) = begins(line) else {
            kept.push_str(line);
            continue;
        };
        let rest = lines.clone();
        match decode(rest) {
            Some((bytes, taken)) => {
                found.push(Attachment { name: name.to_string(), bytes, inline: false });
                lines = advanced(lines, taken);
            }
            None => kept.push_str(line),
        }
    }
    (kept, found)
}

fn advanced<'a>(
    mut lines: std::str::SplitInclusive<'a, char>,
    count: usize,
) -> std::str::SplitInclusive<'a, char> {
    for _ in 0..count {
        lines.next();
    }
    lines
}

fn begins(line: &str) -> Option<&str> {
    let (mode, name) = line.trim_end().strip_prefix("begin ")?.split_once(' ')?;
    let octal = mode.len() >= 3 && mode.bytes().all(|b| (b'0'..=b'7').contains(&b));
    (octal && !name.trim().is_empty()).then(|| name.trim())
}

/// The bytes up to "end", and how many lines they took.
fn decode<'a>(lines: impl Iterator<Item = &'a str>) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    for (taken, line) in lines.enumerate() {
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim() == "end" {
            return Some((bytes, taken + 1));
        }
        bytes.extend(decode_line(line)?);
    }
    None
}

fn decode_line(line: &str) -> Option<Vec<u8>> {
    let mut values = line.bytes().map(|b| if b == b'`' { Some(0) } else { b.checked_sub(32) });
    let length = match values.next() {
        None => return Some(Vec::new()),
        Some(first) => usize::from(first?),
    };
    let mut values: Vec<u8> = values.collect::<Option<Vec<u8>>>()?;
    if values.iter().any(|v| *v > 63) || length > 63 {
        return None;
    }
    // Blanks at a line's end may have been lost on the way.
    values.resize(length.div_ceil(3) * 4, 0);
    let mut out: Vec<u8> = values
        .chunks_exact(4)
        .flat_map(|c| [c[0] << 2 | c[1] >> 4, c[1] << 4 | c[2] >> 2, c[2] << 6 | c[3]])
        .collect();
    out.truncate(length);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_text_is_taken_out() {
        let text = "Hello\nbegin 644 cat.txt\n#0V%T\n`\nend\nBye\n";
        let (kept, found) = take(text);
        assert_eq!(kept, "Hello\nBye\n");
        assert_eq!(found[0].name, "cat.txt");
        assert_eq!(found[0].bytes, b"Cat");
        assert_eq!(take("begin 644 nothing\nmore words, no end").1.len(), 0);
    }
}
