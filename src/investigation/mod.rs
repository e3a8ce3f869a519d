//! Investigations: the built-in one, and any other from a file of the same form.

use std::path::Path;

use crate::error::Error;
use crate::model::investigation::{Day, Investigation};

const BUILT_IN: &str = include_str!("police-sexual-assault-2021.toml");

/// The built-in investigation: sexual assault allegations against serving officers, 2016-2020.
///
/// # Panics
/// Never in a build that passes its tests: the file is compiled in.
pub fn built_in() -> Investigation {
    parse(BUILT_IN).expect("the built-in investigation is well formed")
}

/// Reads an investigation from a file, or the built-in one for `None`.
///
/// # Errors
/// A file that cannot be read, or whose lines are wrong; the message names the line.
pub fn load(path: Option<&Path>) -> Result<Investigation, Error> {
    let Some(path) = path else { return Ok(built_in()) };
    let wrong = |why: String| Error::Investigation { path: path.to_path_buf(), why };
    let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
    parse(&text).map_err(wrong)
}

fn parse(text: &str) -> Result<Investigation, String> {
    let investigation: Investigation = toml::from_str(text).map_err(|e| e.to_string())?;
    for day in [&investigation.period.from, &investigation.period.to] {
        if Day::parse(day).is_none() {
            return Err(format!("`{day}` is no date; write it as 2016-01-31"));
        }
    }
    if investigation.period.from > investigation.period.to {
        return Err("the period ends before it begins".into());
    }
    if crate::model::observation::Unit::parse(&investigation.unit).is_none() {
        return Err(format!(
            "`{}` is no unit; use allegation, complaint, case or crime",
            investigation.unit
        ));
    }
    Ok(investigation)
}
