//! A count as an interval: what the document lets us know, no more.

use serde::{Deserialize, Serialize};

/// A count between two bounds, both inclusive. Exact twelve is {12, 12}; "fewer than 5" is {0, 4}
/// or {1, 4}.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Count {
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: u64,
}

impl Count {
    /// Nought.
    pub const ZERO: Count = Count { min: 0, max: 0 };

    /// Exactly `n`.
    pub fn exact(n: u64) -> Count {
        Count { min: n, max: n }
    }

    /// From `min` to `max`; the bounds are put in order.
    pub fn range(min: u64, max: u64) -> Count {
        Count { min: min.min(max), max: min.max(max) }
    }

    /// True when both bounds agree.
    pub fn is_exact(self) -> bool {
        self.min == self.max
    }

    /// True when some number satisfies both.
    pub fn overlaps(self, other: Count) -> bool {
        self.min <= other.max && other.min <= self.max
    }
}

impl std::ops::Add for Count {
    type Output = Count;
    fn add(self, other: Count) -> Count {
        Count { min: self.min.saturating_add(other.min), max: self.max.saturating_add(other.max) }
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::ZERO, |a, b| a + b)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() {
            write!(f, "{}", self.min)
        } else {
            write!(f, "{} to {}", self.min, self.max)
        }
    }
}
