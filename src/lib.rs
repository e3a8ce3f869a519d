//! foi-tally: raw FOI responses in, counts with evidence out.
pub mod extract;
pub mod model;
pub mod normalise;
pub mod read;
