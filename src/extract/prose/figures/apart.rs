//! Counts that hang on what was set aside: parts of other things ("11,940 offences, 62 of them ..."), the
//! year beside it ("1,183 offences in 2019 and 1,102 in 2020"), and years of which nothing is said.

use std::sync::LazyLock;

use regex::Regex;

use super::Frame;
use crate::extract::axis::Head;
use crate::extract::output::Gathered;
use crate::extract::prose::judge::{self, Verdict};
use crate::extract::prose::quantity::Kind;
use crate::extract::prose::reference::Reference;
use crate::model::count::Count;
use crate::model::observation::{Dimension, Observation, Origin};
use crate::pattern::pattern;

/// Reason of a part of something that was not asked about.
pub(super) const PART_OF_OTHER: &str = "a part of what was not asked about";

impl Frame<'_, '_> {
    /// What becomes of a count that is a part of, or stands beside, one of other things.
    pub(super) fn beyond(&self, i: usize, made: &[Vec<usize>], out: &Gathered) -> Option<Verdict> {
        let reading = &self.readings[i];
        if reading.in_scope {
            return None;
        }
        let of = self.part_of(i).or_else(|| self.beside(i))?;
        if self.apart.borrow().contains(&of) {
            // Files that were read, of which so many were upheld, may be the answer after all.
            let whole = self.place.desk.read_prose(self.sentence.text);
            let look = reading.outcome.is_some() && whole.other_subject.is_none();
            return Some(Verdict::Aside(PART_OF_OTHER, look));
        }
        let mut why = made[of].iter().map(|&at| out.observations[at].out_of_scope.clone());
        let first = why.next()??;
        why.all(|w| w.is_some()).then_some(Verdict::Figure(Some(first)))
    }

    /// The count of the sentence that this one is a part of by its words.
    fn part_of(&self, i: usize) -> Option<usize> {
        let clause = &self.clauses[i];
        if clause.parent.is_some() {
            return clause.parent;
        }
        let pronoun =
            |r: &Reference| r.pronoun && r.number.is_none() && r.pair.is_none() && !r.rest;
        self.own[i].as_ref().filter(|r| pronoun(r))?;
        let n = clause.quantity.printed()?;
        let more = |k: &usize| {
            self.clauses[*k].quantity.printed().is_some_and(|c| c.max >= n.max && c.max > 0)
        };
        (0..i).rev().find(more)
    }

    /// The count just before, when this one only names another year: "1,183 in 2019/20 and 1,102 in
    /// 2020/21".
    fn beside(&self, i: usize) -> Option<usize> {
        let clause = &self.clauses[i];
        let before = i.checked_sub(1)?;
        let year_only = self.heads[i].cell.keys().all(|d| *d == Dimension::Year)
            && !self.clause_years(clause).is_empty();
        let unit = judge::unit_after(self.place.desk, self.sentence.text, clause);
        let plain = matches!(clause.quantity.kind, Kind::Number { .. });
        (year_only && unit.is_none() && plain && self.readings[i].units.is_empty())
            .then_some(before)
    }

    /// "Three of the outcomes need a word of explanation": a reference to what was not counted.
    pub(super) fn of_other_things(&self, r: &Reference) -> bool {
        static THINGS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^\s+(?:out\s+)?of\s+(?:the|these|those|our|its|their)\s+(?:above\s+|following\s+)?(?:outcomes?|results?|terms?|words?|expressions?|codes?|headings?|labels?|columns?|rows?|tables?|reasons?|factors?|categories|types?|systems?|databases?|forces|exemptions?|sections?|questions?|departments?|requests?)\b",
            )
        });
        THINGS.is_match(&self.text[r.start..r.end])
    }

    /// "No allegation from any earlier year is outstanding": a nought of several years that are not
    /// named.
    pub(super) fn earlier_years(&self, i: usize) -> bool {
        static YEARS: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)\b(?:any|the|all)\s+(?:of\s+the\s+)?(?:other|earlier|previous|preceding|later|remaining)\s+(?:(?:two|three|four|\d)\s+)?(?:calendar\s+|financial\s+)?years?\b|\b(?:earlier|previous|other|later)\s+years\b",
            )
        });
        let clause = &self.clauses[i];
        clause.quantity.printed() == Some(Count::ZERO)
            && YEARS.is_match(&self.sentence.text[clause.from..clause.to])
    }

    /// Where the other years have none, what was said of one year holds for all of them.
    pub(super) fn margin_of_one_year(
        &self,
        i: usize,
        head: &Head,
        out: &mut Gathered,
    ) -> Vec<usize> {
        if head.cell.len() != 1 || !head.cell.contains_key(&Dimension::Outcome) {
            return Vec::new();
        }
        let of_year = |o: &&Observation| {
            o.out_of_scope.is_none()
                && o.cell.len() == 2
                && o.cell.contains_key(&Dimension::Year)
                && head.cell.iter().all(|(d, v)| o.cell.get(d) == Some(v))
                && o.count.max > 0
        };
        let mut found = out.observations.iter().filter(of_year);
        let (Some(one), None) = (found.next(), found.next()) else { return Vec::new() };
        if one.group != self.place.group {
            return Vec::new();
        }
        let clause = &self.clauses[i];
        let made = Observation {
            cell: head.cell.clone(),
            origin: Origin::Derived,
            label: self.text[clause.from..clause.to].trim().into(),
            quote: self.place.quote.trim().into(),
            ..one.clone()
        };
        vec![out.push(made)]
    }
}
