//! The register of public authorities, and whose letter a text is.

use regex::{Regex, RegexBuilder};

const AUTHORITIES: &str = include_str!("vocabulary/authorities.tsv");

/// A public authority.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Slug ("avon-and-somerset").
    pub id: &'static str,
    /// Official name.
    pub name: &'static str,
    /// Nation.
    pub nation: &'static str,
    /// Region.
    pub region: &'static str,
    /// Freedom of information Act it answers under.
    pub act: &'static str,
    /// Other names; one that begins with "=" is met only as it is written.
    pub aliases: Vec<&'static str>,
    /// Mail and web domains.
    pub domains: Vec<&'static str>,
}

/// All of them, with a pattern each for their names.
pub struct Register {
    authorities: Vec<Authority>,
    patterns: Vec<Regex>,
}

/// A place in a text where an authority is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Slug.
    pub id: &'static str,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// True when the name says that it is a police force, or it is a domain; false for a bare
    /// place name ("Kent").
    pub full: bool,
}

impl Default for Register {
    fn default() -> Register {
        Register::new()
    }
}

impl Register {
    /// Reads the compiled-in register.
    pub fn new() -> Register {
        let authorities: Vec<Authority> = AUTHORITIES
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
            .map(|line| {
                let column: Vec<&str> = line.split('\t').collect();
                let list = |i: usize| -> Vec<&'static str> {
                    column.get(i).map_or(Vec::new(), |c| {
                        c.split(';').map(str::trim).filter(|a| !a.is_empty()).collect()
                    })
                };
                Authority {
                    id: column[0],
                    name: column[1],
                    nation: column[2],
                    region: column[3],
                    aliases: list(4),
                    domains: list(5),
                    act: column.get(6).copied().unwrap_or("FOIA 2000"),
                }
            })
            .collect();
        let patterns = authorities.iter().map(pattern_of).collect();
        Register { authorities, patterns }
    }

    /// The authority of a slug.
    pub fn get(&self, id: &str) -> Option<&Authority> {
        self.authorities.iter().find(|a| a.id == id)
    }

    /// All authorities in file order.
    pub fn all(&self) -> impl Iterator<Item = &Authority> {
        self.authorities.iter()
    }

    /// Every mention in a text, left to right; where names overlap the longest is kept, so that
    /// "West Midlands Police" is not also a mention of "Midlands".
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        for (authority, pattern) in self.authorities.iter().zip(&self.patterns) {
            for m in pattern.find_iter(text) {
                let (start, end) = trim(text, m.start(), m.end());
                let words = text[start..end].to_lowercase();
                let full = ["police", "constabulary", "heddlu", "service"]
                    .iter()
                    .any(|w| words.contains(w))
                    || words.contains('.')
                    || !words.contains(' ')
                        && words.chars().count() <= 5
                        && text[start..end].chars().all(char::is_uppercase);
                found.push(Mention { id: authority.id, start, end, full });
            }
        }
        found.sort_by_key(|m| (std::cmp::Reverse(m.end - m.start), m.start));
        let mut kept: Vec<Mention> = Vec::new();
        for m in found {
            if kept.iter().all(|k| m.end <= k.start || m.start >= k.end) {
                kept.push(m);
            }
        }
        kept.sort_by_key(|m| m.start);
        kept
    }
}

fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let inner = text[start..end].trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
    let at = text[start..end].find(inner).unwrap_or(0);
    (start + at, start + at + inner.len())
}

/// One pattern for all names of an authority: words may be divided by any space, "and" is "&",
/// names all in capitals, and those marked with "=", are met only as they are written.
fn pattern_of(a: &Authority) -> Regex {
    let mut long: Vec<String> = Vec::new();
    let mut short: Vec<String> = Vec::new();
    let names = std::iter::once(a.name).chain(a.aliases.iter().copied());
    for name in names {
        let exact = name.strip_prefix('=');
        let capitals = name.chars().all(|c| !c.is_lowercase());
        let name = exact.unwrap_or(name);
        let body =
            name.split_whitespace()
                .map(|w| {
                    if matches!(w, "and" | "&") {
                        "(?:and|&)".to_string()
                    } else {
                        regex::escape(w)
                    }
                })
                .collect::<Vec<_>>()
                .join(r"[\s\u{a0}]+");
        let bounded = format!(r"(?:\b|^){body}(?:\b|$)");
        if capitals || exact.is_some() {
            short.push(bounded);
        } else {
            long.push(bounded);
        }
    }
    for domain in &a.domains {
        if !domain.starts_with("gov.") && !domain.starts_with("mod.") {
            long.push(format!(r"(?:\b|[@.]){}(?:\b|$)", regex::escape(domain)));
        }
    }
    long.sort_by_key(|p| std::cmp::Reverse(p.len()));
    short.sort_by_key(|p| std::cmp::Reverse(p.len()));
    let mut alternatives = vec![format!("(?i:{})", long.join("|"))];
    if !short.is_empty() {
        alternatives.push(format!("(?-i:{})", short.join("|")));
    }
    RegexBuilder::new(&alternatives.join("|"))
        .size_limit(1 << 22)
        .build()
        .expect("names of the register make a well-formed pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins() {
        let register = Register::new();
        let ids = |t: &str| register.mentions(t).into_iter().map(|m| m.id).collect::<Vec<_>>();
        assert_eq!(ids("West Midlands Police writes"), ["west-midlands"]);
        assert_eq!(ids("Devon & Cornwall Police"), ["devon-and-cornwall"]);
        assert_eq!(ids("foi@kent.police.uk"), ["kent"]);
        assert_eq!(
            ids("South Wales Police and North Wales Police"),
            ["south-wales", "north-wales"]
        );
        assert!(ids("no force at all").is_empty());
    }
}
