//! Document to observations: every number a document states, with the words that govern it.
//!
//! [`extract`] is the door. [`letter`] tells what kind of letter it is and which passages are the
//! request, the answer and the tail; [`notes`] reads the document's own key; tables, listings and
//! lists go to [`table`] and [`listing`], sentences to [`prose`].

pub mod axis;
pub mod context;
pub mod grid;
pub mod notes;
pub mod number;
pub mod output;
pub mod prose;
pub mod table;
