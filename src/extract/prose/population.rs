//! What has been counted so far: sets, and the parts each of them was divided into. "Of these", "the
//! other two", "all of them" and "half" are read against them, and parts that add up to their set
//! prove the reading and give its margins.

mod parts;

use std::collections::BTreeSet;

use super::joint;
use super::reference::Pair;
use crate::extract::context::{Desk, Scope};
use crate::extract::output::Gathered;
use crate::model::count::Count;
use crate::model::observation::{Cell, Dimension, Observation, Role, Unit};
use crate::normalise::year::YearLabel;

/// How many divisions of parts may stand between two sentences that divide one set.
const PARTS_OF_PARTS: usize = 3;

/// A set of things counted.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) count: Count,
    pub(super) cell: Cell,
    pub(super) unit: Option<Unit>,
    /// Observation that states it.
    pub(super) at: usize,
    /// Number of the sentence that states it.
    pub(super) sentence: usize,
    /// A table or list states it, not a sentence.
    pub(super) tabled: bool,
}

/// Parts of one set along one dimension or more.
#[derive(Clone, Debug)]
struct Cover {
    of: Option<usize>,
    base: Cell,
    /// Observations of the parts with their counts.
    parts: Vec<(usize, Count)>,
    /// Dimensions that all parts have.
    dimensions: BTreeSet<Dimension>,
}

/// A statement about all of a set that is not known yet ("Every officer was male. ... Total: 14").
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) observation: Observation,
    pub(super) base: Cell,
    pub(super) values: Cell,
}

/// What a document has stated so far, for the sentences that build on it.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    pub(super) sets: Vec<Set>,
    covers: Vec<Cover>,
    pub(super) pending: Vec<Pending>,
    /// What this paragraph said of all of a set, by its cell and size.
    said: Vec<(Cell, Count, Cell)>,
    /// The unit the investigation counts.
    pub preferred: Option<Unit>,
    /// The question that is being answered, while nothing has answered it.
    pub asked: Option<String>,
    /// What the rest of the paragraph speaks of ("The public complaints had these outcomes.").
    pub(super) topic: Cell,
    /// The two sets last stated side by side: the former and the latter.
    pub(super) pair: Option<(usize, usize)>,
    /// What the headings over the sentence say of all of it.
    pub(super) under: Cell,
    /// Values the last sentence set for those after it (a year).
    pub(super) carried: Cell,
    /// Those values hold beyond the paragraph.
    pub(super) carries_on: bool,
    /// The last sentence that was a line of its own with a year and a count.
    pub(super) last_line: Option<usize>,
    /// The last year spoken of, from which "the following year" is told.
    pub(super) last_year: Option<YearLabel>,
    /// The paragraph says that something is not held: its "nothing" is no nought.
    pub(super) unheld: bool,
    /// The set that the last statement spoke of, with the number of its sentence.
    pub(super) focus: Option<(usize, usize)>,
    /// The set of all of which this paragraph last said something, with the number of the sentence.
    pub(super) both: Option<(usize, usize)>,
    /// Whose sex was last spoken of.
    pub(super) role: Option<Role>,
    /// The paragraph has turned to another force or to an earlier answer.
    pub(super) astray: Option<Scope>,
    /// Those that the paragraph said lie outside what was asked.
    pub(super) outside: Option<Scope>,
    /// An item told over several sentences ("The second, in 2018, was ...").
    pub(super) item: Option<usize>,
    /// A set of which a part was of another subject.
    pub(super) wider: Option<usize>,
    /// Numbers that may be the total, though their words do not say so.
    pub(super) candidates: Vec<Observation>,
    /// Single cases told one by one, by index of observation.
    pub(super) told: Vec<usize>,
    /// Number of the sentence now read.
    pub(super) sentence: usize,
    /// So many were counted before the sentence now read, which tells the first of them.
    pub(super) first_of: Option<u64>,
    /// First set stated since the last heading or question.
    since: usize,
    /// First set stated in this paragraph.
    paragraph_since: usize,
    /// The sentence now read is all of its paragraph.
    pub(super) lone: bool,
    /// Dimensions of the heading that this passage has left behind: it counts more than they hold.
    pub(super) freed: BTreeSet<Dimension>,
}

impl Passage {
    /// One that has stated nothing.
    pub fn of(desk: &Desk<'_>) -> Passage {
        let preferred = Unit::parse(&desk.investigation.unit);
        Passage { preferred, ..Passage::default() }
    }

    /// A heading or a question ends what the last sentences were about; what was counted stays known.
    pub fn turn(&mut self) {
        self.carried.clear();
        self.topic.clear();
        self.asked = None;
        self.last_year = None;
        self.role = None;
        self.item = None;
        self.astray = None;
        self.outside = None;
        self.since = self.sets.len();
        self.paragraph_since = self.since;
        self.freed.clear();
        self.sentence += 2;
    }

    /// True when a count of that year alone was told under the heading in hand.
    pub(super) fn tells_year(&self, year: &str) -> bool {
        self.sets[self.since..].iter().any(|s| {
            s.cell.len() == 1 && s.cell.get(&Dimension::Year).is_some_and(|v| v.contains(year))
        })
    }

    /// The one of these dimensions by which the sentence before told its counts apart.
    pub(super) fn divided_by(&self, of: &[Dimension], context: &Cell) -> Option<Dimension> {
        let last = self.sets.last().filter(|s| s.sentence + 1 >= self.sentence)?;
        let mut told = of.iter().filter(|d| last.cell.contains_key(d) && !context.contains_key(d));
        told.next().filter(|_| told.next().is_none()).cloned()
    }

    /// The exact count of a set.
    pub(super) fn exact(&self, set: usize) -> Option<u64> {
        let count = self.sets[set].count;
        count.is_exact().then_some(count.min)
    }

    /// How many the rest of the paragraph speaks of, where they were counted.
    pub(super) fn topic_size(&self) -> Option<u64> {
        self.of_values(&self.topic, &Cell::new()).and_then(|set| self.exact(set))
    }

    /// The cells that hold of all of a set when so much more is said of all of it: what this sentence says
    /// jointly, and that with what the sentences before it in the paragraph said.
    pub(super) fn say_of_all(&mut self, set: &Cell, count: Count, own: &Cell) -> Vec<Cell> {
        let mut out = joint::cells(set, own);
        let known = self.said.iter().position(|(of, n, _)| of == set && *n == count);
        let at = known.unwrap_or_else(|| {
            self.said.push((set.clone(), count, Cell::new()));
            self.said.len() - 1
        });
        let before = self.said[at].2.clone();
        let contradicts = own.iter().any(|(d, v)| before.get(d).is_some_and(|b| b != v));
        if contradicts {
            return out;
        }
        self.said[at].2.extend(own.clone());
        let all = &self.said[at].2;
        if !before.is_empty() && all.len() > own.len() {
            let mut cell = set.clone();
            cell.extend(all.clone());
            out.push(cell);
        }
        out
    }

    /// What this paragraph said of all of a set, for the parts of it: where both were made by women, so was each.
    pub(super) fn said_of(&self, set: &Cell, count: Count) -> Cell {
        let known = self.said.iter().find(|(of, n, _)| of == set && *n == count);
        known.map(|(_, _, said)| said.clone()).unwrap_or_default()
    }

    /// How many were counted of a year, whatever else was said of them.
    pub(super) fn number_of_year(&self, year: &str) -> Option<u64> {
        let set = &self.sets[self.set_of_year(year)?];
        set.count.is_exact().then_some(set.count.min)
    }

    /// The set of all that came in in a year, as it was last stated.
    pub(super) fn set_of_year(&self, year: &str) -> Option<usize> {
        self.sets.iter().rposition(|s| {
            s.cell.len() == 1 && s.cell.get(&Dimension::Year).is_some_and(|v| v.contains(year))
        })
    }

    /// True when something was counted under the heading in hand.
    pub(super) fn has_begun(&self) -> bool {
        self.sets.len() > self.since
    }

    /// True when the sentence before or the one now read has counted something.
    pub(super) fn has_just_counted(&self) -> bool {
        self.sets.last().is_some_and(|s| s.sentence + 1 >= self.sentence)
    }

    /// True when something was counted by where it came from.
    pub(super) fn knows_sources(&self) -> bool {
        self.sets.iter().any(|s| s.cell.contains_key(&Dimension::Source))
    }

    /// A new paragraph.
    pub(super) fn paragraph(&mut self) {
        self.topic.clear();
        self.astray = None;
        self.outside = None;
        self.item = None;
        self.paragraph_since = self.sets.len();
        self.said.clear();
        self.both = None;
        if !self.carries_on {
            self.carried.clear();
        }
    }

    /// Takes in what a table or list has stated.
    pub fn learn(&mut self, out: &Gathered, from: usize) {
        self.sentence += 2;
        for at in from..out.observations.len() {
            if let Some(set) = self.state(out, at) {
                self.sets[set].tabled = true;
            }
        }
    }

    /// "41 allegations of a sexual nature. Thirty of those were of harassment. Eleven were of assault":
    /// a whole that is stated again, smaller, after a part of another subject, was a wider one.
    pub(super) fn narrow(&mut self, count: Count, out: &mut Gathered) {
        let Some(set) = self.wider.take().and_then(|s| self.sets.get_mut(s)) else { return };
        if set.cell.is_empty() && set.count.min > count.max && count.max > 0 {
            out.observations[set.at].out_of_scope =
                Some("a wider whole, of which a part is about another subject".into());
            set.count = Count::ZERO;
        }
    }

    /// Takes in an observation as a set; returns its index.
    pub(super) fn state(&mut self, out: &Gathered, at: usize) -> Option<usize> {
        let o = &out.observations[at];
        let plain = !o.cell.keys().any(is_extra);
        if o.out_of_scope.is_some() || !plain {
            return None;
        }
        self.sets.push(Set {
            count: o.count,
            cell: o.cell.clone(),
            unit: o.unit,
            at,
            sentence: self.sentence,
            tabled: false,
        });
        Some(self.sets.len() - 1)
    }

    /// Remembers two sets that a sentence states side by side.
    pub(super) fn take_pair(&mut self, made: &[usize]) {
        let here: Vec<usize> = (0..self.sets.len())
            .filter(|&i| made.contains(&self.sets[i].at) && !self.sets[i].cell.is_empty())
            .collect();
        // "Two were made in 2017, one by the public and one internally"
        let halves = match here[..] {
            [a, b] => Some((a, b)),
            [of, a, b] if self.sets[of].count == self.sets[a].count + self.sets[b].count => {
                Some((a, b))
            }
            // "13 were public complaints. Seven were conduct matters."
            [b] => self.told_before(b).map(|a| (a, b)),
            _ => None,
        };
        if let Some((a, b)) = halves
            && self.alike(a, b)
        {
            self.pair = Some((a, b));
        }
    }

    /// True for two sets told along the same dimensions.
    fn alike(&self, a: usize, b: usize) -> bool {
        self.sets[a].cell.keys().eq(self.sets[b].cell.keys())
    }

    /// The one set stated before another, in the sentence before or in the same one.
    fn told_before(&self, of: usize) -> Option<usize> {
        let before = self.sets[of].sentence.saturating_sub(1);
        let mut told = (0..of).filter(|&i| self.sets[i].sentence >= before && self.alike(i, of));
        told.next().filter(|&i| told.next().is_none() && !self.sets[i].tabled)
    }

    /// The two of which something was said not more than so many sentences before ("Both of these were ...").
    pub(super) fn two_spoken_of(&self, within: usize) -> Option<usize> {
        let (set, sentence) = self.both?;
        let near = sentence < self.sentence && sentence + within >= self.sentence;
        (near && self.sets[set].count == Count::exact(2)).then_some(set)
    }

    /// True when nothing was stated in this paragraph, and a set in the one before.
    pub(super) fn opens_paragraph(&self, set: usize) -> bool {
        set < self.paragraph_since && self.sets.len() == self.paragraph_since
    }

    /// True for a set that this paragraph has stated.
    pub(super) fn is_of_paragraph(&self, set: usize) -> bool {
        set >= self.paragraph_since
    }

    /// True for a part that counts persons, told in an earlier paragraph.
    pub(super) fn is_of_persons_before(&self, set: usize) -> bool {
        let s = &self.sets[set];
        set < self.paragraph_since && !s.cell.is_empty() && s.unit.is_some_and(Unit::is_person)
    }

    /// The former or the latter of the two sets last stated side by side.
    pub(super) fn of_pair(&self, which: Pair) -> Option<usize> {
        self.pair.map(|(former, latter)| if which == Pair::Former { former } else { latter })
    }

    /// True when the first thing this paragraph states is how many there were in a year.
    pub(super) fn states_year(&self, year: &str) -> bool {
        self.sets.get(self.paragraph_since).is_some_and(|s| {
            s.cell.len() == 1
                && s.cell.get(&Dimension::Year).is_some_and(|v| v.contains(year))
                && s.sentence == self.sentence
        })
    }

    /// The whole that is spoken of under a heading: the set of exactly its values, things before
    /// persons; the first of them where the document repeats it. Where a table sets cases beside
    /// allegations, it is of what the investigation counts.
    pub(super) fn whole(&self, context: &Cell) -> Option<usize> {
        let is = |s: &Set, person: bool| {
            s.cell == *context && s.count.max > 0 && s.unit.is_some_and(Unit::is_person) == person
        };
        let find = |person| self.sets.iter().position(|s| is(s, person));
        let first = find(false).or_else(|| find(true))?;
        let beside = |s: &Set| {
            let near =
                s.tabled && self.sets[first].tabled && s.sentence == self.sets[first].sentence;
            is(s, false) && near && s.unit == self.preferred && s.unit.is_some()
        };
        self.sets.iter().position(beside).or(Some(first))
    }

    /// The newest set of so many, of the values given if one has them.
    pub(super) fn of_count(&self, n: u64, values: &Cell) -> Option<usize> {
        // "2017. ... In both, no case to answer": not both of the two that came in another year.
        let year = self.carried.get(&Dimension::Year);
        let of_year =
            |s: &Set| year.is_none_or(|y| s.cell.get(&Dimension::Year).is_none_or(|own| own == y));
        // Under "Conduct matters" none of the public complaints is meant.
        let under =
            |s: &Set| self.under.iter().all(|(d, v)| s.cell.get(d).is_none_or(|own| own == v));
        let fits = |s: &&(usize, &Set)| s.1.count == Count::exact(n) && of_year(s.1) && under(s.1);
        let all: Vec<(usize, &Set)> = self.sets.iter().enumerate().collect();
        let with = |s: &&(usize, &Set)| values.iter().all(|(d, v)| s.1.cell.get(d) == Some(v));
        let newest = all.iter().rev().filter(fits).find(with).map(|s| s.0);
        // "Both of the dismissals": of the two dismissals, not of the same two said to be of 2020.
        if let (Some(at), false) = (newest, values.is_empty()) {
            let wider = |s: &&(usize, &Set)| {
                s.1.cell.iter().all(|(d, v)| self.sets[at].cell.get(d) == Some(v)) && !s.1.tabled
            };
            let fewest = all.iter().filter(fits).filter(with).filter(wider);
            return fewest.min_by_key(|s| s.1.cell.len()).map(|s| s.0).or(newest);
        }
        if values.is_empty() || newest.is_some() { newest } else { None }
    }

    /// The newest set that has these values and the fewest others.
    pub(super) fn of_values(&self, values: &Cell, context: &Cell) -> Option<usize> {
        let has = |s: &Set| {
            values.iter().all(|(d, v)| s.cell.get(d) == Some(v))
                && context.iter().all(|(d, v)| s.cell.get(d) == Some(v))
        };
        let found = self.sets.iter().enumerate().filter(|(_, s)| has(s));
        found.min_by_key(|(i, s)| (s.cell.len(), usize::MAX - i)).map(|(i, _)| i)
    }

    /// What the sentences just before spoke of, for "of these": the set the parts add up to, else
    /// the first large enough. A set that those sentences divided wholly is spoken of before its
    /// parts, unless several counts add up to one of them.
    pub(super) fn topic(&self, sum: Count, several: bool) -> Option<usize> {
        let last = self.sets.last()?.sentence;
        if last + 2 < self.sentence {
            return None;
        }
        let recent = |i: &usize| {
            let s = &self.sets[*i];
            s.sentence == last && (!s.tabled || s.cell.is_empty())
        };
        let candidates: Vec<usize> = (self.since..self.sets.len()).filter(recent).collect();
        let exact =
            candidates.iter().rev().find(|i| self.sets[**i].count == sum && !self.is_half(**i));
        let wide = candidates
            .iter()
            .find(|i| self.sets[**i].count.max >= sum.max && self.sets[**i].count.max > 1);
        if let Some(whole) = self.divided(last).filter(|_| !(several && exact.is_some())) {
            let fits = |s: &Set| s.count.max >= sum.max && s.count.max > 1;
            if fits(&self.sets[whole]) {
                return Some(whole);
            }
        }
        exact.or(wide).copied()
    }

    /// "Three were reported by women and one by a man. One was dismissed, one ...": what goes on is said of all
    /// four, though its parts add up to the women.
    fn is_half(&self, set: usize) -> bool {
        let s = &self.sets[set];
        let of = Dimension::SEXES.into_iter().find(|d| s.cell.contains_key(d));
        of.is_some_and(|d| {
            self.sets.iter().any(|o| {
                o.sentence == s.sentence
                    && o.cell.get(&d).is_some_and(|v| Some(v) != s.cell.get(&d))
            })
        })
    }

    /// The set that a sentence divided wholly into the parts it states.
    fn divided(&self, sentence: usize) -> Option<usize> {
        let cover = self.covers.last()?;
        let of = cover.of?;
        let of_sentence =
            |at: usize| self.sets.iter().any(|s| s.at == at && s.sentence == sentence && !s.tabled);
        let sum: Count = cover.parts.iter().map(|p| p.1).sum();
        let whole = cover.parts.len() > 1
            && sum == self.sets[of].count
            && cover.parts.iter().all(|p| of_sentence(p.0));
        whole.then_some(of)
    }

    /// The set that parts without any word of reference add up to: the newest of the sentence before.
    /// `says_other` tells of a cell that the parts contradict it.
    pub(super) fn added_up(&self, sum: Count, says_other: impl Fn(&Cell) -> bool) -> Option<usize> {
        if sum.max < 2 {
            return None;
        }
        let last = self.sets.last()?.sentence;
        let found = (self.paragraph_since..self.sets.len()).rev().find(|&i| {
            let s = &self.sets[i];
            s.sentence == last
                && s.sentence + 2 >= self.sentence
                && s.count == sum
                && !s.tabled
                && !self.is_half(i)
                && !says_other(&s.cell)
        });
        // "The remaining three belong to 2020. All three were public complaints. In one ...": the parts are of the
        // three of 2020, whatever else was said of all of them.
        let wider = found.and_then(|f| {
            let of = &self.sets[f];
            (self.paragraph_since..f).rev().find(|&i| {
                let s = &self.sets[i];
                s.count == of.count
                    && !s.cell.is_empty()
                    && s.cell.len() < of.cell.len()
                    && s.cell.iter().all(|(d, v)| of.cell.get(d) == Some(v))
            })
        });
        wider.or(found).filter(|&i| !self.sets[i].cell.is_empty())
    }

    /// "Of the five internal matters, two were dismissed. One got a warning and one advice.": the set that this
    /// paragraph has begun to divide in this way and of which as many are left.
    pub(super) fn unfinished(&self, sum: Count, own: &Cell) -> Option<usize> {
        let here = |at: usize| self.sets[self.paragraph_since..].iter().any(|s| s.at == at);
        // The parts of a part ("two were dismissed, one in 2016") come between.
        let cover = self.covers.iter().rev().take(PARTS_OF_PARTS).find(|c| {
            own.keys().any(|d| c.dimensions.contains(d)) && c.parts.iter().all(|p| here(p.0))
        })?;
        let of = cover.of.filter(|&s| !self.sets[s].cell.is_empty())?;
        let told: Count = cover.parts.iter().map(|p| p.1).sum();
        // "Of the eleven with a case to answer, three were dismissed": along what divides it, parts say more.
        let differs = own.iter().any(|(d, v)| {
            !cover.dimensions.contains(d) && self.sets[of].cell.get(d).is_some_and(|o| o != v)
        });
        let fits = self.sets[of].count.is_exact()
            && told.is_exact()
            && sum.is_exact()
            && told.max + sum.max <= self.sets[of].count.max;
        (fits && !differs).then_some(of)
    }

    /// "2020: three, all against men. Two were public and one was internal. Two were not upheld and one is live.":
    /// the set that the sentence before has divided in another way, whose parts of both ways add up to it.
    pub(super) fn divided_anew(&self, sum: Count, own: &Cell) -> Option<usize> {
        let cover = self.covers.last()?;
        let of = cover.of.filter(|&s| !self.sets[s].cell.is_empty())?;
        let parts = &self.sets[self.paragraph_since..];
        let before = |at: usize| {
            parts.iter().any(|s| s.at == at && s.sentence + 1 == self.sentence && !s.tabled)
        };
        let told: Count = cover.parts.iter().map(|p| p.1).sum();
        let count = self.sets[of].count;
        let anew = count.is_exact()
            && (count, count) == (told, sum)
            && cover.parts.len() > 1
            && cover.parts.iter().all(|p| before(p.0))
            && own
                .keys()
                .all(|d| !cover.dimensions.contains(d) && !self.sets[of].cell.contains_key(d));
        anew.then_some(of)
    }

    /// The unit of the one thing that was counted, when all that was counted is one.
    pub fn only_one(&self) -> Option<Option<Unit>> {
        let whole = self.whole(&Cell::new()).map(|s| &self.sets[s])?;
        (whole.count == Count::exact(1)).then_some(whole.unit)
    }

    /// The last set stated, of one thing, or of several.
    pub(super) fn last_set(&self, single: bool) -> Option<usize> {
        let found = (self.since..self.sets.len()).rev().find(|&i| {
            let s = &self.sets[i];
            let spoken = !s.tabled || s.cell.is_empty();
            let fits = if single {
                s.count == Count::exact(1)
            } else {
                s.count.is_exact() && s.count.max > 1
            };
            spoken && fits
        });
        found.filter(|&i| self.sets[i].sentence + 2 >= self.sentence)
    }

    /// The several of one year that the sentence just before stated, and nothing else.
    pub(super) fn of_last_year(&self) -> Option<usize> {
        let mut here = (self.paragraph_since..self.sets.len()).rev();
        let last = here.next()?;
        let set = &self.sets[last];
        let near = set.sentence + 2 > self.sentence && !set.tabled;
        let alone = here.next().is_none_or(|i| self.sets[i].sentence != set.sentence);
        let of_year = set.cell.len() == 1 && set.cell.contains_key(&Dimension::Year);
        (near && alone && of_year && set.count.is_exact() && set.count.max > 1).then_some(last)
    }

    /// The number of the sentence before that counts along the same dimension ("In 2019 there were
    /// four. The same number was recorded in 2020").
    pub(super) fn last_like(&self, own: &Cell) -> Option<Count> {
        let set = self.sets.last()?;
        let alike = !own.is_empty() && own.keys().all(|d| set.cell.contains_key(d));
        let near = set.sentence + 2 >= self.sentence && !set.tabled;
        (alike && near && set.count.is_exact()).then_some(set.count)
    }

    /// What is left of a set that was divided: the set and the number. With the number said, the
    /// newest division that leaves so many; else the newest that leaves any.
    pub(super) fn rest(&self, n: Option<u64>, own: &Cell) -> Option<(Option<usize>, Cell, u64)> {
        let near = self.covers.iter().rev().take(6);
        let like = |c: &Cover| own.is_empty() || own.keys().any(|d| c.dimensions.contains(d));
        let mut best: Option<(Option<usize>, Cell, u64)> = None;
        for cover in near {
            let Some(set) = cover.of.map(|i| &self.sets[i]) else { continue };
            let sum: Count = cover.parts.iter().map(|p| p.1).sum();
            if !set.count.is_exact() || !sum.is_exact() || sum.max >= set.count.max {
                continue;
            }
            let left = set.count.max - sum.max;
            let found = (cover.of, cover.base.clone(), left);
            match n {
                Some(n) if n == left && like(cover) => return Some(found),
                Some(n) if n == left => best = best.or(Some(found)),
                None if like(cover) => return Some(found),
                _ => {}
            }
        }
        best
    }

    /// True when the last division was by this dimension.
    pub(super) fn divides_by(&self, dimension: &Dimension) -> bool {
        self.covers.last().is_some_and(|c| c.dimensions.contains(dimension))
    }

    /// The set of `n` of which all but one have been told.
    pub(super) fn last_of(&self, n: u64, own: &Cell) -> Option<(usize, Cell)> {
        self.covers.iter().rev().take(6).find_map(|cover| {
            let set = cover.of.filter(|&s| self.sets[s].count == Count::exact(n))?;
            let sum: Count = cover.parts.iter().map(|p| p.1).sum();
            let like = own.keys().any(|d| cover.dimensions.contains(d));
            (like && sum == Count::exact(n - 1)).then(|| (set, cover.base.clone()))
        })
    }
}

fn is_extra(d: &Dimension) -> bool {
    matches!(d, Dimension::Extra(_))
}
