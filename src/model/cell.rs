//! A cell of the cube: the values that say what a count counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::known::{self, Known};
use super::observation::Dimension;

type Values = BTreeMap<Dimension, BTreeSet<String>>;

/// The cell of the cube a count belongs to; outcome is a set, the others hold one value.
///
/// It works as the map it holds. A copy shares the map until one of the two is changed: the same few
/// cells stand in every response of a run, once for each figure, check and piece of evidence, and a map
/// of two dimensions takes more than a kilobyte.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(Arc<Values>);

impl Cell {
    /// The cell of everything.
    pub fn new() -> Cell {
        Cell::default()
    }
}

impl Deref for Cell {
    type Target = Values;

    fn deref(&self) -> &Values {
        &self.0
    }
}

impl DerefMut for Cell {
    fn deref_mut(&mut self) -> &mut Values {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromIterator<(Dimension, BTreeSet<String>)> for Cell {
    fn from_iter<I: IntoIterator<Item = (Dimension, BTreeSet<String>)>>(values: I) -> Cell {
        Cell(Arc::new(values.into_iter().collect()))
    }
}

impl<const N: usize> From<[(Dimension, BTreeSet<String>); N]> for Cell {
    fn from(values: [(Dimension, BTreeSet<String>); N]) -> Cell {
        values.into_iter().collect()
    }
}

impl IntoIterator for Cell {
    type Item = (Dimension, BTreeSet<String>);
    type IntoIter = std::collections::btree_map::IntoIter<Dimension, BTreeSet<String>>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<'a> IntoIterator for &'a Cell {
    type Item = (&'a Dimension, &'a BTreeSet<String>);
    type IntoIter = std::collections::btree_map::Iter<'a, Dimension, BTreeSet<String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(to)
    }
}

thread_local! {
    static KNOWN: Known<Cell> = Known::default();
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Cell, D::Error> {
        let cell = Cell(Arc::new(Values::deserialize(from)?));
        Ok(known::shared(&KNOWN, &cell, || cell.clone()))
    }
}
