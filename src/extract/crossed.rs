//! Tables that speak of both parties. In one of one party's sex against the other's both axes read
//! "male", "female", and only the words about the table tell which party runs down the side and which
//! along the top ("Sex of officer (down) and of complainant (across)"). In another a row or a column
//! is a party ("Officer | 31 | 2", "Complainant | 5 | 27") and the sexes along the other axis are its.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::axis::Head;
use super::context::{Context, role_of_names, sex_dimension};
use crate::model::finding::Code;
use crate::model::observation::{Dimension, Role};
use crate::normalise::label::LabelReading;
use crate::pattern::pattern;

static OFFICER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:officers?|accused|subject members?)\b"));
static COMPLAINANT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:complainants?|victims?|complaining|reporting (?:person|party)|aggrieved)\b")
});
static DOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:down|rows?|vertical(?:ly)?|(?:left|left-hand) side)\b|[\u{2193}\u{21d3}\u{25bc}]",
    )
});
static ACROSS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:across|columns?|horizontal(?:ly)?|along the top)\b|[\u{2192}\u{21d2}\u{25ba}\u{25b6}]",
    )
});

/// Whose sex runs down the side, when the words say so of two parties.
pub(super) fn party_down(text: &str) -> Option<Role> {
    let down = nearest_party(text, &DOWN);
    let across = nearest_party(text, &ACROSS);
    match (down, across) {
        (Some(down), Some(across)) => (down != across).then_some(down),
        (Some(down), None) => Some(down),
        (None, Some(across)) => Some(other(across)),
        (None, None) => first_by_second(text),
    }
}

/// "Sex of the complainant, by sex of the officer": what is shown runs down the side. Without the comma the
/// words may as well name the two in any order.
fn first_by_second(text: &str) -> Option<Role> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        const PARTY: &str = r"(?:(?:sex|gender)\s+of\s+(?:the\s+)?(officer|complainant|victim)s?|(officer|complainant|victim)['\u{2019}]?s?['\u{2019}]?\s+(?:sex|gender))";
        pattern(&format!(r"(?i){PARTY},\s+by\s+(?:the\s+)?{PARTY}"))
    });
    let c = BY.captures(text)?;
    let party = |a: usize, b: usize| {
        let word = c.get(a).or(c.get(b)).map_or("", |m| m.as_str());
        if word.eq_ignore_ascii_case("officer") { Role::Officer } else { Role::Complainant }
    };
    let (first, second) = (party(1, 2), party(3, 4));
    (first != second).then_some(first)
}

/// "Sex of officer" over "Male officer", "Female officer", beside columns that are sexes and say not whose: both
/// parties' sexes, and those down the side are of the one that is named there.
pub(super) fn party_beside(
    along: &[LabelReading],
    corner: &[LabelReading],
    down: &[LabelReading],
) -> Option<Role> {
    let sexes = |readings: &[LabelReading]| {
        let said = readings.iter().filter(|r| r.sexes.len() == 1 && !r.total);
        said.map(|r| r.sexes.clone()).collect::<BTreeSet<_>>().len() > 1
    };
    let unsaid = along.iter().all(|r| r.roles.is_empty() && role_of_names(&r.names).is_none());
    if !unsaid || !sexes(along) || !sexes(down) {
        return None;
    }
    let named = corner.iter().filter_map(|r| role_of_names(&r.names));
    let of_rows = down.iter().filter(|r| !r.sexes.is_empty()).flat_map(|r| r.roles.iter().copied());
    let roles: BTreeSet<Role> = named.chain(of_rows).collect();
    roles.first().copied().filter(|_| roles.len() == 1)
}

fn other(role: Role) -> Role {
    match role {
        Role::Officer => Role::Complainant,
        Role::Complainant => Role::Officer,
    }
}

/// The party named nearest to a word of direction; both must be named, or the words say nothing of
/// the other axis.
fn nearest_party(text: &str, direction: &Regex) -> Option<Role> {
    let at = direction.find(text)?;
    // "Rows: sex of officer" speaks of what follows.
    let leads = text[at.end()..].trim_start().starts_with([':', '=']);
    let distance = |party: &Regex| {
        let gap = |m: regex::Match<'_>| {
            if m.start() < at.end() && leads {
                return None;
            }
            let between = text.get(m.end()..at.start()).or(text.get(at.end()..m.start()))?;
            let parted = between.contains([',', ';', '.', '/']);
            Some(between.len() + if parted { text.len() } else { 0 })
        };
        Some(party.find_iter(text).filter_map(gap).min().unwrap_or(usize::MAX))
            .filter(|_| party.is_match(text))
    };
    let (officer, complainant) = (distance(&OFFICER)?, distance(&COMPLAINANT)?);
    (officer != complainant).then_some(if officer < complainant {
        Role::Officer
    } else {
        Role::Complainant
    })
}

/// The party that each of the labels along one axis names, where the sexes along the other axis are
/// its: one label names the sex of a party, or several name both parties and nothing else.
pub(super) fn parties(readings: &[&LabelReading]) -> Vec<Option<Role>> {
    if let Some(each) = a_party_each(readings) {
        return each;
    }
    let plain = |r: &LabelReading| {
        (r.roles.len() == 1 && !r.has_value() && !r.total && r.unexplained < 2)
            .then(|| r.roles.first().copied())
            .flatten()
    };
    let named = |r: &LabelReading| role_of_names(&r.names).filter(|_| !r.has_value());
    let both: BTreeSet<Role> =
        readings.iter().filter_map(|r| named(r).or_else(|| plain(r))).collect();
    readings
        .iter()
        .map(|r| named(r).or_else(|| plain(r).filter(|_| both.len() > 1 && !r.count)))
        .collect()
}

/// "Complainants, public complaints" over "Officers, public complaints", "Officer subject of the
/// allegation" over "Complainant": every label is a party's, whatever else it says.
fn a_party_each(readings: &[&LabelReading]) -> Option<Vec<Option<Role>>> {
    let of = |r: &&LabelReading| {
        let role = r.roles.first().copied().filter(|_| r.roles.len() == 1)?;
        (r.sexes.is_empty() && r.outcome.is_none() && !r.total).then_some(role)
    };
    let roles: Vec<Role> = readings.iter().map(of).collect::<Option<_>>()?;
    let parties: BTreeSet<Role> = roles.iter().copied().collect();
    let divided = readings.iter().all(|r| !r.sources.is_empty() || r.year.is_some());
    let counts = readings.iter().any(|r| r.count || r.counts_people);
    (parties.len() > 1 && (divided || !counts)).then(|| roles.into_iter().map(Some).collect())
}

/// A label's values where the label along the other axis names the party: whatever the sex was taken
/// for, it is that party's.
pub(super) fn of_party(head: &Head, party: Option<Role>) -> Cow<'_, Head> {
    let of_sex = |d: &Dimension| {
        matches!(d, Dimension::OfficerSex | Dimension::ComplainantSex)
            || matches!(d, Dimension::Extra(name) if name == "sex")
    };
    let (Some(party), Some(sex)) = (party, head.cell.keys().find(|d| of_sex(d)).cloned()) else {
        return Cow::Borrowed(head);
    };
    let mut theirs = head.clone();
    if let Some(value) = theirs.cell.remove(&sex) {
        theirs.cell.insert(sex_dimension(party), value);
    }
    theirs.doubts.retain(|doubt| doubt.code != Code::AmbiguousReading);
    Cow::Owned(theirs)
}

impl Context {
    /// The context of the labels down the side.
    pub(super) fn of_rows(&self) -> Context {
        self.along(self.down)
    }

    /// The context of the labels along the top.
    pub(super) fn of_columns(&self) -> Context {
        self.along(self.down.map(other))
    }

    fn along(&self, role: Option<Role>) -> Context {
        let mut context = self.clone();
        if let Some(role) = role {
            let theirs = sex_dimension(role);
            context.role = Some(role);
            context.names.retain(|n| n == theirs.name() || !n.ends_with("sex"));
            context.names.insert(theirs.name().to_string());
        }
        context
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_direction_belong_to_the_party_beside_them() {
        let officer = Some(Role::Officer);
        assert_eq!(party_down("Sex of officer (down) and of complainant (across)"), officer);
        assert_eq!(party_down("Complainant \u{2192} / Officer \u{2193}"), officer);
        assert_eq!(
            party_down("Rows: sex of complainant. Columns: sex of officer"),
            Some(Role::Complainant)
        );
        assert_eq!(
            party_down("Officers in columns, complainants beside them"),
            Some(Role::Complainant)
        );
        assert_eq!(party_down("Sex of officer by sex of complainant"), None);
        assert_eq!(
            party_down("Sex of the complainant, by sex of the officer."),
            Some(Role::Complainant)
        );
        assert_eq!(party_down("Officers stood down in 2019"), None);
    }
}
