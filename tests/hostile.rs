//! Files that were not made to be read: bombs, loops, damage, odd names. Each is made here, and one run
//! over all of them must end, name every one, and give for the good file beside them what it gives
//! without them.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Runs the program over a folder.
fn extract(input: &Path, output: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_foi-tally"))
        .args(["extract", "--quiet"])
        .arg(input)
        .arg("--output")
        .arg(output)
        .args(more)
        .output()
        .expect("the program runs")
}

/// The files of a run by path, with all that was found in them.
fn files(output: &Path) -> Vec<(String, Value)> {
    let manifest = common::json(&output.join("run.json"));
    let files = manifest["files"].as_array().expect("files").iter();
    files.map(|f| (f["path"].as_str().expect("a path").to_string(), f.clone())).collect()
}

/// The codes of a file's findings.
fn codes(output: &Path, path: &str) -> BTreeSet<String> {
    let files = files(output);
    let found = files.iter().find(|(p, _)| p == path);
    let (_, file) = found.unwrap_or_else(|| panic!("{path} is not accounted for"));
    let findings = file["findings"].as_array().expect("findings").iter();
    findings.map(|f| f["code"].as_str().expect("a code").to_string()).collect()
}

/// What the run has in review about a file, in words.
fn review(output: &Path, path: &str) -> String {
    let mut all = Vec::new();
    let mut take = |v: &Value| {
        for r in v["review"].as_array().into_iter().flatten() {
            let text = r.to_string();
            if text.contains(path) {
                all.push(text);
            }
        }
    };
    take(&common::json(&output.join("run.json")));
    for entry in std::fs::read_dir(output.join("authorities")).expect("authorities").flatten() {
        take(&common::json(&entry.path()));
    }
    all.join("\n")
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let root = format!(
        r#"<?xml version="1.0"?><Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let links = format!(
        r#"<?xml version="1.0"?><Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    );
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

/// A string table whose entities unfold to a billion words.
fn billion_laughs() -> Vec<u8> {
    let mut entities = String::from("<!ENTITY l0 \"ha\">");
    for n in 1..10 {
        let ten = format!("&l{};", n - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY l{n} \"{ten}\">"));
    }
    let strings = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE sst [{entities}]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"1\" uniqueCount=\"1\"><si><t>&l9;</t></si></sst>"
    );
    let sheet = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE worksheet [{entities}]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>&l9;</t></is></c></row></sheetData></worksheet>"
    );
    workbook(&sheet, &strings)
}

/// Two cells at opposite corners of the largest sheet there can be.
fn sparse_sheet() -> Vec<u8> {
    let sheet = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>";
    workbook(sheet, "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>")
}

/// A PDF of these objects, numbered from 1, the first of them the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    out
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

fn pdfs() -> Vec<(&'static str, Vec<u8>)> {
    let catalogue = || "<</Type/Catalog/Pages 2 0 R>>".to_string();
    let pages = || "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_string();
    let page = |content: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</F 5 0 R>>>>/Contents {content}>>"
        )
    };
    let deep = 200_000;
    let nested = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    let names = format!("{}1{}", "<</A ".repeat(deep), ">>".repeat(deep));
    let states = "q ".repeat(deep);
    let form = |content: &str| {
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</F 5 0 R>>>>",
            content,
        )
    };
    vec![
        ("page-tree-loop.pdf", {
            let pages = "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>".into();
            let loops = "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>".into();
            pdf(&[catalogue(), pages, loops])
        }),
        ("deep-array.pdf", pdf(&[catalogue(), pages(), page("4 0 R"), nested])),
        ("deep-dictionary.pdf", pdf(&[catalogue(), pages(), page("4 0 R"), names])),
        ("deep-states.pdf", pdf(&[catalogue(), pages(), page("4 0 R"), stream("", &states)])),
        (
            "form-in-itself.pdf",
            pdf(&[catalogue(), pages(), page("4 0 R"), stream("", "/F Do"), form("/F Do /F Do")]),
        ),
        (
            "deep-array-in-content.pdf",
            pdf(&[
                catalogue(),
                pages(),
                page("4 0 R"),
                stream("", &format!("{} TJ", "[".repeat(deep))),
            ]),
        ),
        ("length-of-itself.pdf", {
            let own = "<</Length 4 0 R>>\nstream\nBT ET\nendstream".into();
            pdf(&[catalogue(), pages(), page("4 0 R"), own])
        }),
        ("a-billion-pages.pdf", {
            let count = "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>".into();
            pdf(&[catalogue(), count, page("4 0 R"), stream("", "BT ET")])
        }),
    ]
}

/// Texts that nest without end.
fn nests() -> Vec<(&'static str, Vec<u8>)> {
    let deep = 300_000;
    let zip_with = |name: &str, xml: String| {
        let mime = if name == "content.xml" {
            b"application/vnd.oasis.opendocument.text".as_slice()
        } else {
            b""
        };
        zipped(&[("mimetype", mime), (name, xml.as_bytes())])
    };
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let table = "<w:tbl><w:tr><w:tc>".repeat(deep / 10);
    vec![
        ("deep.html", format!("<html><body>{}1", "<div>".repeat(deep)).into_bytes()),
        ("deep-tables.html", "<table><tr><td>".repeat(deep / 10).into_bytes()),
        ("deep.rtf", format!("{{\\rtf1 {}", "{".repeat(deep)).into_bytes()),
        (
            "deep.docx",
            zip_with(
                "word/document.xml",
                format!("<w:document xmlns:w=\"{word}\"><w:body>{table}"),
            ),
        ),
        ("deep.odt", zip_with("content.xml", "<a>".repeat(deep))),
        ("one-line.csv", "1,".repeat(deep).into_bytes()),
        ("quotes.csv", "\"".repeat(deep).into_bytes()),
        ("brackets.txt", "(".repeat(deep).into_bytes()),
        ("one-word.txt", "a".repeat(deep).into_bytes()),
        ("numbers.txt", "1 ".repeat(deep / 10).into_bytes()),
        ("attributes.html", {
            let attributes: String = (0..deep / 3).map(|n| format!("a{n}=1 ")).collect();
            format!("<p {attributes}>1</p>").into_bytes()
        }),
        ("cells-left-open.html", format!("<table>{}", "<tr><td>1".repeat(deep / 60)).into_bytes()),
        (
            "deep.eml",
            format!(
                "Received: by x\nMIME-Version: 1.0\nFrom: a@b\nTo: c@d\nSubject: x\n{}",
                (0..2_000)
                    .map(|n| format!(
                        "Content-Type: multipart/mixed; boundary=\"b{n}\"\n\n--b{n}\n"
                    ))
                    .collect::<String>()
            )
            .into_bytes(),
        ),
    ]
}

fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let nothing = vec![0u8; 48 << 20];
    let mut nested = zipped(&[("a.csv", b"Year,Allegations\n2016,3\n2017,4\n2018,5\n")]);
    for _ in 0..8 {
        nested = zipped(&[("in.zip", &nested)]);
    }
    let names: Vec<String> = (0..10_003).map(|n| format!("{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"".as_slice())).collect();
    let long = format!("{}.csv", "n".repeat(300));
    vec![
        ("bomb.zip", zipped(&[("zeros.csv", &nothing), ("note.txt", b"A note of no figures.")])),
        ("nested.zip", nested),
        ("many.zip", zipped(&many)),
        (
            "names.zip",
            zipped(&[
                ("../../outside.csv", b"a,b\n1,2\n"),
                ("/etc/outside.csv", b"a,b\n1,2\n"),
                ("C:\\outside.csv", b"a,b\n1,2\n"),
                (&long, b"Year,Allegations\n2016,3\n2017,4\n"),
                ("=1+1.csv", b"Year,Allegations\n2016,3\n2017,4\n2018,1\n"),
                ("<script>alert(1)</script>.csv", b"Year,Allegations\n2016,3\n2017,4\n"),
            ]),
        ),
    ]
}

/// Files that are not what their names say.
fn misnamed() -> Vec<(String, Vec<u8>)> {
    let parity = common::fixtures().join("read/parity");
    let mut out = Vec::new();
    for (ending, other) in [("xlsx", "pdf"), ("pdf", "docx"), ("docx", "csv"), ("csv", "xls")] {
        let bytes = std::fs::read(parity.join(format!("reply.{ending}"))).expect("readable");
        out.push((format!("really-{ending}.{other}"), bytes));
    }
    out
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::create_dir_all(folder).expect("made");
    std::fs::write(folder.join(name), bytes).expect("written");
}

fn good(folder: &Path) {
    let to = folder.join("dorset");
    std::fs::create_dir_all(&to).expect("made");
    let from = common::fixtures().join("responses/dorset");
    for file in std::fs::read_dir(from).expect("readable").flatten() {
        std::fs::copy(file.path(), to.join(file.file_name())).expect("copied");
    }
}

/// Links and names that a folder may hold; those the system refuses are left out.
#[cfg(unix)]
fn odd_names(folder: &Path) -> Vec<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::fs::symlink;
    std::fs::create_dir_all(folder).expect("made");
    symlink(".", folder.join("loop")).expect("linked");
    symlink("nowhere", folder.join("broken-link.pdf")).expect("linked");
    let text = b"The force recorded nothing of the kind.";
    let names: Vec<std::ffi::OsString> = vec![
        std::ffi::OsString::from_vec(b"caf\xe9 reply.txt".to_vec()),
        std::ffi::OsString::from_vec(b"caf\xe8 reply.txt".to_vec()),
        format!("{}.txt", "x".repeat(251)).into(),
        "two\nlines.txt".into(),
        "=cmd|' /C calc'!A0.txt".into(),
        "<img src=x onerror=alert(1)>.txt".into(),
    ];
    names
        .into_iter()
        .map(|name| folder.join(name))
        .filter(|path| std::fs::write(path, text).is_ok())
        .collect()
}

#[test]
fn nothing_stops_the_batch_and_everything_is_accounted_for() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    good(&input);
    let alone = place.path().join("alone");
    assert_eq!(extract(&input, &alone, &[]).status.code(), Some(0));
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut add = |name: &str, bytes: &[u8]| {
        put(&input.join("hostile"), name, bytes);
        made.insert(format!("hostile/{name}"));
    };
    add("laughs.xlsx", &billion_laughs());
    add("sparse.xlsx", &sparse_sheet());
    add("empty.pdf", b"");
    add("empty.csv", b"");
    for (name, bytes) in pdfs().into_iter().chain(nests()).chain(archives()) {
        add(name, &bytes);
    }
    for (name, bytes) in misnamed() {
        add(&name, &bytes);
    }
    #[cfg(unix)]
    let odd = odd_names(&input.join("names")).len();
    let output = place.path().join("out");
    let before = outside(place.path(), &output);
    let ran = extract(&input, &output, &["--file-timeout", "120", "--file-memory", "1024"]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    let listed: BTreeSet<String> = files(&output).into_iter().map(|(path, _)| path).collect();
    for name in &made {
        assert!(listed.contains(name), "{name} is not accounted for");
    }
    #[cfg(unix)]
    assert_eq!(listed.iter().filter(|p| p.starts_with("names/")).count(), odd);
    assert_eq!(outside(place.path(), &output), before, "something was written elsewhere");
    let (with, without) = (output.join("authorities"), alone.join("authorities"));
    let of = |folder: &Path| std::fs::read(folder.join("dorset.json")).expect("dorset");
    assert!(of(&with) == of(&without), "the good file reads otherwise beside hostile ones");
    for (path, file) in files(&output) {
        let findings = file["findings"].as_array().expect("findings");
        assert!(findings.iter().all(|f| f["code"] != "timed_out"), "{path} did not end");
    }
    told(&output);
    cannot_speak(&output);
}

/// Every file but those of the output.
fn outside(place: &Path, output: &Path) -> BTreeSet<PathBuf> {
    let all = walkdir::WalkDir::new(place).into_iter().flatten();
    all.map(walkdir::DirEntry::into_path).filter(|p| !p.starts_with(output)).collect()
}

/// What the run says of the files it could not read.
fn told(output: &Path) {
    for (name, code) in [
        ("empty.pdf", "empty_file"),
        ("empty.csv", "empty_file"),
        ("bomb.zip", "too_large"),
        ("many.zip", "too_large"),
        ("names.zip", "damaged_part"),
        ("deep.html", "damaged_part"),
        ("one-line.csv", "too_large"),
        ("attributes.html", "damaged_part"),
    ] {
        let path = format!("hostile/{name}");
        let found = codes(output, &path);
        assert!(found.contains(code), "{name}: {found:?}");
        assert!(review(output, &path).contains(code), "{name} is not in review");
    }
    assert!(codes(output, "hostile/sparse.xlsx").is_empty(), "only its two cells are read");
    for name in ["page-tree-loop.pdf", "nested.zip"] {
        let path = format!("hostile/{name}");
        assert!(!review(output, &path).is_empty(), "{name} is not in review");
    }
    let unread = files(output).into_iter().filter(|(_, f)| f["read"] == false);
    for (path, file) in unread {
        assert!(
            !file["findings"].as_array().expect("findings").is_empty(),
            "{path} without a word"
        );
    }
}

/// No name or text of a stranger's file is markup in the page or a formula in a table.
fn cannot_speak(output: &Path) {
    let page = std::fs::read_to_string(output.join("review.html")).expect("a page");
    assert!(!page.contains("<script") && !page.contains("<img"), "markup came through");
    for table in ["facts.csv", "ledger.csv"] {
        let bytes = std::fs::read(output.join(table)).expect("a table");
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        for record in reader.records() {
            for field in record.expect("a record").iter() {
                let first = field.trim_start().chars().next().unwrap_or(' ');
                assert!(!"=+-@".contains(first), "{table}: {field:?} may be a formula");
            }
        }
    }
}

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// Every response among the fixtures, but of the waves one file in four: they are six hundred, and damaged copies of
/// each take a quarter of an hour. Pictures are not flipped, only cut: reading each takes seconds, and one flipped
/// pixel is no damage.
fn fixtures() -> Vec<PathBuf> {
    let endings = [
        "csv", "doc", "docx", "eml", "html", "mht", "ods", "odt", "pdf", "png", "rtf", "txt",
        "xls", "xlsb", "xlsx", "zip",
    ];
    let all = walkdir::WalkDir::new(common::fixtures()).sort_by_file_name().into_iter().flatten();
    all.map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| endings.iter().any(|x| e == *x)))
        .enumerate()
        .filter(|(n, p)| n % 4 == 0 || p.components().all(|c| c.as_os_str() != "waves"))
        .map(|(_, p)| p)
        .collect()
}

#[test]
fn damaged_copies_of_the_fixtures_are_accounted_for() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    std::fs::create_dir(&input).expect("made");
    good(&input);
    let mut dice = Dice(20_210_618);
    let mut made = BTreeSet::new();
    for (n, path) in fixtures().iter().enumerate() {
        let bytes = std::fs::read(path).expect("readable");
        let ending = path.extension().expect("an ending").to_string_lossy().into_owned();
        let scan = path.components().any(|c| c.as_os_str() == "ocr") || ending == "png";
        let cut = bytes[..dice.below(bytes.len())].to_vec();
        let mut flipped = bytes;
        for _ in 0..1 + flipped.len() / 2_000 {
            let at = dice.below(flipped.len());
            flipped[at] ^= 1 << dice.below(8);
        }
        for (what, bytes) in [("cut", cut), ("flipped", flipped)] {
            if scan && what == "flipped" {
                continue;
            }
            let name = format!("{n}-{what}.{ending}");
            std::fs::write(input.join(&name), bytes).expect("written");
            made.insert(name);
        }
    }
    let output = place.path().join("out");
    let ran = extract(&input, &output, &["--file-timeout", "900"]);
    assert!(matches!(ran.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ran.stderr));
    let listed: BTreeMap<String, Value> = files(&output).into_iter().collect();
    for name in &made {
        let file = listed.get(name).unwrap_or_else(|| panic!("{name} is not accounted for"));
        let mut found = file["findings"].as_array().expect("findings").iter();
        assert!(found.all(|f| f["code"] != "timed_out"), "{name} did not end");
    }
    cannot_speak(&output);
}

/// A file that uses up its memory is named for it, and the others are read as if it were not there.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_needs_too_much_memory_costs_only_itself() {
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    good(&input);
    let row = "2016,Not upheld,3,4,5,6,7,8\n";
    put(&input.join("essex"), "large.csv", row.repeat((40 << 20) / row.len()).as_bytes());
    // In an archive it is one of several.
    let large = row.repeat((40 << 20) / row.len());
    let small = b"Year,Allegations\n2016,3\n2017,4\n2018,5\n";
    put(
        &input.join("kent"),
        "several.zip",
        &zipped(&[("a.csv", small), ("large.csv", large.as_bytes()), ("z.csv", small)]),
    );
    let output = place.path().join("out");
    let ran = extract(&input, &output, &["--file-memory", "700", "--file-timeout", "300"]);
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
    for path in ["essex/large.csv", "kent/several.zip!large.csv"] {
        assert!(codes(&output, path).contains("too_large"), "{path}: {:?}", codes(&output, path));
        assert!(review(&output, path).contains("of memory"), "{}", review(&output, path));
    }
    for path in ["kent/several.zip!a.csv", "kent/several.zip!z.csv"] {
        assert!(!codes(&output, path).contains("too_large"), "{path} is blamed for another");
    }
    assert!(output.join("authorities/dorset.json").is_file());
}

/// Only somebody who is not the system's master can be refused a file.
#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_opened_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().expect("a folder");
    let input = place.path().join("in");
    good(&input);
    let path = input.join("secret.csv");
    std::fs::write(&path, "a,b\n1,2\n").expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("set");
    if std::fs::read(&path).is_ok() {
        return;
    }
    let output = place.path().join("out");
    assert_eq!(extract(&input, &output, &[]).status.code(), Some(1));
    assert!(codes(&output, "secret.csv").contains("unreadable_file"));
}
