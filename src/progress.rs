//! The only file that knows indicatif: files done of all, the file in work, time left; nothing when
//! nobody looks.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;

/// A bar on stderr.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows itself only on a terminal, and never when quiet.
    pub fn new(quiet: bool) -> Bar {
        let shown = !quiet && std::io::stderr().is_terminal();
        Bar(if shown { ProgressBar::new(0) } else { ProgressBar::hidden() })
    }
}

impl Progress for Bar {
    fn start(&self, files: usize) {
        self.0.set_length(files as u64);
        if let Ok(style) =
            ProgressStyle::with_template("{pos}/{len} files {bar:30} {eta} left  {wide_msg}")
        {
            self.0.set_style(style);
        }
    }

    fn file(&self, path: &str) {
        self.0.set_message(path.to_string());
    }

    fn done(&self) {
        self.0.inc(1);
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
