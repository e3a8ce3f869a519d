//! What a font itself tells when the file does not: the text of signs without a `ToUnicode` entry, by
//! the font's own table of characters, and whether it is bold.

use std::collections::BTreeMap;

use compact_str::{CompactString, ToCompactString};
use hayro_interpret::font::{Glyph, OutlineFontData};
use skrifa::{FontRef, MetadataProvider};

/// Weight from which a font is bold.
const BOLD: u32 = 600;

/// How East Asian character collections are named in the head of a font.
const COLLECTIONS: &[&[u8]] =
    &[b"AdobeJapan1", b"AdobeGB1", b"AdobeCNS1", b"AdobeKorea1", b"AdobeKR"];
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
        *self.foreign.entry(data.cache_key).or_insert_with(|| {
            let bytes: &[u8] = (*data.data).as_ref();
            let head = &bytes[..bytes.len().min(COLLECTION_BYTES)];
            COLLECTIONS.iter().any(|name| head.windows(name.len()).any(|w| w == *name))
        })
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

/// The characters of a font by glyph, the lowest where several share one.
fn characters(data: &OutlineFontData) -> BTreeMap<u32, char> {
    let bytes: &[u8] = (*data.data).as_ref();
    let Ok(font) = FontRef::new(bytes) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for (code, glyph) in font.charmap().mappings() {
        if let Some(c) = char::from_u32(code).filter(|c| !c.is_control()) {
            out.entry(glyph.to_u32()).or_insert(c);
        }
    }
    out
}
