//! Which counts of a sentence are parts of others, told by sums before words.

use std::collections::BTreeSet;

use super::Frame;
use crate::extract::prose::clauses::Clause;
use crate::extract::prose::quantity::Kind;
use crate::extract::prose::values::{says_each, says_every_year};
use crate::normalise::year;

impl Frame<'_, '_> {
    /// How many cells a clause states at once ("three in each of 2018 and 2019": two).
    pub(super) fn times(&self, i: usize) -> u64 {
        let c = &self.clauses[i];
        let years = self.clause_years(c);
        let words = self.words(c);
        if self.every_year(c) && years.is_empty() {
            let period = &self.place.desk.investigation.period;
            return (period.last_year() - period.first_year() + 1).max(1) as u64;
        }
        if years.len() > 1 && says_each(&words) { years.len() as u64 } else { 1 }
    }

    pub(super) fn every_year(&self, c: &Clause) -> bool {
        let t = self.sentence.text;
        says_every_year(&t[c.from..c.quantity.start], &t[c.quantity.end..c.to])
    }

    pub(super) fn clause_years(&self, c: &Clause) -> Vec<year::YearLabel> {
        let mut years = self.sentence.years(c.from, c.quantity.start);
        years.extend(self.sentence.years(c.quantity.end, c.to));
        years
    }

    /// "FY17 to FY21: 30": two years that are the ends of the period asked about, or beyond it.
    pub(super) fn spans_period(&self, years: &[year::YearLabel]) -> bool {
        let [a, b] = years else { return false };
        let between = self.sentence.text.get(a.end..b.start).unwrap_or("").trim().to_lowercase();
        let period = &self.place.desk.investigation.period;
        matches!(between.as_str(), "to" | "-" | "\u{2013}" | "\u{2014}" | "until" | "through")
            && a.first == period.first_year()
            && b.first == period.last_year()
    }

    /// Counts that add up to the one before them are its parts, whatever the words.
    pub(super) fn find_parents(&mut self) {
        let n = self.clauses.len();
        let value = |i: usize, f: &Self| {
            f.clauses[i].quantity.printed().filter(|c| c.is_exact()).map(|c| c.max * f.times(i))
        };
        for i in 0..n {
            let Some(total) = value(i, self).filter(|t| *t > 0) else { continue };
            if self.clauses[i + 1..].iter().any(|c| c.parent == Some(i)) {
                continue;
            }
            let mut sum = 0;
            for k in i + 1..n {
                if self.clauses[k].quantity.kind == Kind::Same {
                    sum += value(k - 1, self).unwrap_or(0);
                } else {
                    let Some(v) = value(k, self) else { break };
                    sum += v;
                }
                let last = k + 1 == n
                    || self.text[self.clauses[k].quantity.end..self.clauses[k + 1].quantity.start]
                        .contains([';', '.']);
                if sum == total
                    && (k > i + 1 || self.times(k) > 1 && last)
                    && (self.differ(i, k) || self.refines(i, k))
                {
                    for c in &mut self.clauses[i + 1..=k] {
                        c.parent = Some(i);
                    }
                    break;
                }
                if sum > total {
                    break;
                }
            }
        }
    }

    /// "Eight have yet to be concluded, five being under investigation and three awaiting a hearing": the
    /// outcome of the whole is that of one of its parts, said loosely.
    fn refines(&self, i: usize, k: usize) -> bool {
        let codes = |n: usize| self.readings[n].outcome.as_ref().map(|o| &o.codes);
        let parts: Vec<_> = (i + 1..=k).map(codes).collect();
        let distinct: BTreeSet<_> = parts.iter().flatten().collect();
        parts.len() > 1
            && parts.iter().all(Option::is_some)
            && distinct.len() == parts.len()
            && codes(i).is_some_and(|own| parts.contains(&Some(own)))
    }

    /// True when a clause and those after it up to `k` speak of different dimensions.
    pub(super) fn differ(&self, i: usize, k: usize) -> bool {
        let kinds = |n: usize| {
            let r = &self.readings[n];
            let mut out = BTreeSet::new();
            if r.outcome.is_some() {
                out.insert("outcome");
            }
            if !r.sexes.is_empty() {
                out.insert("sex");
            }
            if !r.sources.is_empty() {
                out.insert("source");
            }
            if !self.clause_years(&self.clauses[n]).is_empty() {
                out.insert("year");
            }
            out
        };
        let parts: BTreeSet<_> = (i + 1..=k).flat_map(kinds).collect();
        let spread = self.times(k) > 1;
        (spread || !parts.is_empty()) && kinds(i).intersection(&parts).next().is_none()
    }
}
