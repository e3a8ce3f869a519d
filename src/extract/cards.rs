//! Cases described field by field in lines of their own ("Sex of officer: male", "Outcome: written
//! warning"), one case or one after the other: the listing they are, or the one case that was counted.

use std::sync::LazyLock;

use regex::Regex;

use super::axis;
use super::context::{Context, Desk};
use super::output::Gathered;
use super::prose;
use crate::model::count::Count;
use crate::model::document::{Block, BlockKind, Cell as GridCell, Furniture};
use crate::model::locator::Locator;
use crate::model::observation::{Cell, Dimension, Observation, Origin, Unit};
use crate::normalise::year;
use crate::pattern::pattern;

/// Fewest fields of a case.
const FIELDS: usize = 2;
/// Longest name of a field and longest value, in words.
const LABEL_WORDS: usize = 8;
const VALUE_WORDS: usize = 12;
/// Longest name of a field that is not known, in words.
const SHORT: usize = 3;

/// "Sex of officer: male"
struct Field {
    label: String,
    value: String,
    place: Locator,
}

/// Cases that stand one after the other.
pub struct Cards {
    cases: Vec<(Option<GridCell>, Vec<Field>)>,
    /// How many blocks they take.
    pub taken: usize,
}

/// Finds the cases that begin at a block.
pub fn find(
    desk: &Desk<'_>,
    blocks: &[Block],
    start: usize,
    usable: &dyn Fn(usize) -> bool,
) -> Option<Cards> {
    let mut cases: Vec<(Option<GridCell>, Vec<Field>)> = Vec::new();
    let mut at = start;
    let mut taken = start;
    while at < blocks.len() && (usable(at) || blocks[at].furniture == Furniture::Running) {
        let block = &blocks[at];
        at += 1;
        if block.furniture == Furniture::Running && taken > start {
            continue;
        }
        if block.kind == BlockKind::Table || block.hidden {
            break;
        }
        if let Some(name) = case_name(&block.text) {
            cases.push((Some(GridCell::new(0, 0, name, block.locator.clone())), Vec::new()));
            continue;
        }
        let begun = cases.last().is_some_and(|(_, fields)| !fields.is_empty());
        let Some(field) = field(desk, block, begun) else { break };
        // Without a heading each case begins with the same field.
        let again = cases.last().is_none_or(|(name, fields)| {
            name.is_none() && fields.first().is_some_and(|f| f.label == field.label)
        });
        if again {
            cases.push((None, Vec::new()));
        }
        if let Some((_, fields)) = cases.last_mut() {
            fields.push(field);
        }
        taken = at;
    }
    cases.retain(|(_, fields)| !fields.is_empty());
    let whole = cases.iter().all(|(_, fields)| fields.len() >= FIELDS);
    (whole && !cases.is_empty()).then(|| Cards { cases, taken: taken - start })
}

/// "Allegation 3", "Case B (2018)": the name of a case.
fn case_name(text: &str) -> Option<&str> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*((?:allegation|complaint|case|matter|record|incident|report)\s*(?:no\.?\s*|number\s*|#\s*)?(?:\d{1,2}|[a-z]))\s*[:.]?\s*$",
        )
    });
    NAME.captures(text).and_then(|c| c.get(1)).map(|m| m.as_str())
}

/// A line that names a dimension and gives one value of it. Among others a short name that is not known ("Type")
/// is one of what its value is of.
fn field(desk: &Desk<'_>, block: &Block, begun: bool) -> Option<Field> {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?s)^\s*(?:[\u{2022}\u{25cf}\u{25aa}\u{b7}o*-]\s+|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s*)?(?P<label>[^:\u{2013}\u{2014}\d]{3,60}?)\s*(?::|\s[\u{2013}\u{2014}-]\s)\s*(?P<value>\S.{0,90}?)\s*[.;,]?\s*$",
        )
    });
    let c = FIELD.captures(&block.text)?;
    let (label, value) = (c["label"].trim(), c["value"].trim());
    let words = |t: &str| t.split_whitespace().count();
    if words(label) > LABEL_WORDS || words(value) > VALUE_WORDS || prose::counts_something(value) {
        return None;
    }
    let head = desk.read_head(label);
    let names = !head.names.is_empty() || head.roles.len() == 1 && head.sexes.is_empty();
    let reading = desk.read(value);
    let short = begun && words(label) <= SHORT && reading.has_value();
    if !(names || short) || head.has_value() {
        return None;
    }
    let told = reading.has_value() || reading.unknown || year::is_bare(value);
    told.then(|| Field { label: label.into(), value: value.into(), place: block.locator.clone() })
}

impl Cards {
    /// True for a single case without a name.
    pub fn is_one(&self) -> bool {
        self.cases.len() == 1
    }

    /// Several cases as the listing they are.
    pub fn table(&self) -> Option<Block> {
        let mut labels: Vec<&str> = Vec::new();
        for field in self.cases.iter().flat_map(|(_, fields)| fields) {
            if !labels.contains(&field.label.as_str()) {
                labels.push(&field.label);
            }
        }
        let first = &self.cases.first()?.1.first()?.place;
        let mut cells = vec![GridCell::new(0, 0, "Case", first.clone())];
        for (c, label) in labels.iter().enumerate() {
            cells.push(GridCell::new(0, c as u32 + 1, *label, first.clone()));
        }
        let mut place = first.clone();
        for (r, (name, fields)) in self.cases.iter().enumerate() {
            let row = r as u32 + 1;
            let begins = fields.first()?.place.clone();
            let name = name.as_ref().map_or(row.to_string(), |n| n.text.clone());
            cells.push(GridCell::new(row, 0, name, begins));
            for field in fields {
                let c = labels.iter().position(|l| *l == field.label)? as u32 + 1;
                cells.push(GridCell::new(row, c, field.value.as_str(), field.place.clone()));
                place = place.union(&field.place);
            }
        }
        Some(Block::table(cells, place))
    }

    /// The one case that was counted: each of its fields, and all of them together.
    pub fn describe(
        &self,
        desk: &Desk<'_>,
        context: &Context,
        unit: Option<Unit>,
        group: usize,
        out: &mut Gathered,
    ) {
        let mut all = Cell::new();
        let mut observe = |cell: Cell, field: &Field, origin: Origin| {
            out.push(Observation {
                count: Count::exact(1),
                suppressed: false,
                cell,
                unit: unit.or(context.unit),
                label: format!("{}: {}", field.label, field.value).into(),
                origin,
                out_of_scope: context.scope.out_reason(),
                authority: context.authority.clone(),
                file: Default::default(),
                place: field.place.clone(),
                quote: format!("{}: {}", field.label, field.value).into(),
                group,
                doubts: Vec::new(),
            });
        };
        let fields = self.cases.iter().flat_map(|(_, fields)| fields);
        for field in fields.clone() {
            let asked = context.with(desk, &field.label, true);
            let reading = desk.read(&field.value);
            let head = desk.read_head(&field.label);
            let axis = axis::of_labels(desk, &[&reading], &head, &asked);
            let mut own = axis::head(desk, &field.value, &reading, &axis).cell;
            own.retain(|d, _| !matches!(d, Dimension::Extra(_) | Dimension::AllegationType));
            if !own.is_empty() {
                let mut cell = context.cell.clone();
                cell.extend(own.clone());
                observe(cell, field, Origin::Stated);
                all.extend(own);
            }
        }
        if let (Some(last), true) = (fields.last(), all.len() > 1) {
            let mut cell = context.cell.clone();
            cell.extend(all);
            observe(cell, last, Origin::Derived);
        }
    }
}
