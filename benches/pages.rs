//! Pages of PDF read per second, tables included: a letter of running text and tables as forces send
//! them, made here. `cargo bench --bench pages`; figures in benches/README.md.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use foi_tally::read::pdf;

/// Pages of the letter.
const PAGES: usize = 40;

/// A letter of so many pages: each has three paragraphs and a table of six rows and columns.
fn letter(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into(),
    ];
    for i in 0..pages {
        let text = page(i);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * i
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, body) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{body}\nendobj\n", n + 1).into_bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = places.len() + 1;
    out.extend(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").into_bytes(),
    );
    out
}

fn page(number: usize) -> String {
    let put = |x: usize, y: usize, t: &str| format!("BT /F1 10 Tf {x} {y} Td ({t}) Tj ET\n");
    let mut out = put(60, 800, &format!("Reply to request {number}"));
    for paragraph in 0..3 {
        for line in 0..6 {
            let y = 770 - 90 * paragraph - 13 * line;
            let words = "the force has searched its records and holds what was asked for in part";
            out += &put(60, y, words);
        }
    }
    for row in 0..6 {
        let y = 460 - 18 * row;
        out += &format!("60 {} m 540 {} l S\n", y + 13, y + 13);
        out += &put(64, y, ["Outcome", "Upheld", "Not upheld", "Dismissed", "Open", "Total"][row]);
        for col in 0..5 {
            let cell = if row == 0 { 2016 + col } else { (number + row * col) % 40 };
            out += &put(250 + 60 * col, y, &cell.to_string());
        }
    }
    out
}

fn pages(c: &mut Criterion) {
    let bytes = letter(PAGES);
    let mut group = c.benchmark_group("read");
    group.throughput(Throughput::Elements(PAGES as u64));
    group.sample_size(10);
    group.bench_function("letter with tables", |b| b.iter(|| pdf::read(&bytes, "letter.pdf")));
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
