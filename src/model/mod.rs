//! The nouns of the program: types only, no input or output, no patterns, no stage logic.
//!
//! Bytes become a [`document::Document`]; its numbers become [`observation::Observation`]s; those
//! become the [`fact::Return`] of an authority.

pub mod cell;
pub mod correction;
pub mod count;
pub mod document;
pub mod fact;
pub mod finding;
pub mod investigation;
mod known;
pub mod locator;
pub mod observation;
pub mod run;
pub mod settle;
pub mod text;
pub mod wire;
