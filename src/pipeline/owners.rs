//! Whose each file is: by its own words, else by the files it came with (in one archive or message,
//! in one folder, under one number or reference), else by what its folder or name says.

use std::collections::{BTreeMap, BTreeSet};

use super::digest::Digest;
use crate::normalise::authority::Register;

/// Score from which a letter's own words say whose it is, whatever the folder says.
const SURE_SCORE: f32 = 4.0;
/// Fewest digits of a reference that two forces will hardly share ("0311/21" has six).
const MIN_REFERENCE_DIGITS: usize = 5;

/// Keys that tie a file to others.
type Tie = fn(&Digest) -> Vec<String>;

/// The ties, strongest first: the keys under which a file with an authority is found, and those
/// under which one without looks.
const TIES: &[(Tie, Tie)] =
    &[(outermost_key, outermost_key), (folder, folder), (number, number), (stated, references)];

/// The authorities of every file; none when it could not be told.
pub fn settle(digests: &[Digest], register: &Register) -> Vec<Vec<String>> {
    let mut owners: Vec<Vec<String>> = digests.iter().map(own_authorities).collect();
    for tie in TIES {
        by_company(digests, &mut owners, tie);
    }
    for (owner, d) in owners.iter_mut().zip(digests) {
        if owner.is_empty() {
            let weak = || d.extraction.letter.authorities.first().map(|(id, _)| id.clone());
            *owner = named(d, register).or_else(weak).into_iter().collect();
        }
    }
    // What a name or a weak mention told holds for the files inside, too.
    by_company(digests, &mut owners, &TIES[0]);
    owners
}

/// The authority after which the folder of a file is named, where the file was given to another.
pub fn folder_disagrees(d: &Digest, owner: &[String], register: &Register) -> Option<String> {
    let folder = d.folder.as_deref()?;
    let named = register.all().find(|a| a.id == folder)?.id.to_string();
    (!owner.is_empty() && !owner.contains(&named)).then_some(named)
}

/// Authorities a file's own words name surely.
fn own_authorities(d: &Digest) -> Vec<String> {
    let letter = &d.extraction.letter;
    let ranked = &letter.authorities;
    match &ranked[..] {
        [first, second, ..] if letter.joint => vec![first.0.clone(), second.0.clone()],
        [first, rest @ ..]
            if first.1 >= SURE_SCORE && rest.first().is_none_or(|s| s.1 < first.1) =>
        {
            vec![first.0.clone()]
        }
        _ => Vec::new(),
    }
}

/// Files without an authority take that of the files they are tied to, when those agree.
fn by_company(digests: &[Digest], owners: &mut [Vec<String>], (gives, takes): &(Tie, Tie)) {
    let mut company: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (d, owner) in digests.iter().zip(owners.iter()) {
        for key in gives(d) {
            company.entry(key).or_default().extend(owner.iter().cloned());
        }
    }
    for (d, owner) in digests.iter().zip(owners.iter_mut()) {
        if !owner.is_empty() {
            continue;
        }
        let found: BTreeSet<String> =
            takes(d).iter().filter_map(|key| company.get(key)).flatten().cloned().collect();
        let ids: Vec<String> = found.into_iter().collect();
        if ids.len() == 1 || ids.len() == 2 && is_joint(&ids, digests) {
            *owner = ids;
        }
    }
}

fn is_joint(ids: &[String], digests: &[Digest]) -> bool {
    digests.iter().any(|d| {
        let letter = &d.extraction.letter;
        letter.joint && letter.authorities.iter().take(2).all(|(id, _)| ids.contains(id))
    })
}

/// The file on disk.
fn outermost(d: &Digest) -> String {
    d.path.split('!').next().unwrap_or_default().to_string()
}

fn outermost_key(d: &Digest) -> Vec<String> {
    vec![outermost(d)]
}

fn folder(d: &Digest) -> Vec<String> {
    d.folder.clone().filter(|_| outermost(d).contains('/')).into_iter().collect()
}

/// Files numbered alike in one folder: "17 letter.pdf" and "17-data.csv".
fn number(d: &Digest) -> Vec<String> {
    let outer = outermost(d);
    let (folder, name) = outer.rsplit_once('/').unwrap_or(("", &outer));
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let year = digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"));
    (!digits.is_empty() && !year).then(|| format!("{folder}/{digits}")).into_iter().collect()
}

/// The reference a file states, as digits.
fn stated(d: &Digest) -> Vec<String> {
    let key: String = d
        .extraction
        .letter
        .reference
        .iter()
        .flat_map(|r| r.chars())
        .filter(char::is_ascii_digit)
        .collect();
    (key.len() >= MIN_REFERENCE_DIGITS).then_some(key).into_iter().collect()
}

/// The reference a file states and what may be one in its name ("FOI 0311-21 response v2").
fn references(d: &Digest) -> Vec<String> {
    let name = d.path.rsplit(['/', '!']).next().unwrap_or_default();
    let words = name.split([' ', '(', ')', ',']);
    let digits = words.map(|w| w.chars().filter(char::is_ascii_digit).collect::<String>());
    let mut keys = stated(d);
    keys.extend(digits.filter(|k| k.len() >= MIN_REFERENCE_DIGITS && !is_date(k)));
    keys
}

/// "20210614".
fn is_date(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok());
    digits.len() == 8
        && digits.starts_with("20")
        && part(4, 6).is_some_and(|m| (1..=12).contains(&m))
        && part(6, 8).is_some_and(|d| (1..=31).contains(&d))
}

fn named(d: &Digest, register: &Register) -> Option<String> {
    let words = d.path.replace(['/', '_', '-', '!'], " ");
    let slug = register.all().find(|a| Some(a.id) == d.folder.as_deref());
    slug.map(|a| a.id.to_string())
        .or_else(|| register.mentions(&words).first().map(|m| m.id.to_string()))
}
