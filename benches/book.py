"""Writes a PDF of so many pages, each with paragraphs and a table that tells its page, to see whether
the memory that reading takes grows with the pages: `python3 benches/book.py 5000 > book.pdf`, then
`/usr/bin/time -v foi-tally show book.pdf --json > book.json`, and `python3 benches/book.py --check
book.json`, which looks every page's figures up in what was read."""
import json
import sys
import zlib

ROWS = ["Upheld", "Not upheld", "Dismissed", "Open", "Total"]


def figures(page):
    """Figures of the table on a page, row by row; the last row is the sum of the others."""
    rows = [[(page * 7 + row * 5 + col * 3) % 90 for col in range(5)] for row in range(4)]
    return rows + [[sum(column) for column in zip(*rows)]]


def content(page):
    put = lambda x, y, text: f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n"
    out = put(60, 800, f"Reply to request {page}")
    for paragraph in range(3):
        for line in range(6):
            words = "the force has searched its records and holds what was asked for in part"
            out += put(60, 770 - 90 * paragraph - 13 * line, words)
    cells = [["Outcome", *map(str, range(2016, 2021))]]
    cells += [[name, *map(str, row)] for name, row in zip(ROWS, figures(page))]
    for row, texts in enumerate(cells):
        y = 460 - 18 * row
        out += f"60 {y + 13} m 540 {y + 13} l S\n"
        for col, text in enumerate(texts):
            out += put(64 + (130 + 66 * (col - 1) if col else 0), y, text)
    out += f"60 {460 - 18 * 6 + 13} m 540 {460 - 18 * 6 + 13} l S\n"
    return zlib.compress(out.encode())


def write(pages):
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i in range(pages):
        text = content(i + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode())
        head = f"<< /Length {len(text)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + text + b"\nendstream")
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += (f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\n"
            f"startxref\n{start}\n%%EOF").encode()
    sys.stdout.buffer.write(out)


def check(path):
    document = json.load(open(path))
    tables = [b for b in document["blocks"] if b["kind"] == "table"]
    wrong = 0
    for page, table in enumerate(tables, 1):
        cells = {(c["row"], c["col"]): c["text"] for c in table["cells"]}
        want = {(r + 1, c + 1): str(n)
                for r, row in enumerate(figures(page)) for c, n in enumerate(row)}
        wrong += any(cells.get(place) != text for place, text in want.items())
    print(f"{document['pages']} pages, {len(tables)} tables, {wrong} of them wrong")


if sys.argv[1] == "--check":
    check(sys.argv[2])
else:
    write(int(sys.argv[1]))
