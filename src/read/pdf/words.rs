//! Glyphs to words to lines. The gap that parts two words adapts to the line; a small raised figure
//! is a footnote mark of the word before it and never one of its digits.

use super::device::{Direction, Glyph};
use crate::model::locator::BBox;

/// A gap wider than this share of the font size parts words, on top of the line's usual gap.
const WORD_GAP: f32 = 0.16;
/// Letters spaced wider than this share of the font size are read one by one.
const WIDEST_SPACING: f32 = 0.3;
/// Baselines closer than this share of the font size are one line.
const SAME_BASE: f32 = 0.25;
/// A glyph smaller than this share of its neighbours and raised is a mark.
const MARK_SIZE: f32 = 0.9;
/// A lowered sign nearer to a word than this share of the font size belongs to it.
const INDEX_GAP: f32 = 0.12;
/// Share of the font size from baseline to the top of a letter.
const ASCENT: f32 = 0.78;
/// Share of the font size below the baseline.
const DESCENT: f32 = 0.22;
/// A gap wider than this share of the font size parts two chunks of a line.
const CHUNK_GAP: f32 = 0.9;

/// So many points in a row are a leader and no ends of sentences.
const LEADER: usize = 4;
/// A sentence has at least so many words.
const SENTENCE: usize = 4;

/// A word.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Footnote marks raised behind it.
    pub marks: String,
    /// Its box.
    pub bbox: BBox,
    /// Baseline.
    pub base: f32,
    /// Font size.
    pub size: f32,
    /// True for text that does not run left to right.
    pub turned: bool,
    /// Set in a bold font.
    pub bold: bool,
}

/// Words on one baseline with no wide gap between them.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Its words, left to right.
    pub words: Vec<Word>,
    /// Their box.
    pub bbox: BBox,
    /// Baseline.
    pub base: f32,
    /// Largest font size.
    pub size: f32,
}

impl Chunk {
    /// A chunk of some words.
    pub fn of(words: Vec<Word>) -> Chunk {
        let bbox = words.iter().map(|w| w.bbox).reduce(BBox::union).unwrap_or_default();
        let size = words.iter().map(|w| w.size).fold(0.0, f32::max);
        let base = words.first().map_or(0.0, |w| w.base);
        Chunk { words, bbox, base, size }
    }

    /// Its text, with marks set off as "^2".
    pub fn text(&self) -> String {
        let mut out = String::new();
        for w in &self.words {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&w.text);
            if !w.marks.is_empty() {
                out.push_str(" ^");
                out.push_str(&w.marks);
            }
        }
        out
    }
}

/// Chunks of a page, sorted by baseline and then from left to right.
pub fn chunks(glyphs: &[Glyph]) -> Vec<Chunk> {
    let mut out = Vec::new();
    for direction in [Direction::Right, Direction::Up, Direction::Down, Direction::Left] {
        let mine: Vec<&Glyph> = glyphs.iter().filter(|g| g.direction == direction).collect();
        if !mine.is_empty() {
            out.extend(in_direction(mine, direction));
        }
    }
    out.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    out
}

fn in_direction(mut glyphs: Vec<&Glyph>, direction: Direction) -> Vec<Chunk> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.start.total_cmp(&b.start)));
    let mut lines: Vec<Vec<&Glyph>> = Vec::new();
    for g in glyphs {
        let fits = lines
            .last()
            .and_then(|l| l.first())
            .is_some_and(|first| (g.base - first.base).abs() <= SAME_BASE * first.size.min(g.size));
        match lines.last_mut() {
            Some(line) if fits => line.push(g),
            _ => lines.push(vec![g]),
        }
    }
    let mut out: Vec<Chunk> = Vec::new();
    for mut line in lines {
        line.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.order.cmp(&b.order)));
        let words = words_of(&line, direction);
        out.extend(chunks_of(words, direction));
    }
    if direction == Direction::Right {
        raise_marks(&mut out);
        join_shifted(&mut out);
    }
    out
}

fn words_of(line: &[&Glyph], direction: Direction) -> Vec<Word> {
    let gap = usual_gap(line);
    let mut out: Vec<Word> = Vec::new();
    let mut current: Vec<&Glyph> = Vec::new();
    let mut broken = false;
    for g in line {
        if g.text.trim().is_empty() {
            broken = true;
            continue;
        }
        if let Some(last) = current.last() {
            let size = last.size.min(g.size);
            let wide = g.start - last.end > gap + WORD_GAP * size;
            // A space drawn between two glyphs that nearly touch is still a space.
            let spaced = broken && g.start - last.end > 0.05 * size;
            if wide || spaced {
                out.push(word(&current, direction));
                current.clear();
            }
        }
        broken = false;
        current.push(g);
    }
    if !current.is_empty() {
        out.push(word(&current, direction));
    }
    join_leaders(out)
}

/// Points set apart to lead the eye (". . . . .") become one word, as they are where they touch.
fn join_leaders(words: Vec<Word>) -> Vec<Word> {
    let point = |w: &Word| matches!(w.text.as_str(), "." | "\u{2026}" | "\u{b7}" | "_");
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for run in words.chunk_by(|a, b| point(a) && a.text == b.text) {
        match run {
            [first, .., last] if run.len() >= LEADER => out.push(Word {
                text: run.iter().map(|w| w.text.as_str()).collect(),
                bbox: first.bbox.union(last.bbox),
                ..first.clone()
            }),
            _ => out.extend(run.iter().cloned()),
        }
    }
    out
}

/// Median gap between glyphs that touch or nearly do: letter-spaced text has a wider one.
fn usual_gap(line: &[&Glyph]) -> f32 {
    let mut gaps: Vec<f32> = line
        .windows(2)
        .filter(|p| !p[0].text.trim().is_empty() && !p[1].text.trim().is_empty())
        .map(|p| p[1].start - p[0].end)
        .filter(|g| *g < 0.5 * line[0].size)
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    gaps[gaps.len() / 2].clamp(0.0, WIDEST_SPACING * line[0].size)
}

fn word(glyphs: &[&Glyph], direction: Direction) -> Word {
    let text = in_order_of_reading(glyphs);
    let bold = glyphs.iter().filter(|g| g.bold).count() * 2 > glyphs.len();
    let size = glyphs.iter().map(|g| g.size).fold(0.0, f32::max);
    let start = glyphs.iter().map(|g| g.start).fold(f32::MAX, f32::min);
    let end = glyphs.iter().map(|g| g.end).fold(f32::MIN, f32::max);
    let base = glyphs[0].base;
    let (up, down) = (ASCENT * size, DESCENT * size);
    let bbox = match direction {
        Direction::Right => BBox { x0: start, y0: base - up, x1: end, y1: base + down },
        Direction::Left => BBox { x0: -end, y0: -base - down, x1: -start, y1: -base + up },
        Direction::Down => BBox { x0: -base - down, y0: start, x1: -base + up, y1: end },
        Direction::Up => BBox { x0: base - up, y0: -end, x1: base + down, y1: -start },
    };
    let turned = direction != Direction::Right;
    let base = if turned { bbox.y1 - down } else { base };
    Word { text, marks: String::new(), bbox, base, size, turned, bold }
}

/// The text of a word's signs, given from left to right: a run of Hebrew or Arabic is turned round, and
/// where the word has both scripts it is read from the right, the Latin runs from the left.
fn in_order_of_reading(glyphs: &[&Glyph]) -> String {
    // A sign may stand for a whole text ("\u{62d}\u{628} h"), which is in order by itself.
    let turns = |g: &&&Glyph| {
        g.text.chars().any(is_right_to_left)
            && !g.text.chars().any(|c| c.is_alphabetic() && !is_right_to_left(c))
    };
    if !glyphs.iter().any(|g| turns(&g)) {
        return glyphs.iter().map(|g| g.text.as_str()).collect();
    }
    let runs = glyphs.chunk_by(|a, b| turns(&a) == turns(&b));
    let parts: Vec<String> = runs
        .map(|run| {
            if turns(&&run[0]) {
                run.iter().rev().map(|g| g.text.as_str()).collect()
            } else {
                run.iter().map(|g| g.text.as_str()).collect()
            }
        })
        .collect();
    parts.into_iter().rev().collect()
}

/// Hebrew and Arabic are drawn from left to right and read the other way.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn chunks_of(words: Vec<Word>, direction: Direction) -> Vec<Chunk> {
    if direction != Direction::Right {
        // A turned line is one piece: its words belong to one heading.
        let mut merged: Option<Word> = None;
        for w in words {
            merged = Some(match merged {
                None => w,
                Some(m) => {
                    Word { text: format!("{} {}", m.text, w.text), bbox: m.bbox.union(w.bbox), ..m }
                }
            });
        }
        return merged.into_iter().map(|w| Chunk::of(vec![w])).collect();
    }
    let mut out: Vec<Vec<Word>> = Vec::new();
    for w in words {
        let near = out
            .last()
            .and_then(|c| c.last())
            .is_some_and(|last| w.bbox.x0 - last.bbox.x1 <= CHUNK_GAP * last.size.max(w.size));
        match out.last_mut() {
            Some(chunk) if near => chunk.push(w),
            _ => out.push(vec![w]),
        }
    }
    out.into_iter().map(Chunk::of).collect()
}

/// Attaches small raised chunks to the word they stand behind.
fn raise_marks(chunks: &mut Vec<Chunk>) {
    let mut taken = vec![false; chunks.len()];
    for i in 0..chunks.len() {
        let (text, bbox, base, size) = {
            let c = &chunks[i];
            (c.text(), c.bbox, c.base, c.size)
        };
        if text.chars().count() > 5 {
            continue;
        }
        if let Some((j, k)) = index_of(chunks, i, &taken) {
            let word = &mut chunks[j].words[k];
            word.text.push_str(&text);
            word.bbox.x1 = word.bbox.x1.max(bbox.x1);
            chunks[j].bbox.x1 = chunks[j].bbox.x1.max(bbox.x1);
            taken[i] = true;
            continue;
        }
        let host = (0..chunks.len()).filter(|&j| j != i && !taken[j]).find_map(|j| {
            let c = &chunks[j];
            if size > MARK_SIZE * c.size
                || base >= c.base - 0.15 * c.size
                || base < c.base - 0.75 * c.size
            {
                return None;
            }
            c.words
                .iter()
                .position(|w| {
                    (bbox.x0 - w.bbox.x1).abs() < 0.3 * w.size
                        || (bbox.x0 >= w.bbox.x1 - 0.1 * w.size
                            && bbox.x0 - w.bbox.x1 < 0.3 * w.size)
                })
                .map(|k| (j, k))
        });
        if let Some((j, k)) = host {
            let word = &mut chunks[j].words[k];
            if matches!(text.as_str(), "st" | "nd" | "rd" | "th") {
                word.text.push_str(&text); // "7th" is one word
            } else {
                word.marks.push_str(&text);
            }
            taken[i] = true;
        } else if let Some(j) = note_behind(chunks, i, &taken) {
            // The number of a footnote before its text: a mark, and no count of what follows it.
            let mut words = vec![mark_word(&chunks[i], &chunks[j])];
            words.append(&mut chunks[j].words);
            chunks[j] = Chunk::of(words);
            taken[i] = true;
        } else if let Some(j) = note_before(chunks, i, &taken) {
            // The number of a footnote whose text begins on the next line.
            let mut words = std::mem::take(&mut chunks[j].words);
            words.push(mark_word(&chunks[i], &chunks[j]));
            chunks[j] = Chunk::of(words);
            taken[i] = true;
        }
    }
    let mut i = 0;
    chunks.retain(|_| {
        i += 1;
        !taken[i - 1]
    });
}

/// The word that a small lowered sign is the index of ("CO2"): it ends in a letter, so that no figure
/// is ever made longer, and the sign touches it.
fn index_of(chunks: &[Chunk], i: usize, taken: &[bool]) -> Option<(usize, usize)> {
    let sign = &chunks[i];
    if sign.words.len() != 1 {
        return None;
    }
    (0..chunks.len()).filter(|&j| j != i && !taken[j]).find_map(|j| {
        let c = &chunks[j];
        let lowered = (0.05 * c.size..0.45 * c.size).contains(&(sign.base - c.base));
        if !lowered || sign.size > MARK_SIZE * c.size {
            return None;
        }
        let touched = |w: &Word| {
            (sign.bbox.x0 - w.bbox.x1).abs() < INDEX_GAP * w.size
                && w.text.ends_with(char::is_alphabetic)
        };
        c.words.iter().position(touched).map(|k| (j, k))
    })
}

/// A raised figure as a word of the text it belongs to.
fn mark_word(mark: &Chunk, text: &Chunk) -> Word {
    let word = mark.words[0].clone();
    Word { text: format!("^{}", word.text), base: text.base, size: text.size, ..word }
}

/// The chunk that begins right behind a small raised figure with nothing before it.
fn note_behind(chunks: &[Chunk], i: usize, taken: &[bool]) -> Option<usize> {
    let mark = &chunks[i];
    (0..chunks.len()).filter(|&j| j != i && !taken[j] && is_raised(mark, &chunks[j])).find(|&j| {
        let c = &chunks[j];
        (-0.1 * c.size..0.8 * c.size).contains(&(c.bbox.x0 - mark.bbox.x1))
    })
}

/// The sentence that ends a little before a small raised figure.
fn note_before(chunks: &[Chunk], i: usize, taken: &[bool]) -> Option<usize> {
    let mark = &chunks[i];
    (0..chunks.len()).filter(|&j| j != i && !taken[j] && is_raised(mark, &chunks[j])).find(|&j| {
        let c = &chunks[j];
        c.words.len() >= SENTENCE
            && c.words.last().is_some_and(|w| w.text.ends_with('.'))
            && (0.0..3.0 * c.size).contains(&(mark.bbox.x0 - c.bbox.x1))
    })
}

/// True for a figure or a sign, smaller than a text and over its baseline.
fn is_raised(mark: &Chunk, text: &Chunk) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '*' | '\u{2020}');
    mark.words.len() == 1
        && mark.words[0].text.chars().all(sign)
        && mark.size <= MARK_SIZE * text.size
        && mark.base < text.base - 0.15 * text.size
        && mark.base > text.base - 0.75 * text.size
}

/// Chunks of one printed line whose baselines differ by a hair (mixed fonts) are put on one line.
fn join_shifted(chunks: &mut [Chunk]) {
    for i in 1..chunks.len() {
        let before = chunks[i - 1].base;
        if (chunks[i].base - before).abs() < 0.12 * chunks[i].size {
            chunks[i].base = before;
        }
    }
}
