//! What the run was given: a folder walked to a sorted list of sources, and each source's format
//! told by its content. Nothing is read beyond that, and nothing is skipped in silence.

pub mod sniff;
pub mod unpack;
pub mod walk;

pub use self::sniff::{Kind, sniff};
pub use self::walk::{Source, walk};
