//! Tables that set forces side by side or one under the other: "Norfolk" and "Suffolk" over blocks of
//! columns, in a column "Force", as the names of groups of rows. Each force that the letter speaks for
//! has its part of such a table, read by itself; what is another's, or of all together, is not its.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::cells::ByPlace;
use super::context::Desk;
use crate::model::document::{Block, Cell, CellValue};
use crate::normalise::year;
use crate::pattern::pattern;

/// Rows at the top of a table that may be its headings.
const HEAD_ROWS: u32 = 3;
/// A label that names a force and more words than this is a sentence.
const LABEL_WORDS: usize = 5;

/// The part of a table that is of one force.
pub struct Part {
    /// The force.
    pub authority: String,
    /// Its rows and columns.
    pub block: Block,
}

/// A table divided among forces.
pub struct Divided {
    /// One part for each force that the letter speaks for.
    pub parts: Vec<Part>,
    /// Cells of all of them together, and of other forces.
    pub of_others: Vec<Cell>,
}

/// Divides a table among the forces a letter speaks for; none when it does not set them apart.
pub fn divide(desk: &Desk<'_>, block: &Block) -> Option<Divided> {
    let table = Table::of(desk, block)?;
    let owners = table.by_column().or_else(|| table.by_row())?;
    let parts = desk.home.iter().map(|force| Part {
        authority: force.clone(),
        block: Block { cells: table.part(&owners, force), ..block.clone() },
    });
    let other = |c: &&Cell| match owners.of(c) {
        Owner::Shared => false,
        Owner::Force(force) => !desk.home.contains(&force),
        Owner::Both => true,
    };
    let of_others = block.cells.iter().filter(other).cloned().collect();
    Some(Divided { parts: parts.collect(), of_others })
}

/// Whose a row or a column is.
#[derive(Clone, Debug, PartialEq)]
enum Owner {
    /// Headings and labels, which every part needs.
    Shared,
    /// A force's.
    Force(String),
    /// That of the forces together.
    Both,
}

/// Whose the lines of a table are, along the axis that divides it.
struct Owners {
    columns: bool,
    lines: BTreeMap<u32, Owner>,
    /// Labels that name a force, by row and column.
    names: BTreeSet<(u32, u32)>,
}

impl Owners {
    fn of(&self, cell: &Cell) -> Owner {
        let at = if self.columns { cell.col } else { cell.row };
        self.lines.get(&at).cloned().unwrap_or(Owner::Shared)
    }
}

/// A label that names a force.
struct Name {
    force: String,
    /// The words beside the name ("Norfolk, male").
    rest: String,
}

struct Table<'a> {
    cells: &'a [Cell],
    place: ByPlace<'a>,
    forces: BTreeSet<String>,
    /// The force that a label names and what else it says, by row and column.
    named: BTreeMap<(u32, u32), Name>,
    first_count: u32,
    rows: u32,
    cols: u32,
}

impl<'a> Table<'a> {
    fn of(desk: &Desk<'_>, block: &'a Block) -> Option<Table<'a>> {
        let cells = &block.cells;
        let named: BTreeMap<(u32, u32), Name> =
            cells.iter().filter_map(|c| Some(((c.row, c.col), name(desk, &c.text)?))).collect();
        let forces: BTreeSet<String> = named.values().map(|n| n.force.clone()).collect();
        let home = !desk.home.is_empty() && desk.home.iter().all(|home| forces.contains(home));
        let first_count = cells.iter().filter(|c| is_count(c)).map(|c| c.row).min()?;
        (home && forces.len() > 1).then(|| Table {
            cells,
            place: ByPlace::of(block, |c| !c.text.trim().is_empty()),
            forces,
            named,
            first_count,
            rows: cells.iter().map(|c| c.row + c.rowspan).max().unwrap_or(0),
            cols: cells.iter().map(|c| c.col + c.colspan).max().unwrap_or(0),
        })
    }

    fn names_all(&self, within: impl Fn(u32, u32) -> bool) -> bool {
        let here = self.named.iter().filter(|((row, col), _)| within(*row, *col));
        let forces: BTreeSet<&String> = here.map(|(_, name)| &name.force).collect();
        forces.len() == self.forces.len()
    }

    /// A row of headings names every force; a name runs on to the right as far as nothing else stands
    /// there.
    fn by_column(&self) -> Option<Owners> {
        let head =
            (0..self.first_count.min(HEAD_ROWS)).find(|&r| self.names_all(|row, _| row == r))?;
        let mut lines = BTreeMap::new();
        let mut owner = Owner::Shared;
        let mut reach = self.cols;
        for col in 0..self.cols {
            match self.place.get(head, col) {
                Some(cell) => {
                    owner = match self.named.get(&(head, col)) {
                        Some(name) => Owner::Force(name.force.clone()),
                        None if owner == Owner::Shared => Owner::Shared,
                        None => Owner::Both,
                    };
                    // A heading that says how far it reaches does not run on.
                    reach = if cell.colspan > 1 { col + cell.colspan } else { self.cols };
                }
                None if col >= reach => owner = Owner::Both,
                None => {}
            }
            lines.insert(col, owner.clone());
        }
        let names = self.named.keys().filter(|(r, _)| *r == head).copied().collect();
        Some(Owners { columns: true, lines, names })
    }

    /// A column names the forces: in each of their rows, once over the rows of each, or as the name of a
    /// group of rows.
    fn by_row(&self) -> Option<Owners> {
        let col = (0..self.cols).find(|&c| self.names_all(|_, col| col == c))?;
        let mut lines = BTreeMap::new();
        let mut owner = Owner::Shared;
        let mut group = false;
        for row in 0..self.rows {
            let text = self.place.text(row, col).unwrap_or("");
            if let Some(name) = self.named.get(&(row, col)) {
                owner = Owner::Force(name.force.clone());
                group =
                    !self.cells.iter().any(|c| c.row == row && c.col != col && !c.text.is_empty());
            } else if owner != Owner::Shared && !text.is_empty() && (!group || speaks_of_all(text))
            {
                owner = Owner::Both;
            }
            lines.insert(row, owner.clone());
        }
        let names = self.named.keys().filter(|(_, c)| *c == col).copied().collect();
        Some(Owners { columns: false, lines, names })
    }

    /// The cells of one force, rows and columns numbered anew.
    fn part(&self, owners: &Owners, force: &str) -> Vec<Cell> {
        let mine = |at: u32| match owners.lines.get(&at) {
            Some(Owner::Force(of)) => of == force,
            Some(Owner::Both) => false,
            Some(Owner::Shared) | None => true,
        };
        let size = if owners.columns { self.cols } else { self.rows };
        // How many lines are kept before each.
        let kept: Vec<u32> =
            (0..=size).map(|end| (0..end).filter(|&at| mine(at)).count() as u32).collect();
        let mut out = Vec::new();
        for cell in self.cells {
            let (at, span) =
                if owners.columns { (cell.col, cell.colspan) } else { (cell.row, cell.rowspan) };
            let end = at.saturating_add(span).min(size);
            let span = kept[end as usize] - kept[at as usize];
            if span == 0 {
                continue;
            }
            let mut cell = cell.clone();
            if owners.names.contains(&(cell.row, cell.col)) {
                cell.text = self.without_name(owners, &cell);
                cell.value = CellValue::Text;
                if cell.text.is_empty() {
                    continue;
                }
            }
            if owners.columns {
                (cell.col, cell.colspan) = (kept[at as usize], span);
            } else {
                (cell.row, cell.rowspan) = (kept[at as usize], span);
            }
            out.push(cell);
        }
        out
    }

    /// What stands for the name of a force in its own part: nothing where other words say what is
    /// counted, else that all of it is.
    fn without_name(&self, owners: &Owners, cell: &Cell) -> String {
        let rest = self.named.get(&(cell.row, cell.col)).map_or("", |n| n.rest.as_str());
        if !rest.is_empty() {
            return rest.to_string();
        }
        let words = |c: &Cell| !c.text.trim().is_empty() && !is_count(c);
        let within = |at: u32, from: u32, span: u32| at >= from && at < from + span.max(1);
        let told = self.cells.iter().filter(|c| words(c)).any(|c| {
            if owners.columns {
                c.row > cell.row
                    && c.row < self.first_count
                    && within(c.col, cell.col, cell.colspan)
            } else {
                c.row == cell.row && c.col > cell.col
            }
        });
        let counted = owners.columns
            || self.cells.iter().any(|c| c.row == cell.row && c.col != cell.col && is_count(c));
        if told || !counted { String::new() } else { "Total".into() }
    }
}

/// The one force that a short label names.
fn name(desk: &Desk<'_>, text: &str) -> Option<Name> {
    if text.split_whitespace().count() > LABEL_WORDS {
        return None;
    }
    let mentions = desk.register.mentions(text);
    let [one] = &mentions[..] else { return None };
    let force = one.id.to_string();
    let rest = format!("{} {}", &text[..one.start], &text[one.end..]);
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    Some(Name { force, rest })
}

/// "Both forces", "Total", "Combined".
fn speaks_of_all(text: &str) -> bool {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:both|combined|together|joint|all\s+forces|grand\s+total|the\s+two)\b")
    });
    ALL.is_match(text)
}

fn is_count(cell: &Cell) -> bool {
    let text = cell.text.trim();
    !year::is_bare(text) && text.parse::<u64>().is_ok()
}
