//! Files inside files and several files of one authority: what is opened, what is refused, which
//! file plays which part and why. The figures themselves are checked against keys in `fixtures.rs`.

mod common;

use std::io::{Cursor, Write};
use std::path::Path;

use foi_tally::discover::sniff;
use foi_tally::discover::unpack::{Unpacked, unpack};
use foi_tally::model::document::Furniture;
use foi_tally::model::finding::Code;
use foi_tally::read;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn output() -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    common::run(&common::fixtures().join("inbox/responses"), None, None, folder.path());
    let run = common::json(&folder.path().join("run.json"));
    (folder, run)
}

fn authority(folder: &Path, id: &str) -> Value {
    common::json(&folder.join("authorities").join(format!("{id}.json")))
}

/// Role and reason of a file of the run.
fn part(run: &Value, path: &str) -> (String, String) {
    let files = run["files"].as_array().expect("files");
    let file = files.iter().find(|f| f["path"] == path).unwrap_or_else(|| panic!("no `{path}`"));
    let text = |v: &Value| v.as_str().unwrap_or_default().to_string();
    (text(&file["role"]), text(&file["why"]))
}

#[test]
fn an_archive_gives_its_files_and_says_what_it_refused() {
    let (folder, run) = output();
    let zip = "wiltshire/FOI 2021-118 reply.zip";
    assert_eq!(part(&run, zip).0, "attachment");
    assert_eq!(part(&run, &format!("{zip}!FOI 2021-118/letter.txt")).0, "response");
    assert_eq!(part(&run, &format!("{zip}!FOI 2021-118/figures.csv")).0, "attachment");
    let files = run["files"].as_array().expect("files");
    let holder = files.iter().find(|f| f["path"] == zip).expect("the archive");
    let told: Vec<&str> = holder["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["message"].as_str())
        .collect();
    assert!(told.iter().any(|m| m.contains("../outside.csv") && m.contains("refused")), "{told:?}");
    assert_eq!(told.iter().filter(|m| m.contains("left behind")).count(), 2, "{told:?}");
    let inner: Vec<&Value> = files.iter().filter(|f| f["container"] == zip).collect();
    assert_eq!(inner.len(), 2);
    let wiltshire = authority(folder.path(), "wiltshire");
    let total = &wiltshire["facts"].as_array().expect("facts")[0];
    let from: Vec<&str> = total["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .filter_map(|e| e["file"].as_str())
        .collect();
    assert!(from.iter().any(|f| f.ends_with(".zip!FOI 2021-118/figures.csv")), "{from:?}");
}

#[test]
fn what_is_no_answer_gives_no_facts_and_says_why() {
    let (folder, run) = output();
    let why = |file: &str| part(&run, &format!("bedfordshire/{file}"));
    assert_eq!(why("01.txt").0, "acknowledgement");
    assert_eq!(why("02.txt"), ("response".into(), String::new()));
    assert_eq!(why("03.txt").0, "unrelated");
    assert_eq!(why("04.txt").0, "request");
    assert_eq!(why("05.eml").0, "acknowledgement");
    assert_eq!(why("05.eml!request to Bedfordshire Police.eml").0, "request");
    assert_eq!(why("06.png").0, "unrelated");
    for file in ["01.txt", "03.txt", "04.txt", "05.eml", "06.png"] {
        assert!(!why(file).1.is_empty(), "{file} has no reason");
    }
    let facts = authority(folder.path(), "bedfordshire")["facts"].clone();
    for fact in facts.as_array().expect("facts") {
        for place in fact["evidence"].as_array().expect("evidence") {
            assert_eq!(place["file"], "bedfordshire/02.txt");
        }
    }
}

#[test]
fn figures_that_nothing_says_are_of_complaints_are_no_answer() {
    // A table of another matter, with years, sexes and a total, alone in the folder of a force; beside
    // it one whose labels are of no other matter.
    let tables = [
        (
            "kent/table b2.csv",
            "Year,Male,Female,Total\n2018,40,32,72\n2019,51,30,81\n2020,37,29,66\n",
        ),
        ("essex/table.csv", "Year,Upheld,Not upheld,Total\n2018,1,4,5\n2019,0,3,3\n2020,2,2,4\n"),
    ];
    let input = tempfile::tempdir().expect("a folder");
    for (name, text) in tables {
        let file = input.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    let out = tempfile::tempdir().expect("a folder");
    common::run(input.path(), None, None, out.path());
    let run = common::json(&out.path().join("run.json"));
    let (role, why) = part(&run, "kent/table b2.csv");
    assert_eq!(role, "unrelated");
    assert!(why.contains("complaints or allegations"), "{why}");
    let kent = authority(out.path(), "kent");
    assert_eq!(kent["facts"], serde_json::json!([]));
    let codes: Vec<_> =
        kent["review"].as_array().expect("a list").iter().map(|r| &r["code"]).collect();
    assert!(codes.iter().any(|c| *c == "ambiguous_reading"), "{codes:?}");
    assert_eq!(part(&run, "essex/table.csv").0, "response");
    assert!(!authority(out.path(), "essex")["facts"].as_array().expect("facts").is_empty());
}

#[test]
fn a_later_answer_replaces_the_earlier_one_and_both_figures_are_told() {
    let (folder, run) = output();
    assert_eq!(part(&run, "surrey/scan_b.txt").0, "superseded");
    assert_eq!(part(&run, "surrey/scan_a.txt").0, "response");
    let surrey = authority(folder.path(), "surrey");
    let files = surrey["files"].as_array().expect("files");
    let old = files.iter().find(|f| f["role"] == "superseded").expect("a replaced answer");
    let why = old["why"].as_str().expect("a reason");
    assert!(why.contains("the total was 11 and is 13"), "{why}");
    assert!(why.contains("officer_sex male was 9 and is 11"), "{why}");
}

#[test]
fn a_message_in_a_message_is_a_file_and_its_cover_gives_nothing() {
    let (_folder, run) = output();
    let outer = "kent/Fwd reply from Kent.eml";
    let inner = format!("{outer}!Your request 21_06_772.eml");
    assert_eq!(part(&run, &format!("{inner}!772 data.csv")).0, "attachment");
    assert_eq!(part(&run, &inner).0, "response");
    assert_ne!(part(&run, outer).0, "response");
}

#[test]
fn a_flat_folder_of_numbered_files_gives_the_same_as_folders() {
    let (folders, _) = output();
    let flat = tempfile::tempdir().expect("a folder");
    let root = common::fixtures().join("inbox/responses");
    let mut number = 100;
    for (path, bytes) in common::tree(&root) {
        // What the test is about are letters and messages; loose files without a name of their own
        // are told by their number.
        let extension = path.rsplit('.').next().expect("an extension");
        let letter = !path.ends_with("06.png");
        number += u32::from(letter);
        std::fs::write(flat.path().join(format!("{number}.{extension}")), bytes).expect("written");
    }
    let out = tempfile::tempdir().expect("a folder");
    common::run(flat.path(), None, None, out.path());
    let counts = |folder: &Path, id: &str| {
        let facts = authority(folder, id)["facts"].clone();
        let mut all: Vec<String> = facts
            .as_array()
            .expect("facts")
            .iter()
            .map(|f| format!("{} {}", f["dimensions"], f["count"]))
            .collect();
        all.sort();
        all
    };
    for id in ["bedfordshire", "cumbria", "gwent", "kent", "surrey", "wiltshire"] {
        assert_eq!(counts(out.path(), id), counts(folders.path(), id), "{id}");
    }
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).expect("started");
        zip.write_all(data).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn opened(bytes: &[u8], name: &str) -> Unpacked {
    unpack(sniff(bytes, name), bytes, name)
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b'0'; 40 << 20];
    let bomb = zipped(&[("small.csv", b"a,b\n1,2\n"), ("bomb.csv", &zeros)]);
    let out = opened(&bomb, "x.zip");
    assert_eq!(out.children.len(), 1);
    assert_eq!(out.children[0].path, "x.zip!small.csv");
    let told = &out.findings[0];
    assert_eq!(told.code, Code::TooLarge);
    assert!(told.message.contains("bomb.csv"), "{}", told.message);
}

#[test]
fn archives_are_opened_three_deep_and_no_deeper() {
    let mut bytes = zipped(&[("inner.txt", b"Dear Sir")]);
    for depth in 0..4 {
        bytes = zipped(&[(&format!("{depth}.zip"), &bytes)]);
    }
    let out = opened(&bytes, "x.zip");
    assert_eq!(out.children.len(), 3);
    assert_eq!(out.findings.len(), 1);
    assert!(out.findings[0].message.contains("not opened"));
}

#[test]
fn a_damaged_archive_and_others_are_reported_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let kent = folder.path().join("in/kent");
    std::fs::create_dir_all(&kent).expect("made");
    std::fs::write(kent.join("a.zip"), b"PK\x03\x04 and then nothing").expect("written");
    std::fs::write(kent.join("b.7z"), b"7z\xbc\xaf\x27\x1c\0\x04").expect("written");
    std::fs::write(kent.join("c.rar"), b"Rar!\x1a\x07\x01\0").expect("written");
    std::fs::write(kent.join("winmail.dat"), b"\x78\x9f\x3e\x22\0\0").expect("written");
    let out = folder.path().join("out");
    common::run(&folder.path().join("in"), None, None, &out);
    let review = authority(&out, "kent")["review"].clone();
    let told: Vec<&str> =
        review.as_array().expect("review").iter().filter_map(|r| r["message"].as_str()).collect();
    for name in ["could not be opened", "b.7z", "c.rar", "winmail.dat"] {
        assert!(told.iter().any(|m| m.contains(name)), "{name}: {told:?}");
    }
}

/// A stream of an Outlook message.
fn property(file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, path: &str, data: &[u8]) {
    file.create_stream(path).expect("made").write_all(data).expect("written");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn outlook_message() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("made");
    // 23 June 2021, 12:00 in tenths of millionths of a second since 1601.
    let days: u64 = 134_774 + 18_801;
    let ticks = (days * 86_400 + 43_200) * 10_000_000;
    let mut properties = vec![0u8; 32];
    properties.extend(0x0039_0040u32.to_le_bytes());
    properties.extend(0u32.to_le_bytes());
    properties.extend(ticks.to_le_bytes());
    property(&mut file, "/__properties_version1.0", &properties);
    property(&mut file, "/__substg1.0_0037001F", &utf16("FOI 12/21"));
    property(&mut file, "/__substg1.0_0C1A001F", &utf16("FOI Unit"));
    property(&mut file, "/__substg1.0_5D01001F", &utf16("foi@kent.police.uk"));
    property(&mut file, "/__substg1.0_1000001F", &utf16("Upheld: <5\r\nNot upheld: 1,204\r\n"));
    for storage in ["/__attach_version1.0_#00000000", "/__attach_version1.0_#00000001"] {
        file.create_storage(storage).expect("made");
    }
    let first = "/__attach_version1.0_#00000000";
    property(&mut file, &format!("{first}/__substg1.0_3707001F"), &utf16("figures.csv"));
    property(&mut file, &format!("{first}/__substg1.0_37010102"), b"a,b\n1,2\n");
    let second = "/__attach_version1.0_#00000001";
    let inner = format!("{second}/__substg1.0_3701000D");
    property(&mut file, &format!("{second}/__substg1.0_3001001F"), &utf16("Earlier reply"));
    file.create_storage(&inner).expect("made");
    property(&mut file, &format!("{inner}/__properties_version1.0"), &[0u8; 24]);
    property(&mut file, &format!("{inner}/__substg1.0_0037001F"), &utf16("Inner"));
    property(&mut file, &format!("{inner}/__substg1.0_1000001E"), b"Twelve \x96 in all");
    file.create_storage(format!("{inner}/__recip_version1.0_#00000000")).expect("made");
    file.flush().expect("flushed");
    file.into_inner().into_inner()
}

#[test]
fn an_outlook_message_is_read_with_what_it_holds() {
    let bytes = outlook_message();
    let kind = sniff(&bytes, "a.msg");
    assert_eq!(kind.name(), "msg");
    let document = (read::reader_of(kind).expect("a reader").read)(&bytes, "a.msg");
    let text = |f: Furniture| -> Vec<&str> {
        document.blocks.iter().filter(|b| b.furniture == f).map(|b| b.text.as_str()).collect()
    };
    assert_eq!(
        text(Furniture::Envelope),
        ["From: FOI Unit <foi@kent.police.uk>", "Subject: FOI 12/21", "Date: 2021-06-23"]
    );
    assert_eq!(text(Furniture::Body), ["Upheld: <5", "Not upheld: 1,204"]);
    let out = opened(&bytes, "a.msg");
    let paths: Vec<&str> = out.children.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(paths, ["a.msg!figures.csv", "a.msg!Earlier reply.msg"]);
    let inner = &out.children[1].bytes;
    assert!(opened(&bytes, "a.msg").children[1].bytes == *inner, "each opening gives other bytes");
    let document = (read::reader_of(kind).expect("a reader").read)(inner, "inner.msg");
    assert!(document.blocks.iter().any(|b| b.text == "Twelve – in all"), "{document:?}");
}

#[test]
fn files_attached_to_a_pdf_are_files() {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut pdf = Document::with_version("1.7");
    let data = pdf.add_object(Stream::new(
        dictionary! { "Type" => "EmbeddedFile" },
        b"year,count\n2016,4\n".to_vec(),
    ));
    let spec = pdf.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal("..\\figures.csv"),
        "EF" => dictionary! { "F" => data },
    });
    let pages = pdf.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![], "Count" => 0 });
    let names = dictionary! { "EmbeddedFiles" => dictionary! {
        "Names" => vec![Object::string_literal("figures.csv"), spec.into()],
    } };
    let catalog =
        pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Names" => names });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("saved");
    let out = opened(&bytes, "letter.pdf");
    assert_eq!(out.children.len(), 1);
    assert_eq!(out.children[0].path, "letter.pdf!figures.csv");
    assert_eq!(out.children[0].bytes, b"year,count\n2016,4\n");
}
