//! Words to codes. All vocabulary is text, compiled in; an investigation may lay lines over it.

pub mod authority;
pub mod fold;
pub mod label;
pub mod mend;
pub mod outcome;
pub mod spans;
pub mod vocabulary;
pub mod year;
