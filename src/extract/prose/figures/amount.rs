//! What a quantity amounts to, and the observation made of it.

use super::Frame;
use super::base::Base;
use crate::extract::axis::Head;
use crate::extract::number;
use crate::extract::prose::judge;
use crate::extract::prose::population::Passage;
use crate::extract::prose::quantity::Kind;
use crate::model::count::Count;
use crate::model::finding::Code;
use crate::model::observation::{Cell, Dimension, Doubt, Observation, Origin};

impl Frame<'_, '_> {
    pub(super) fn observation(
        &self,
        i: usize,
        count: Count,
        head: &Head,
        base: &Base,
        out_of_scope: Option<String>,
    ) -> Observation {
        let clause = &self.clauses[i];
        let t = self.sentence.text;
        let mut doubts: Vec<Doubt> = head.doubts.clone();
        let printed = &self.text[clause.quantity.start..clause.quantity.end];
        let (mut suppressed, mut rounded) = (false, count);
        if let Kind::Number { suppressed: s, loose, .. } = clause.quantity.kind {
            suppressed = s;
            if loose {
                doubts.push(Doubt {
                    code: Code::AmbiguousReading,
                    message: format!("`{printed}` is a bound or an estimate, not a count"),
                });
            }
        }
        let half = self.place.desk.rounding;
        // "All figures in this reply are rounded": a multiple of the step in a sentence is one too.
        let multiple = count.is_exact()
            && count.min.is_multiple_of(crate::extract::grid::rounding_step(half))
            && printed.chars().any(|c| c.is_ascii_digit());
        let everywhere = self.place.desk.rounds_sentences && multiple;
        if half > 0 && !suppressed && (everywhere || t.to_lowercase().contains("round")) {
            rounded = crate::extract::grid::round(count, half);
        }
        let said = clause.quantity.printed().is_some();
        let own = judge::unit_after(self.place.desk, t, clause).filter(|_| self.own[i].is_none());
        let before = || judge::unit_before(self.place.desk, &t[..clause.quantity.start]);
        let unit = own
            .or_else(|| before().filter(|_| self.own[i].is_none()))
            .or(base.unit)
            .or(self.readings[i].units.first().copied().filter(|_| base.set.is_none()))
            .or(self.shared.unit);
        Observation {
            count: rounded,
            suppressed,
            cell: Cell::new(),
            unit,
            label: self.text[clause.from..clause.to].trim().into(),
            origin: if said { Origin::Stated } else { Origin::Derived },
            out_of_scope,
            authority: self.shared.authority.clone(),
            file: Default::default(),
            place: self.place.at.clone(),
            quote: self.place.quote.trim().into(),
            group: self.place.group,
            doubts,
        }
    }

    /// The number a quantity amounts to, with what it is said of.
    pub(super) fn count_of(
        &self,
        i: usize,
        base: Base,
        head: &Head,
        previous: Option<Count>,
        passage: &Passage,
    ) -> Option<(Count, Base)> {
        let clause = &self.clauses[i];
        // "All but two of the fourteen officers", "half of the sixteen": of so many, whatever was stated.
        let printed = &self.text[clause.quantity.start..clause.quantity.end];
        let within = || printed.rsplit_once(" the ").and_then(|(_, n)| number::value(n.trim()));
        let named = self.own[i].as_ref().and_then(|r| r.number).or_else(within).map(Count::exact);
        let size = |b: &Base| named.or_else(|| b.set.map(|s| passage.sets[s].count));
        match clause.quantity.kind {
            Kind::Number { count, .. } => Some((count, base)),
            Kind::All(Some(n)) => Some((Count::exact(n), base)),
            Kind::All(None) => size(&base).map(|c| (c, base)),
            Kind::AllBut(k) => {
                let all = size(&base).filter(|c| c.is_exact() && c.max > k)?;
                Some((Count::exact(all.max - k), base))
            }
            Kind::Rest(n) => {
                let found = passage.rest(n, &head.cell);
                match (found, n) {
                    (Some((set, mut cell, left)), _) => {
                        // "How many were internal? The remaining four.": what was asked says of which.
                        if head.cell.is_empty() {
                            cell.extend(self.shared.cell.clone());
                        }
                        let count = Count::exact(n.unwrap_or(left));
                        Some((count, Base { set, cell, referred: true, ..base }))
                    }
                    (None, Some(n)) => {
                        // "The remaining public complaint was withdrawn."
                        let mut base = base;
                        let sources = self.place.desk.read_prose(printed).sources;
                        if sources.len() == 1 {
                            base.cell.entry(Dimension::Source).or_insert(sources);
                        }
                        Some((Count::exact(n), base))
                    }
                    (None, None) => None,
                }
            }
            Kind::Share(num, den) => {
                let all = size(&base).filter(|c| c.is_exact() && c.max * num % den == 0)?;
                Some((Count::exact(all.max * num / den), base))
            }
            Kind::Same => previous.or_else(|| passage.last_like(&head.cell)).map(|c| (c, base)),
            Kind::Reference(_) | Kind::Aside(_) => None,
        }
    }
}
