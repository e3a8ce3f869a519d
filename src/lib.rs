//! foi-tally: raw FOI responses in, counts with evidence out.
pub mod model;
pub mod read;
