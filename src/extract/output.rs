//! What the extractors gather from one document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::count::Count;
use crate::model::finding::Finding;
use crate::model::locator::Locator;
use crate::model::observation::{Dimension, Observation, SetAside, Told};

/// A statement that some observations add up to another: evidence for a reading, or against it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sum {
    /// The stated total.
    pub total: usize,
    /// Its parts.
    pub parts: Vec<usize>,
}

/// Observations, asides, sums and findings of one document, in reading order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Gathered {
    /// Numbers that count something.
    pub observations: Vec<Observation>,
    /// Numbers that do not.
    pub asides: Vec<SetAside>,
    /// Sums within tables and sentences, by index of observation.
    pub sums: Vec<Sum>,
    /// What a person should look at.
    pub findings: Vec<Finding>,
    /// Outcomes and sexes told without a number, of which no count was read.
    #[serde(default)]
    pub told: Vec<Told>,
    /// Groups that were read as sentences, not as a table or list.
    #[serde(default)]
    pub prose: BTreeSet<usize>,
}

impl Gathered {
    /// Records a number that is no figure.
    pub fn aside(&mut self, text: &str, reason: &'static str, place: &Locator) {
        self.asides.push(SetAside { text: text.into(), reason, place: place.clone() });
    }

    /// Adds an observation and returns its index.
    pub fn push(&mut self, observation: Observation) -> usize {
        self.observations.push(observation);
        self.observations.len() - 1
    }

    /// The dimensions an observation speaks of.
    pub fn kinds(&self, i: usize) -> BTreeSet<Dimension> {
        self.observations[i].cell.keys().cloned().collect()
    }

    /// Count of an observation.
    pub fn count(&self, i: usize) -> Count {
        self.observations[i].count
    }
}
