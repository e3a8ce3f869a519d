//! What a font itself tells when the file does not: the text of signs without a `ToUnicode` entry, by
//! the font's own table of characters, and whether it is bold.

use std::collections::BTreeMap;

use compact_str::{CompactString, ToCompactString};
use hayro_interpret::font::{Glyph, OutlineFontData};
use hayro_interpret::hayro_cmap::{BfString, CMap, CidFamily, load_embedded};
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Weight from which a font is bold.
const BOLD: u32 = 600;

/// How East Asian character collections are named in the head of a font, and their orderings.
const COLLECTIONS: &[(&[u8], &[u8])] = &[
    (b"AdobeJapan1", b"Japan1"),
    (b"AdobeGB1", b"GB1"),
    (b"AdobeCNS1", b"CNS1"),
    (b"AdobeKorea1", b"Korea1"),
    (b"AdobeKR", b"KR"),
];
/// How far into a font its names are looked for, in bytes.
const COLLECTION_BYTES: usize = 16 << 10;

/// Fonts met on a page, by the hash of their bytes.
#[derive(Default)]
pub(super) struct Fonts {
    characters: BTreeMap<u128, BTreeMap<u32, char>>,
    foreign: BTreeMap<u128, bool>,
}

impl Fonts {
    /// Text of a sign by the characters that the embedded font has for it. A font without a table
    /// of characters tells nothing, and nothing is guessed.
    pub fn text_of(&mut self, glyph: &Glyph<'_>) -> Option<CompactString> {
        let Glyph::Outline(g) = glyph else { return None };
        let data = g.font_data()?;
        let table = self.characters.entry(data.cache_key).or_insert_with(|| characters(&data));
        table.get(&g.glyph_id().to_u32()).map(|c| c.to_compact_string())
    }

    /// True for a sign of a font made for Chinese, Japanese or Korean, as the font itself says (Adobe's
    /// character collections, Technical Note 5014): the text recogniser knows no such letters.
    pub fn is_east_asian(&mut self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(g) = glyph else { return false };
        let Some(data) = g.font_data() else { return false };
        *self
            .foreign
            .entry(data.cache_key)
            .or_insert_with(|| ordering((*data.data).as_ref()).is_some())
    }

    /// True when the glyph's font says that it is bold.
    pub fn is_bold(&self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(g) = glyph else { return false };
        g.font_data().is_some_and(|d| {
            let named = d.postscript_name.is_some_and(|n| n.to_lowercase().contains("bold"));
            named || d.weight.is_some_and(|w| w >= BOLD)
        })
    }
}

/// The East Asian collection that a font says its characters are of.
fn ordering(font: &[u8]) -> Option<&'static [u8]> {
    let head = &font[..font.len().min(COLLECTION_BYTES)];
    let named = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    COLLECTIONS.iter().find(|(name, _)| named(name)).map(|(_, ordering)| *ordering)
}

/// The characters of a font by glyph, the lowest where several share one.
fn characters(data: &OutlineFontData) -> BTreeMap<u32, char> {
    let bytes: &[u8] = (*data.data).as_ref();
    let mut out = BTreeMap::new();
    let font = FontRef::new(bytes).ok();
    for (code, glyph) in font.iter().flat_map(|f| f.charmap().mappings()) {
        if let Some(c) = char::from_u32(code).filter(|c| !c.is_control()) {
            out.entry(glyph.to_u32()).or_insert(c);
        }
    }
    if out.is_empty() {
        let outlines = font.and_then(|f| f.table_data(Tag::new(b"CFF "))).map(|t| t.as_bytes());
        out = of_collection(bytes, outlines.unwrap_or(bytes)).unwrap_or_default();
    }
    out
}

/// The characters of a font whose glyphs are numbered in a collection of Adobe's: the published tables
/// from those numbers to Unicode (Technical Notes 5078, 5079, 5080, 5093) come with the PDF library.
fn of_collection(font: &[u8], outlines: &[u8]) -> Option<BTreeMap<u32, char>> {
    let family = CidFamily::from_registry_ordering(b"Adobe", ordering(font)?);
    let table = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
    let cff = CffFontRef::new(outlines, 0, None).ok().filter(CffFontRef::is_cid)?;
    let charset = cff.charset()?;
    let character = |glyph: u32| {
        let number = charset.string_id(GlyphId::new(glyph))?.to_u16();
        match table.lookup_bf_string(number.into())? {
            BfString::Char(c) if !c.is_control() => Some((glyph, c)),
            _ => None,
        }
    };
    Some((0..cff.num_glyphs()).filter_map(character).collect())
}
