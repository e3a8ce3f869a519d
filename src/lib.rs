//! foi-tally turns a folder of raw FOI (Freedom of Information) responses into numbers a newsroom
//! can print: every count is right and traceable to a page box or a cell, or it is in the review
//! list with the reason.
//!
//! The way of a number, stage by stage:
//!
//! 1. [`discover`] walks the folder and tells each file's format by its content.
//! 2. [`read`] makes a [`model::document::Document`] of it: blocks in reading order, each cell, line
//!    and word with its place. A reader cannot fail; what it cannot read it says.
//! 3. [`extract`] finds what each number counts: tables, listings and lists as grids, sentences by
//!    their clauses; every number ends as an observation or is set aside with a reason.
//! 4. [`normalise`] holds the words: outcome labels, forces, units, all as text files compiled in.
//! 5. [`reconcile`] settles which files answer, merges what is said twice, checks the arithmetic,
//!    and puts every doubt into the review list. It never edits a figure.
//! 6. [`correct`] lays over them what a person decided, and says where that no longer fits.
//! 7. [`ledger`] accounts for every number a file prints; what nothing explains is a doubt.
//! 8. [`mod@write`] writes the files other programs read; [`verify`] looks every figure up again,
//!    and [`compare`] tells two outputs apart.
//!
//! Files are read in processes of their own ([`isolate`]), so that none of them can take the batch down,
//! and what was read is kept ([`cache`]), so that a run that was stopped goes on where it was.
//!
//! [`pipeline`] is the only module that knows this order; [`model`] holds the types they share.

pub mod cache;
pub mod cli;
pub mod compare;
pub mod compound;
pub mod correct;
pub mod discover;
pub mod error;
pub mod extract;
pub mod investigation;
pub mod isolate;
pub mod ledger;
pub mod mail;
pub mod model;
pub mod normalise;
mod pattern;
pub mod pipeline;
pub mod progress;
pub mod read;
pub mod reconcile;
pub mod verify;
pub mod write;
