//! foi-tally: raw FOI responses in, counts with evidence out.
pub mod compound;
pub mod discover;
pub mod model;
pub mod read;
