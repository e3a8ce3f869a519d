//! Pages whose text is printed sideways or upside down: a wide table on an upright sheet. The page
//! is laid out as a reader would hold it, and every place is turned back to the sheet afterwards, so
//! that evidence still points at the page as it is shown.

use std::collections::BTreeMap;

use super::device::{Direction, Glyph, PageContent, Rule};
use crate::model::document::Block;
use crate::model::locator::{BBox, Locator};

/// Share of a page's signs that must run the other way for the page to be turned.
const MOST: f32 = 0.8;
/// Fewest signs that tell.
const FEWEST: usize = 12;

/// How a page was turned to be read: which way its text ran, and its size before.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    ran: Direction,
    width: f32,
    height: f32,
}

impl Turn {
    /// Where a point of the sheet stands on the page held for reading.
    fn there(self, x: f32, y: f32) -> (f32, f32) {
        match self.ran {
            Direction::Right => (x, y),
            Direction::Up => (self.height - y, x),
            Direction::Down => (y, self.width - x),
            Direction::Left => (self.width - x, self.height - y),
        }
    }

    /// Where a point of the page held for reading stands on the sheet.
    fn back(self, x: f32, y: f32) -> (f32, f32) {
        match self.ran {
            Direction::Right => (x, y),
            Direction::Up => (y, self.height - x),
            Direction::Down => (self.width - y, x),
            Direction::Left => (self.width - x, self.height - y),
        }
    }

    fn direction(self, d: Direction) -> Direction {
        let round = [Direction::Right, Direction::Down, Direction::Left, Direction::Up];
        let at = |d: Direction| round.iter().position(|r| *r == d).unwrap_or(0);
        round[(at(d) + 4 - at(self.ran)) % 4]
    }

    fn glyph(self, g: &mut Glyph) {
        let (x0, y0) = point(g.direction, g.start, g.base);
        let (x1, y1) = point(g.direction, g.end, g.base);
        let direction = self.direction(g.direction);
        let (a, b) = (self.there(x0, y0), self.there(x1, y1));
        (g.start, g.base) = along(direction, a.0, a.1);
        g.end = along(direction, b.0, b.1).0;
        g.direction = direction;
    }

    fn rule(self, r: Rule) -> Rule {
        let (a, b) = if r.horizontal {
            (self.there(r.from, r.at), self.there(r.to, r.at))
        } else {
            (self.there(r.at, r.from), self.there(r.at, r.to))
        };
        if (a.1 - b.1).abs() < (a.0 - b.0).abs() {
            Rule { horizontal: true, at: a.1, from: a.0.min(b.0), to: a.0.max(b.0) }
        } else {
            Rule { horizontal: false, at: a.0, from: a.1.min(b.1), to: a.1.max(b.1) }
        }
    }
}

/// A point of the page from its place along and across a direction of writing.
fn point(direction: Direction, along: f32, across: f32) -> (f32, f32) {
    match direction {
        Direction::Right => (along, across),
        Direction::Left => (-along, -across),
        Direction::Down => (-across, along),
        Direction::Up => (across, -along),
    }
}

/// The place of a point along and across a direction of writing.
fn along(direction: Direction, x: f32, y: f32) -> (f32, f32) {
    match direction {
        Direction::Right => (x, y),
        Direction::Left => (-x, -y),
        Direction::Down => (y, -x),
        Direction::Up => (-y, x),
    }
}

fn boxed(a: (f32, f32), b: (f32, f32)) -> BBox {
    BBox { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
}

/// Turns a page whose text runs sideways or upside down so that it runs from left to right.
pub fn upright(content: &mut PageContent) -> Option<Turn> {
    let signs: Vec<Direction> =
        content.glyphs.iter().filter(|g| !g.text.trim().is_empty()).map(|g| g.direction).collect();
    let enough = (MOST * signs.len() as f32).max(FEWEST as f32);
    let ran = [Direction::Up, Direction::Down, Direction::Left]
        .into_iter()
        .find(|d| signs.iter().filter(|s| *s == d).count() as f32 >= enough)?;
    let turn = Turn { ran, width: content.width, height: content.height };
    let unseen = content.outside.iter_mut().chain(&mut content.white);
    content.glyphs.iter_mut().chain(unseen).for_each(|g| turn.glyph(g));
    content.rules.iter_mut().for_each(|r| *r = turn.rule(*r));
    for s in &mut content.shades {
        *s = boxed(turn.there(s.x0, s.y0), turn.there(s.x1, s.y1));
    }
    if ran != Direction::Left {
        (content.width, content.height) = (content.height, content.width);
    }
    Some(turn)
}

/// Turns the places of blocks back to their sheets; `turns` by page number.
pub fn back(blocks: &mut [Block], turns: &BTreeMap<u32, Turn>) {
    if turns.is_empty() {
        return;
    }
    let fix = |l: &mut Locator| {
        if let Locator::Page { page, bbox } = l
            && let Some(turn) = turns.get(page)
        {
            *bbox = boxed(turn.back(bbox.x0, bbox.y0), turn.back(bbox.x1, bbox.y1));
        }
    };
    for block in blocks {
        fix(&mut block.locator);
        block.cells.iter_mut().for_each(|c| fix(&mut c.locator));
        for line in &mut block.lines {
            fix(&mut line.locator);
            line.words.iter_mut().for_each(|w| fix(&mut w.locator));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_to_its_place() {
        for ran in [Direction::Up, Direction::Down, Direction::Left] {
            let turn = Turn { ran, width: 595.0, height: 842.0 };
            let (x, y) = turn.there(100.0, 40.0);
            assert_eq!(turn.back(x, y), (100.0, 40.0));
            assert_eq!(turn.direction(ran), Direction::Right);
        }
    }
}
