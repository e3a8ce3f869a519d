//! foi-tally: raw FOI responses in, counts with evidence out.
pub mod compound;
pub mod discover;
pub mod error;
pub mod extract;
pub mod model;
pub mod normalise;
pub mod pipeline;
pub mod read;
pub mod reconcile;
