//! What is left to read of files that are damaged or leave things out.

use super::*;

fn plain() -> Vec<u8> {
    file(&[&(put(60.0, 700.0, "Seven cases were recorded") + &put(60.0, 680.0, "Two were upheld"))])
}

#[test]
fn lopdf_writes_and_reads_what_hayro_would() {
    let rewritten = fallback::rewritten(&plain()).expect("it has a page");
    let said = ["Seven cases were recorded", "Two were upheld"];
    let joined = |d: &Document| texts(d).join(" ");
    assert_eq!(joined(&read(&rewritten, "")), said.join(" "));
    let document = fallback::text(&plain()).expect("it has text");
    assert_eq!(joined(&document), said.join(" "));
    let whole = BBox { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 };
    assert_eq!(document.blocks[0].locator, Locator::Page { page: 1, bbox: whole });
    assert!(fallback::rewritten(b"%PDF-1.4 and nothing else").is_none());
}

#[test]
fn lines_of_a_page_stand_between_those_of_its_neighbours() {
    let of = |page| {
        let bbox = BBox { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };
        Block::text(BlockKind::Paragraph, format!("page {page}"), Locator::Page { page, bbox })
    };
    let mut blocks = vec![of(1), of(3)];
    fallback::insert(&mut blocks, vec![(2, vec![of(2)]), (4, vec![of(4)])]);
    let order: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(order, ["page 1", "page 2", "page 3", "page 4"]);
}

#[test]
fn a_file_whose_content_is_cut_off_is_no_empty_success() {
    let mut objects = base("10 0 R", 1);
    objects.push((10, page_object(11, "")));
    // The first bytes of a compressed stream that goes on elsewhere.
    objects.push((11, stream("/Filter /FlateDecode", "\u{78}\u{1}")));
    let document = read(&written(&objects, ""), "");
    assert!(texts(&document).is_empty());
    assert!(document.findings.iter().any(|f| f.code == Code::DamagedPart), "{document:?}");
}

#[test]
fn fonts_tell_their_characters_where_the_file_does_not() {
    let path = "fixtures/responses/dyfed-powys/401-2021 ymateb-response.pdf";
    let bytes = std::fs::read(path).unwrap();
    let mut other = lopdf::Document::load_mem(&bytes).unwrap();
    let mut removed = 0;
    for object in other.objects.values_mut() {
        if let Ok(font) = object.as_dict_mut() {
            removed += usize::from(font.remove(b"ToUnicode").is_some());
        }
    }
    assert!(removed > 0, "the file has no table of characters to remove");
    let mut bare = Vec::new();
    other.save_to(&mut bare).unwrap();
    let (with, without) = (read(&bytes, ""), read(&bare, ""));
    assert_eq!(texts(&with), texts(&without));
    assert!(texts(&with).len() > 10);
}
