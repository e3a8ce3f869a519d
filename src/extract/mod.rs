//! Document to observations.
pub mod axis;
pub mod context;
pub mod grid;
pub mod number;
pub mod output;
pub mod prose;
pub mod table;
