//! Pages to blocks in reading order: running lines apart, tables, columns, then paragraphs, list
//! items and headings. Tables that run on over a page end are put together again.

use std::collections::BTreeMap;

use super::aligned;
use super::beside;
use super::boxes;
use super::cells::{is_divided, join_word, keeps_hyphen, take_words};
use super::confidence;
use super::continued::{append, continues, takes_rest_of_label};
use super::framed;
use super::headed;
use super::lattice::{self, Found};
use super::nested;
use super::prose;
use super::running;
use super::stream::{Page, TextLine, is_marker, lines};
use super::turned::{self, Turn};
use super::words::Chunk;
use crate::model::document::{Block, BlockKind, Furniture, Line, Word};
use crate::model::locator::{BBox, Locator};

/// Lines farther apart than this many font sizes are separate paragraphs.
const PARAGRAPH_GAP: f32 = 1.75;
/// Left edges closer than this, in points, are one edge.
const EDGE: f32 = 4.0;
/// A heading is larger than the body by this factor.
const HEADING_SIZE: f32 = 1.12;

/// A paragraph that shows its own right edge has at least so many lines,
const OWN_LINES: usize = 3;
/// all but the last of at least so many words.
const OWN_WORDS: usize = 6;
/// A line in bold of more words than this is a sentence.
const TITLE_WORDS: usize = 10;
/// Most words of the value behind a leader of dots.
const LEADER_WORDS: usize = 5;

/// Tables whose tops differ by less than this, in points, may stand side by side.
const SAME_TOP: f32 = 12.0;
/// A caption is no farther over its table than this many font sizes.
const CAPTION_REACH: f32 = 1.8;

/// Pages looked at together for running headers; enough that one is seen again on the next.
const WINDOW: usize = 64;

/// Something placed on a page.
enum Item {
    Table(Found),
    Lines(Vec<TextLine>),
    /// A text of a box that tells what was asked.
    Asked(Vec<TextLine>),
}

/// Builds the blocks of a document from its pages, a window of them at a time: of a book of thousands
/// of pages only the blocks are kept, not what was drawn.
#[derive(Default)]
pub struct Builder {
    out: Vec<Block>,
    /// A table that ends the last page, by its block.
    open: Option<(usize, Found)>,
    window: Vec<Page>,
    running: running::Seen,
    turns: BTreeMap<u32, Turn>,
}

impl Builder {
    /// Takes the next page.
    pub fn push(&mut self, page: Page) {
        if let Some(turn) = page.turn {
            self.turns.insert(page.number, turn);
        }
        self.window.push(page);
        if self.window.len() >= WINDOW {
            self.close_window();
        }
    }

    /// The blocks of all pages.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_window();
        let mut out = join_over_pages(self.out);
        for table in out.iter_mut().filter(|b| b.kind == BlockKind::Table && b.doubt.is_none()) {
            table.doubt = confidence::doubt(table);
        }
        turned::back(&mut out, &self.turns);
        out
    }

    fn close_window(&mut self) {
        let pages = std::mem::take(&mut self.window);
        let all_lines: Vec<Vec<TextLine>> = pages.iter().map(|p| lines(p.chunks.clone())).collect();
        let runs = self.running.find(&pages, &all_lines);
        let body = body_size(&all_lines);
        for ((page, lines), runs) in pages.iter().zip(&all_lines).zip(&runs) {
            self.add(page, lines, runs, body);
        }
    }

    fn add(&mut self, page: &Page, all: &[TextLine], runs: &[String], body: f32) {
        let out = &mut self.out;
        let (furniture, chunks) = part_running(page, all, runs);
        for line in furniture {
            let mut block = text_block(page.number, BlockKind::Paragraph, &[line], 0.0);
            block.furniture = Furniture::Running;
            out.push(block);
        }
        let items = items(page, chunks);
        let mut continued = self.open.take();
        let items = match &continued {
            Some((at, before)) => without_rest_of_label(&mut out[*at], before, items),
            None => items,
        };
        let last = items.len().saturating_sub(1);
        for (i, item) in items.into_iter().enumerate() {
            match item {
                Item::Table(found) => {
                    if let Some((at, before)) = continued.take()
                        && i == 0
                        && continues(&before, &found)
                    {
                        append(&mut out[at], &before, &found);
                        if i == last {
                            self.open =
                                Some((at, Found { columns: before.columns.clone(), ..found }));
                        }
                        continue;
                    }
                    if i == last {
                        self.open = Some((out.len(), found.clone()));
                    }
                    out.push(found.block(page.number));
                }
                Item::Lines(group) => {
                    continued = None;
                    paragraphs(page.number, &group, body, out);
                }
                Item::Asked(group) => {
                    continued = None;
                    let first = out.len();
                    paragraphs(page.number, &group, body, out);
                    out[first..].iter_mut().for_each(|b| b.furniture = Furniture::Asked);
                }
            }
        }
        out.extend(unseen(page));
    }
}

/// Text that the page's edges cut away or that is white on white, as hidden blocks.
fn unseen(page: &Page) -> Vec<Block> {
    [&page.outside, &page.white]
        .into_iter()
        .flat_map(|chunks| lines(chunks.clone()))
        .collect::<Vec<_>>()
        .iter()
        .map(|line| {
            let one = std::slice::from_ref(line);
            let mut block = text_block(page.number, BlockKind::Paragraph, one, 0.0);
            (block.hidden, block.furniture) = (true, Furniture::Running);
            block
        })
        .collect()
}

/// The things on a page without the lines that end the last label of the page before.
fn without_rest_of_label(block: &mut Block, before: &Found, mut items: Vec<Item>) -> Vec<Item> {
    if let [Item::Lines(rest), Item::Table(found), ..] = &items[..]
        && takes_rest_of_label(block, before, rest, found)
    {
        items.remove(0);
    }
    items
}

fn body_size(all: &[Vec<TextLine>]) -> f32 {
    let mut sizes: Vec<f32> = all.iter().flatten().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

fn part_running(page: &Page, all: &[TextLine], texts: &[String]) -> (Vec<TextLine>, Vec<Chunk>) {
    let (furniture, rest): (Vec<TextLine>, Vec<TextLine>) =
        all.iter().cloned().partition(|l| running::is_running(l, page.height, texts));
    (furniture, rest.into_iter().flat_map(|l| l.chunks).collect())
}

/// What stands on a page, from top to bottom; what a table lays out, box by box.
fn items(page: &Page, chunks: Vec<Chunk>) -> Vec<Item> {
    let mut layouts = nested::layouts(page, &chunks);
    if layouts.is_empty() {
        layouts = beside::layouts(page, &chunks);
    }
    if layouts.is_empty() {
        let mut rest = chunks.clone();
        let tables = find_tables(page, &mut rest);
        return match nested::columns(page, &chunks, &tables) {
            Some(columns) => in_columns(page, &chunks, &columns),
            None => order(tables, rest),
        };
    }
    let mut out = Vec::new();
    let mut top = f32::MIN;
    let band = |from: f32, to: f32| {
        let area = BBox { x0: f32::MIN, y0: from, x1: f32::MAX, y1: to };
        of_part(page, nested::inside(&chunks, area), area)
    };
    for layout in &layouts {
        out.extend(band(top, layout.area.y0));
        for one in &layout.boxes {
            let within = of_part(page, nested::inside(&chunks, one.area), one.area);
            out.extend(within.into_iter().map(|item| match item {
                Item::Lines(lines) if one.asked => Item::Asked(lines),
                other => other,
            }));
        }
        top = layout.area.y1;
    }
    out.extend(band(top, f32::MAX));
    out
}

/// What stands on a page of which a stretch is set in two columns: the left one, then the right one.
fn in_columns(page: &Page, chunks: &[Chunk], columns: &nested::Columns) -> Vec<Item> {
    let (top, bottom) = columns.band;
    let areas = [
        (f32::MIN, f32::MAX, f32::MIN, top),
        (f32::MIN, columns.gutter, top, bottom),
        (columns.gutter, f32::MAX, top, bottom),
        (f32::MIN, f32::MAX, bottom, f32::MAX),
    ];
    let mut out = Vec::new();
    for (x0, x1, y0, y1) in areas {
        let area = BBox { x0, y0, x1, y1 };
        out.extend(of_part(page, nested::inside(chunks, area), area));
    }
    out
}

/// What stands in a part of a page.
fn of_part(page: &Page, mut chunks: Vec<Chunk>, area: BBox) -> Vec<Item> {
    let tables = find_tables(&nested::part(page, area), &mut chunks);
    order(tables, chunks)
}

fn find_tables(page: &Page, chunks: &mut Vec<Chunk>) -> Vec<Found> {
    let mut tables = boxes::boxed(page, chunks);
    tables.iter().for_each(|t| take_words(chunks, t));
    tables.extend(lattice::ruled(page, chunks));
    tables.extend(framed::framed(page, chunks));
    tables.extend(aligned::aligned(page, chunks));
    headed::join(tables)
}

/// Tables and the text between them, top to bottom; text beside a table goes before it.
fn order(mut tables: Vec<Found>, chunks: Vec<Chunk>) -> Vec<Item> {
    tables.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut rest = lines(chunks);
    let mut out = Vec::new();
    // What stands over the next table, and not over the one on its left.
    let mut caption: Vec<TextLine> = Vec::new();
    let mut tables = tables.into_iter().peekable();
    while let Some(table) = tables.next() {
        let (mut above, below): (Vec<TextLine>, Vec<TextLine>) =
            rest.into_iter().partition(|l| (l.bbox.y0 + l.bbox.y1) / 2.0 < table.bbox.y0 + 2.0);
        let own = std::mem::take(&mut caption);
        if let Some(next) = tables.peek().filter(|next| stand_side_by_side(&table, next)) {
            caption = captions_of_the_right(&mut above, &table, next);
        }
        above.extend(own);
        if !above.is_empty() {
            out.push(Item::Lines(above));
        }
        out.push(Item::Table(table));
        rest = below;
    }
    if !rest.is_empty() {
        out.push(Item::Lines(rest));
    }
    out
}

fn stand_side_by_side(left: &Found, right: &Found) -> bool {
    right.bbox.x0 >= left.bbox.x1 && right.bbox.y0 - left.bbox.y0 < SAME_TOP
}

/// "Sex of officer        Sex of person alleging" over two tables side by side: takes from the last lines above
/// what stands over the right one.
fn captions_of_the_right(above: &mut [TextLine], left: &Found, right: &Found) -> Vec<TextLine> {
    let mut out = Vec::new();
    let mut next = left.bbox.y0;
    for line in above.iter_mut().rev() {
        if next - line.bbox.y1 > CAPTION_REACH * line.size {
            break;
        }
        let over = |c: &&Chunk| c.bbox.x0 >= right.bbox.x0 - EDGE;
        let (there, here): (Vec<&Chunk>, Vec<&Chunk>) = line.chunks.iter().partition(over);
        let apart = here.iter().all(|c| c.bbox.x1 <= right.bbox.x0);
        if there.is_empty() || here.is_empty() || !apart {
            break;
        }
        let (there, here): (Vec<Chunk>, Vec<Chunk>) =
            (there.into_iter().cloned().collect(), here.into_iter().cloned().collect());
        next = line.bbox.y0;
        out.push(TextLine::of(there));
        *line = TextLine::of(here);
    }
    out.reverse();
    out
}

fn paragraphs(page: u32, group: &[TextLine], body: f32, out: &mut Vec<Block>) {
    for column in prose::apart(group) {
        flow(page, &column, body, out);
    }
}

fn flow(page: u32, group: &[TextLine], body: f32, out: &mut Vec<Block>) {
    let left = group.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let own = own_edges(group);
    let mut current: Vec<TextLine> = Vec::new();
    for (i, line) in group.iter().enumerate() {
        let right = i.checked_sub(1).and_then(|above| own[above]);
        let starts = current.last().is_none_or(|last| !goes_on(&current, last, line, group, right));
        if starts && !current.is_empty() {
            push(page, &current, body, left, out);
            current.clear();
        }
        current.push(line.clone());
    }
    if !current.is_empty() {
        push(page, &current, body, left, out);
    }
}

/// For each line the right edge of its own paragraph where that can be told from the paragraph alone
/// (a quotation set in from both sides): at least three lines of sentences that begin at one edge and
/// follow each other closely, each so full that the first word of the next would not have fitted.
fn own_edges(group: &[TextLine]) -> Vec<Option<f32>> {
    let mut out = vec![None; group.len()];
    let mut from = 0;
    while from < group.len() {
        let mut end = from + 1;
        while end < group.len() && is_under(&group[end - 1], &group[end], end - from == 1) {
            end += 1;
        }
        let lines = &group[from..end];
        let right = lines.iter().map(|l| l.bbox.x1).fold(f32::MIN, f32::max);
        let wordy = lines.iter().filter(|l| words_of(l) >= OWN_WORDS).count();
        let full = lines.windows(2).all(|p| is_full(&p[0], &p[1], right));
        if lines.len() >= OWN_LINES && full && wordy + 1 >= lines.len() {
            out[from..end].fill(Some(right));
        }
        from = end;
    }
    out
}

fn words_of(line: &TextLine) -> usize {
    line.chunks.iter().map(|c| c.words.len()).sum()
}

/// True for a line right under another, of its size and at its left edge; the second line of an item
/// may be set in under its text.
fn is_under(above: &TextLine, line: &TextLine, second: bool) -> bool {
    let in_line = (line.bbox.x0 - above.bbox.x0).abs() < EDGE
        || second && line.bbox.x0 > above.bbox.x0 && line.bbox.x0 - above.bbox.x0 < 3.0 * line.size;
    let text = line.text();
    let first = text.split_whitespace().next().unwrap_or("");
    in_line
        && line.base - above.base <= PARAGRAPH_GAP * above.size.max(line.size)
        && (line.size - above.size).abs() <= 0.12 * above.size
        && !(is_marker(first) && text.len() > first.len())
}

/// True when the first word of the next line would not have fitted before the right edge.
fn is_full(line: &TextLine, next: &TextLine, right: f32) -> bool {
    let word = next.chunks.first().and_then(|c| c.words.first()).map_or(0.0, |w| w.bbox.width());
    line.bbox.x1 + word + 0.25 * next.size > right - 1.0
}

/// True when the line continues the paragraph: same size, normal leading, and the line before it is
/// full, so that its first word would not have fitted there. `own` is the right edge of the
/// paragraph where it has one of its own.
fn goes_on(
    current: &[TextLine],
    last: &TextLine,
    line: &TextLine,
    group: &[TextLine],
    own: Option<f32>,
) -> bool {
    let leading = line.base - last.base;
    if ends_in_leader(&last.text()) {
        return false;
    }
    // "Raised inside the force: 10" over "About a male officer: 40": lines complete in themselves.
    if is_figure_line(&last.text()) && is_figure_line(&line.text()) {
        return false;
    }
    let near = leading <= PARAGRAPH_GAP * last.size.max(line.size);
    // Short lines of a scan seem smaller than they are.
    if near && dangles(&last.text()) && line.bbox.x0 + EDGE >= current[0].bbox.x0 {
        return true;
    }
    if !near || (line.size - last.size).abs() > 0.12 * last.size {
        return false;
    }
    if is_parted_act(&last.text(), &line.text()) {
        return true;
    }
    // "... found to have no case to | answer ........ 17": the dots stand behind the end of the label.
    let text = line.text();
    let small = text.starts_with(char::is_lowercase);
    let open = !last.text().trim_end().ends_with(['.', ':', ';', '?']);
    if ends_in_leader(&text) && small && open && line.bbox.x0 > last.bbox.x0 + EDGE / 2.0 {
        return true;
    }
    let text = line.text();
    let first = text.split_whitespace().next().unwrap_or("");
    if is_marker(first) && text.len() > first.len() && !is_mid_sentence(current, last, line, first)
    {
        return false;
    }
    if line.chunks.len() > 1 && last.chunks.len() > 1 {
        return false;
    }
    let near: Vec<&TextLine> = group
        .iter()
        .filter(|l| {
            (l.bbox.x0 - last.bbox.x0).abs() < 40.0 && (l.base - last.base).abs() < 14.0 * last.size
        })
        .collect();
    let widest = || near.iter().map(|l| l.bbox.x1).fold(last.bbox.x1, f32::max);
    let hanging = line.bbox.x0 + EDGE >= current[0].bbox.x0;
    is_full(last, line, own.unwrap_or_else(widest)) && hanging
}

/// "... at a misconduct meeting \u{2013} fewer than": a line that cannot end there, however far it reaches.
fn dangles(text: &str) -> bool {
    const OPEN: &[&str] = &["than", "of", "the", "a", "an", "by", "with", "from", "between"];
    let last = text.split_whitespace().next_back().unwrap_or("");
    OPEN.contains(&last) && text.split_whitespace().count() > 2
}

/// "... UNDER THE FREEDOM OF INFORMATION ACT" over "2000": the year of an Act is part of its name.
fn is_parted_act(above: &str, below: &str) -> bool {
    let last = above.split_whitespace().next_back().unwrap_or("");
    let year: String = below.chars().take_while(char::is_ascii_digit).collect();
    last.eq_ignore_ascii_case("act") && year.len() == 4 && year.starts_with(['1', '2'])
}

/// True for a dash at which a sentence was broken: it stands at the edge of the lines above, which are
/// no items themselves and do not end a sentence.
fn is_mid_sentence(current: &[TextLine], last: &TextLine, line: &TextLine, mark: &str) -> bool {
    let dash = matches!(mark, "-" | "\u{2013}" | "\u{2014}");
    // "... and female officers | (2). The complainants were ...": a count in brackets.
    let counted = mark.starts_with('(')
        && mark.ends_with([')', '.', ',', ';'])
        && mark.chars().any(|c| c.is_ascii_digit());
    let text = current[0].text();
    let item = is_marker(text.split_whitespace().next().unwrap_or(""));
    (dash || counted)
        && !item
        && (line.bbox.x0 - last.bbox.x0).abs() < 1.0
        && words_of(last) >= OWN_WORDS
        && last.text().ends_with(char::is_alphanumeric)
}

/// "Upheld: 4": a label and its figure.
fn is_figure_line(text: &str) -> bool {
    let Some((label, figure)) = text.rsplit_once(": ") else { return false };
    let figure = figure.trim();
    label.contains(char::is_alphabetic)
        && !figure.is_empty()
        && figure.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '<'))
}

/// "Withdrawn ........ 4" is complete, however far to the right it reaches, and so is "Withdrawn
/// ........ fewer than five".
fn ends_in_leader(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let point = |c: &char| matches!(c, '.' | '\u{2026}' | '_' | '\u{b7}');
    let leader = |w: &str| w.chars().filter(point).count() >= 4;
    let lone = |w: &str| matches!(w, "." | "\u{2026}");
    let Some(at) = words.iter().rposition(|w| leader(w) || lone(w)) else { return false };
    let parted = leader(words[at])
        || words[at] == "\u{2026}"
        || at >= 2 && lone(words[at - 1]) && lone(words[at - 2]);
    let value = words.len() - 1 - at;
    let glued = words[at].chars().any(|c| c.is_ascii_digit());
    parted && at > 0 && (value == 0 && glued || (1..=LEADER_WORDS).contains(&value))
}

fn push(page: u32, current: &[TextLine], body: f32, left: f32, out: &mut Vec<Block>) {
    let text = current[0].text();
    let first = text.split_whitespace().next().unwrap_or("");
    let size = current[0].size;
    let short = current.len() <= 2 && text.split_whitespace().count() <= 14;
    let capitals = text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_lowercase)
        && text.len() < 90;
    let kind = if is_marker(first) && text.len() > first.len() {
        BlockKind::ListItem
    } else if short && (size > HEADING_SIZE * body || capitals || is_bold_title(current)) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    };
    out.push(text_block(page, kind, current, current[0].bbox.x0 - left));
}

/// True for a line in bold that is no sentence and no field of the letterhead ("Date: 4 May").
fn is_bold_title(current: &[TextLine]) -> bool {
    let words: Vec<_> = current.iter().flat_map(|l| &l.chunks).flat_map(|c| &c.words).collect();
    let text = current.last().map(TextLine::text).unwrap_or_default();
    let letters = words.iter().filter(|w| w.text.chars().any(char::is_alphabetic)).count();
    current.len() == 1
        && current[0].chunks.len() == 1
        && words.iter().all(|w| w.bold)
        && letters >= 1
        && words.len() <= TITLE_WORDS
        && !text.ends_with(['.', ';', ','])
        && !words.iter().any(|w| w.text.ends_with(':') && w.text != words[words.len() - 1].text)
}

fn text_block(page: u32, kind: BlockKind, group: &[TextLine], indent: f32) -> Block {
    let mut text = String::new();
    let mut printed = Vec::new();
    let mut bbox: Option<BBox> = None;
    for line in group {
        let words = line.text();
        join_word(&mut text, &words);
        let start = text.len() - words.len();
        bbox = Some(bbox.map_or(line.bbox, |b| b.union(line.bbox)));
        printed.push(Line {
            start,
            text: words,
            locator: Locator::Page { page, bbox: line.bbox },
            words: line
                .chunks
                .iter()
                .flat_map(|c| &c.words)
                .map(|w| Word {
                    text: w.text.clone(),
                    locator: Locator::Page { page, bbox: w.bbox },
                })
                .collect(),
        });
    }
    let locator = Locator::Page { page, bbox: bbox.unwrap_or_default() };
    let mut block = Block::text(kind, text, locator);
    block.lines = printed;
    block.indent = indent.max(0.0);
    block
}

/// A paragraph broken by the end of a page or of a column is put together.
fn join_over_pages(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut body: Option<usize> = None;
    for b in blocks {
        if b.furniture != Furniture::Body {
            out.push(b);
            continue;
        }
        match body.map(|i| &mut out[i]).filter(|a| joins(a, &b)) {
            Some(a) => {
                join_word(&mut a.text, &b.text);
                let shift = a.text.len() - b.text.len();
                a.lines.extend(b.lines.into_iter().map(|mut l| {
                    l.start += shift;
                    l
                }));
            }
            None => {
                body = Some(out.len());
                out.push(b);
            }
        }
    }
    out
}

fn joins(a: &Block, b: &Block) -> bool {
    // Where its last line stands: a text may already have come over from another page.
    let end = a.lines.last().map_or(&a.locator, |l| &l.locator);
    let (Locator::Page { page, bbox }, Locator::Page { page: next, bbox: top }) = (end, &b.locator)
    else {
        return false;
    };
    if a.kind == BlockKind::Table || b.kind != BlockKind::Paragraph {
        return false;
    }
    // A word parted by the end of a line goes on below, or at the top of the column to the right.
    let below = top.y0 >= bbox.y0 && top.y0 - bbox.y1 < bbox.y1 - bbox.y0 && top.x0 < bbox.x1;
    let beside = top.y1 < bbox.y0 && top.x0 >= bbox.x1;
    if page == next && (below || beside) {
        return is_divided(&a.text, &b.text) || keeps_hyphen(&a.text, &b.text);
    }
    page + 1 == *next
        && !a.text.trim_end().ends_with(['.', ':', '?', ';', '!'])
        && b.text.starts_with(char::is_lowercase)
        && a.text.split_whitespace().count() > 5
}
