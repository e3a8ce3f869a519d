//! review.html: the review as one page that needs nothing else and asks nothing of the network.
//! Doubts first, the quote beside each number, then every figure with its place. All text of the
//! documents is escaped: a response is a stranger's file.

use std::io::{self, Write};

use super::contract::{Evidence, Fact, Interval, Return, ReviewItem, Value};
use crate::model::fact::Return as ModelReturn;
use crate::model::run::Run;
use crate::verify::place_in_words;

const STYLE: &str = "body{font:16px/1.45 Georgia,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}\
h1,h2,h3{font-family:sans-serif;line-height:1.2}h2{border-top:2px solid #222;padding-top:.6em;margin-top:2em}\
article{border-left:4px solid #b30;padding:.2em 1em;margin:1em 0;background:#faf6f2}\
q{font-family:monospace;font-size:.9em;background:#ffc;quotes:none}small,.place{color:#555;font-size:.85em}\
table{border-collapse:collapse;width:100%;font-size:.9em}th,td{text-align:left;vertical-align:top;\
border-bottom:1px solid #ddd;padding:.25em .6em .25em 0}td.n{text-align:right;font-weight:bold;white-space:nowrap}\
.fails{color:#b30;font-weight:bold}summary{cursor:pointer;font-family:sans-serif}";

/// Writes the page. `view` gives a return in the form of the contract: one at a time, since all of a
/// large batch would fill the memory.
///
/// # Errors
/// When `to` takes no more.
pub fn of(run: &Run, view: &dyn Fn(&ModelReturn) -> Return, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")?;
    // No script, no image, no font, no address: nothing on the page can call home.
    write!(
        to,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
    )?;
    let title = escaped(&run.investigation.title);
    write!(to, "<title>Review: {title}</title><style>{STYLE}</style></head><body>")?;
    let (doubtful, clear): (Vec<_>, Vec<_>) =
        by_weight(&run.returns).into_iter().partition(|r| !r.review.is_empty());
    let items: usize = doubtful.iter().map(|r| r.review.len()).sum::<usize>() + run.review.len();
    write!(
        to,
        "<h1>{title}</h1><p>{items} items to look at, at {} of {} authorities. Each says \
         what is in doubt, where it stands and what would settle it; those that could change a \
         total most come first. Decisions go into corrections.toml.</p>",
        doubtful.len(),
        run.returns.len()
    )?;
    if !run.review.is_empty() {
        write!(to, "<h2>Files of no known authority</h2>")?;
        for finding in &run.review {
            item(&ReviewItem::of(finding), &[], to)?;
        }
    }
    for one in doubtful {
        let one = view(one);
        write!(to, "<h2 id=\"{0}\">{1}</h2>", escaped(&one.authority.id), name(&one))?;
        for r in &one.review {
            item(r, &one.facts, to)?;
        }
        failed_checks(&one, to)?;
        figures(&one, to)?;
    }
    write!(to, "<h2>Nothing to look at</h2>")?;
    for one in clear {
        let one = view(one);
        write!(to, "<h3>{}</h3>", name(&one))?;
        figures(&one, to)?;
    }
    writeln!(to, "</body></html>")
}

fn name(one: &Return) -> String {
    format!("{} <small>{}</small>", escaped(&one.authority.name), escaped(&one.status))
}

/// Authorities in the order of their weightiest doubt.
fn by_weight(returns: &[ModelReturn]) -> Vec<&ModelReturn> {
    let mut out: Vec<&ModelReturn> = returns.iter().collect();
    // The unknown may be everything.
    let weight = |r: &ModelReturn| r.review.first().map_or(0, |i| i.effect.unwrap_or(u64::MAX));
    out.sort_by_key(|r| std::cmp::Reverse(weight(r)));
    out
}

fn item(r: &ReviewItem, facts: &[Fact], to: &mut dyn Write) -> io::Result<()> {
    let effect = r.effect.map_or("effect unknown".to_string(), |n| format!("up to {n}"));
    write!(
        to,
        "<article><strong>{}</strong> <small>{} &middot; {effect}</small><br>",
        escaped(&r.message),
        escaped(&r.code)
    )?;
    for e in &r.evidence {
        evidence(e, to)?;
    }
    for f in facts.iter().filter(|f| r.facts.contains(&f.id)) {
        write!(to, "<div>{}: <b>{}</b> {}</div>", f.id, interval(f.count), what(f))?;
    }
    write!(to, "<div>To settle it: {}.</div></article>", escaped(&r.settle))
}

fn evidence(e: &Evidence, to: &mut dyn Write) -> io::Result<()> {
    write!(
        to,
        "<div><q>{}</q> <span class=\"place\">{}</span></div>",
        escaped(&e.quote),
        escaped(&place_in_words(e))
    )
}

fn failed_checks(one: &Return, to: &mut dyn Write) -> io::Result<()> {
    for c in one.checks.iter().filter(|c| !c.holds) {
        let note = c.note.as_deref().unwrap_or_default();
        write!(
            to,
            "<p><span class=\"fails\">{}</span> {} against {} {}</p>",
            escaped(&c.kind),
            interval(c.parts),
            interval(c.total),
            escaped(note)
        )?;
    }
    Ok(())
}

fn figures(one: &Return, to: &mut dyn Write) -> io::Result<()> {
    let inside: Vec<&Fact> = one.facts.iter().filter(|f| f.in_scope).collect();
    if inside.is_empty() {
        return Ok(());
    }
    write!(to, "<details><summary>{} figures</summary><table>", inside.len())?;
    for f in inside {
        write!(to, "<tr><td class=\"n\">{}</td><td>{}</td><td>", interval(f.count), what(f))?;
        for e in &f.evidence {
            evidence(e, to)?;
        }
        if let Some(by) = &f.corrected {
            let old =
                f.old.as_ref().map_or("added".into(), |o| format!("was {}", interval(o.count)));
            write!(
                to,
                "<small>{old}; {} {}: {}</small>",
                escaped(&by.who),
                escaped(&by.when),
                escaped(&by.why)
            )?;
        }
        write!(to, "</td></tr>")?;
    }
    write!(to, "</table></details>")
}

fn what(f: &Fact) -> String {
    let parts: Vec<String> = f
        .dimensions
        .iter()
        .map(|(name, v)| match v {
            Value::One(v) => format!("{name} {v}"),
            Value::Set(v) => format!("{name} {}", v.join(" or ")),
        })
        .collect();
    let of = if parts.is_empty() { "total".to_string() } else { parts.join(", ") };
    format!("{} <small>{} ({})</small>", escaped(&of), escaped(&f.unit), escaped(&f.origin))
}

fn interval(i: Interval) -> String {
    if i.min == i.max { i.min.to_string() } else { format!("{}&ndash;{}", i.min, i.max) }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Direction marks and other controls of a stranger's file could disguise a line.
            c if c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_cannot_speak_html() {
        assert_eq!(escaped("<b>'\"&"), "&lt;b&gt;&#39;&quot;&amp;");
        assert_eq!(escaped("a\u{202e}b\u{0}c"), "a b c");
    }
}
