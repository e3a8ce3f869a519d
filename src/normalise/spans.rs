//! Stretches of a text that are taken: a text of thousands of numbers asks for each of its matches
//! whether the place is free, so the answer must not cost a walk over all that was taken before.

use std::collections::BTreeMap;

/// Stretches of a text, in bytes, kept apart from each other: first byte -> byte after the last.
#[derive(Clone, Debug, Default)]
pub struct Spans(BTreeMap<usize, usize>);

impl Spans {
    /// True when nothing taken shares a byte with this stretch.
    pub fn free(&self, start: usize, end: usize) -> bool {
        // Those that begin before the end also end in their order, so the last of them reaches furthest.
        self.0.range(..end).next_back().is_none_or(|(_, taken)| *taken <= start)
    }

    /// Takes a stretch; what it shares with others becomes one with them.
    pub fn take(&mut self, start: usize, end: usize) {
        let (mut first, mut last) = (start, end);
        while let Some((&a, &b)) = self.0.range(..last).next_back().filter(|(_, b)| **b > first) {
            self.0.remove(&a);
            (first, last) = (first.min(a), last.max(b));
        }
        self.0.insert(first, last);
    }

    /// Takes a stretch if it is free, and says whether it was.
    pub fn claim(&mut self, start: usize, end: usize) -> bool {
        let free = self.free(start, end);
        if free {
            self.take(start, end);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_free() {
        let mut spans = Spans::default();
        assert!(spans.free(0, 9));
        assert!(spans.claim(2, 4) && spans.claim(6, 8) && spans.claim(4, 6));
        assert!(!spans.claim(3, 5));
        assert!(spans.free(0, 2) && spans.free(8, 9));
        for (start, end) in [(1, 3), (3, 4), (7, 20), (0, 20), (5, 6)] {
            assert!(!spans.free(start, end), "{start} to {end}");
        }
    }

    #[test]
    fn stretches_that_overlap_are_taken_together() {
        let mut spans = Spans::default();
        for (start, end) in [(10, 20), (30, 40), (15, 35), (0, 5)] {
            spans.take(start, end);
        }
        for (start, end) in [(0, 1), (12, 13), (22, 23), (39, 41), (4, 11)] {
            assert!(!spans.free(start, end), "{start} to {end}");
        }
        assert!(spans.free(5, 10) && spans.free(40, 50));
    }
}
