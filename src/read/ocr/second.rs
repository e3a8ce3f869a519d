//! A second reader for numbers: the `tesseract` program, when the machine has it. It sees no page,
//! only the words with figures in them, set out afresh on clean paper: on a page it trips over
//! rulings and lone figures, on a plain sheet it reads them well, and its mistakes are not ours.

use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::gray::{Area, Gray};
use super::reading::{Reading, Word};

/// Text size on the sheet, in pixels: about 10 points at 300 dots an inch, its best.
const SIZE: f32 = 42.0;
/// Width of a slot for one word, in text sizes.
const SLOT: f32 = 4.6;
/// Words in a line of the sheet.
const COLUMNS: usize = 6;
/// Distance of lines on the sheet, in text sizes.
const LEADING: f32 = 2.2;
/// Words shown to it on one sheet; a page of more is shown on several.
const MAX_WORDS: usize = 300;
/// Slots of a long word.
const MAX_SLOTS: usize = COLUMNS;

/// The version line of the program, if it is there and knows English.
pub fn version() -> Option<&'static str> {
    static FOUND: OnceLock<Option<String>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            let ask = |what: &str| {
                let out = Command::new("tesseract")
                    .arg(what)
                    .stdin(Stdio::null())
                    .stderr(Stdio::null())
                    .output()
                    .ok()?;
                out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
            };
            let languages = ask("--list-langs")?;
            languages.lines().any(|l| l.trim() == "eng").then_some(())?;
            Some(ask("--version")?.lines().next()?.trim().to_string())
        })
        .as_deref()
}

/// Whether a word is shown to the second reader: it has a figure in it or may be one.
pub fn wants(word: &Word) -> bool {
    word.text.chars().any(|c| c.is_ascii_digit())
        || word.text.chars().count() <= 2 && !word.text.chars().all(|c| c.is_ascii_lowercase())
        || matches!(word.text.as_str(), "o" | "l" | "i" | "oo" | "lo" | "ll")
}

/// Has the words with figures read a second time.
pub fn read(reading: &mut Reading) {
    if version().is_none() {
        return;
    }
    let wanted: Vec<usize> =
        (0..reading.words.len()).filter(|&i| wants(&reading.words[i])).collect();
    for part in wanted.chunks(MAX_WORDS) {
        let (sheet, slots) = sheet(reading, part);
        let Some(seen) = ask(&sheet) else { return };
        for (i, slot) in part.iter().zip(slots) {
            let mut inside: Vec<&Seen> = seen
                .iter()
                .filter(|s| slot.x0 <= s.x && s.x < slot.x1 && slot.y0 <= s.y && s.y < slot.y1)
                .collect();
            inside.sort_by_key(|s| s.x);
            let text: String = inside.iter().map(|s| s.text.as_str()).collect();
            reading.words[*i].second = (!text.is_empty()).then_some(text);
        }
    }
}

/// The words on clean paper, each in its slot.
fn sheet(reading: &Reading, words: &[usize]) -> (Gray, Vec<Area>) {
    let slot = (SLOT * SIZE) as usize;
    let leading = (LEADING * SIZE) as usize;
    let mut places = Vec::new();
    let (mut column, mut row) = (0, 0);
    let mut cuts = Vec::new();
    for &i in words {
        let cut = cut(reading, &reading.words[i]);
        let slots = (cut.0.width + SIZE as usize).div_ceil(slot).clamp(1, MAX_SLOTS);
        if column + slots > COLUMNS {
            (column, row) = (0, row + 1);
        }
        places.push((column, row, slots));
        column += slots;
        cuts.push(cut);
    }
    let margin = leading;
    let width = 2 * margin + COLUMNS * slot;
    let mut page = Gray::filled(width, 2 * margin + (row + 1) * leading, 255);
    let mut areas = Vec::new();
    for ((column, row, slots), (cut, base)) in places.into_iter().zip(cuts) {
        let x = margin + column * slot;
        let line = margin + row * leading + (1.5 * SIZE) as usize;
        page.paste(&cut, x, (line as f32 - base).max(0.0) as usize);
        areas.push(Area {
            x0: x.saturating_sub(SIZE as usize / 2),
            x1: x + slots * slot - SIZE as usize / 2,
            y0: margin + row * leading,
            y1: margin + (row + 1) * leading,
        });
    }
    (page, areas)
}

/// A word cut out and scaled, with the height of its baseline.
fn cut(reading: &Reading, word: &Word) -> (Gray, f32) {
    let border = (0.12 * word.size) as usize + 1;
    let area = word.area.grown(border, border, &reading.page);
    let scale = SIZE / word.size.max(4.0);
    let side = |n: usize| ((n as f32 * scale).round() as usize).max(1);
    let cut = reading.page.crop(area).scaled(side(area.width()), side(area.height()));
    (cut, (word.base - area.y0 as f32) * scale)
}

/// A word as the second reader saw it, by its middle.
struct Seen {
    text: String,
    x: usize,
    y: usize,
}

fn ask(sheet: &Gray) -> Option<Vec<Seen>> {
    let file = tempfile::Builder::new().suffix(".png").tempfile().ok()?;
    image::save_buffer_with_format(
        file.path(),
        &sheet.data,
        u32::try_from(sheet.width).ok()?,
        u32::try_from(sheet.height).ok()?,
        image::ExtendedColorType::L8,
        image::ImageFormat::Png,
    )
    .ok()?;
    let out = Command::new("tesseract")
        .arg(file.path())
        .args(["-", "--dpi", "300", "--psm", "6", "-l", "eng", "tsv"])
        // Its threads would fight with ours.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    out.status.success().then(|| parse(&String::from_utf8_lossy(&out.stdout)))
}

/// Words of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height,
/// confidence, text.
fn parse(tsv: &str) -> Vec<Seen> {
    tsv.lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let number = |i: usize| fields.get(i)?.parse::<usize>().ok();
            let text = fields.get(11)?.trim();
            (fields[0] == "5" && !text.is_empty()).then_some(())?;
            Some(Seen {
                text: text.to_string(),
                x: number(6)? + number(8)? / 2,
                y: number(7)? + number(9)? / 2,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_table_are_read() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                   4\t1\t1\t1\t1\t0\t10\t20\t300\t30\t-1\t\n\
                   5\t1\t1\t1\t1\t1\t10\t20\t40\t30\t96.1\t<5\n";
        let seen = parse(tsv);
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].text.as_str(), seen[0].x, seen[0].y), ("<5", 30, 35));
    }
}
