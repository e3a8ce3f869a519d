#!/usr/bin/env python3
"""Makes scans of letters with tables and measures how their cells are read.

    python3 benches/scan_pages.py make FOLDER          # twenty one-page scans and their key
    python3 benches/scan_pages.py score FOLDER PROGRAM # the program's cells against the key
    python3 benches/scan_pages.py tesseract FOLDER     # tesseract alone, given the boxes of the cells

Needs reportlab, Pillow, numpy and pdftoppm; the third also tesseract. Every page is invented:
four typefaces, 150 to 300 dpi, turned by up to 1.5 degrees, noise, blur and JPEG, grey or black and
white, put into a PDF by two writers. Seeded, so that the same pages come again.

A cell is exact when its text is the key's, spaces aside. A number is wrong in silence when it is
another number than the key's and the program has no doubt stated at its place.
"""
import io, json, math, random, subprocess, sys
from pathlib import Path

FACES = ["Liberation Sans", "Liberation Serif", "Carlito", "DejaVu Sans"]
# dpi, degrees, noise (standard deviation of grey values), blur radius, JPEG quality or "fax"
SCANS = [
    (300, 0.0, 4, 0.0, 85),
    (300, 0.9, 8, 0.6, 60),
    (200, -1.5, 6, 0.4, 70),
    (150, 0.5, 6, 0.3, 75),
    (200, 0.7, 10, 0.5, "fax"),
]
OUTCOMES = ["No case to answer", "Not upheld", "Case to answer - dismissed", "Resigned or retired",
            "Local resolution", "Withdrawn", "Management advice", "Service acceptable", "Ongoing (live)",
            "Final written warning", "De-recorded", "Discontinuance"]
LINES = ["Thank you for your request for information, which was received on 4 June 2021.",
         "We have searched the records held by the Professional Standards Department.",
         "Each allegation is counted once, in the year in which it was recorded, and the",
         "outcome shown is the one held when the search was run.", "Figures below five are shown as <5."]


def face_file(name, bold=False):
    style = "Bold" if bold else "Regular"
    return subprocess.check_output(["fc-match", "-f", "%{file}", f"{name}:style={style}"], text=True)


def number(rng):
    r = rng.random()
    if r < 0.15: return "<5"
    if r < 0.25: return "0"
    if r < 0.30: return "-"
    if r < 0.34: return "*"
    if r < 0.40: return f"1,{rng.randint(0, 999):03d}"
    return str(rng.choice([rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 999)]))


def page(path, face, rng):
    """Draws a page; gives its cells as (row, column, text, box in points from the top left)."""
    from reportlab.pdfgen import canvas
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    pdfmetrics.registerFont(TTFont(face, face_file(face)))
    pdfmetrics.registerFont(TTFont(face + " B", face_file(face, True)))
    c = canvas.Canvas(str(path), pagesize=(595, 842))
    size = rng.choice([9.5, 10.5, 11])
    y = 90
    def say(text, x=60, bold=False):
        nonlocal y
        c.setFont(face + (" B" if bold else ""), size)
        c.drawString(x, 842 - y, text)
        y += size * 1.5
    say("Freedom of Information request - response", bold=True)
    for line in LINES: say(line)
    cells, years = [], ["2016", "2017", "2018", "2019", "2020", "Total"]
    first, wide = 170, 50
    ruled = rng.random() < 0.7
    rows = [["Outcome"] + years] + [[o] + [number(rng) for _ in years]
                                    for o in rng.sample(OUTCOMES, rng.randint(6, 9))]
    high = size * rng.choice([1.7, 2.0])
    y += 12
    for r, row in enumerate(rows):
        x = 60
        for k, text in enumerate(row):
            w = first if k == 0 else wide
            bold = r == 0
            c.setFont(face + (" B" if bold else ""), size)
            base = 842 - (y + high - size * 0.55)
            if k == 0: c.drawString(x + 4, base, text)
            else: c.drawRightString(x + w - 8, base, text)
            if ruled: c.rect(x, 842 - y - high, w, high)
            cells.append([r, k, text, [x, y, x + w, y + high]])
            x += w
        if not ruled: c.line(60, 842 - y - high, x, 842 - y - high)
        y += high
    y += 20
    say("If you are not content with this response you may ask for a review within 40 working days.")
    c.save()
    return cells


def scan(pdf, out, how, rng, writer):
    import numpy as np
    from PIL import Image, ImageFilter
    dpi, turn, noise, blur, kind = how
    ppm = subprocess.check_output(["pdftoppm", "-r", str(dpi), "-gray", str(pdf)])
    im = Image.open(io.BytesIO(ppm)).convert("L")
    im = im.rotate(turn, resample=Image.BICUBIC, fillcolor=255)
    if blur: im = im.filter(ImageFilter.GaussianBlur(blur * dpi / 200))
    a = np.asarray(im).astype(float)
    g = np.random.default_rng(rng.randint(0, 2**31))
    a = a * 0.93 + 8 + g.normal(0, noise, a.shape)
    im = Image.fromarray(a.clip(0, 255).astype("uint8"))
    if kind == "fax":
        im = im.point(lambda v: 255 if v > 128 else 0).convert("1")
    if writer == "pillow" or kind == "fax":
        im.save(out, "PDF", resolution=dpi, **({} if kind == "fax" else {"quality": kind}))
    else:
        from reportlab.pdfgen import canvas
        from reportlab.lib.utils import ImageReader
        jpg = io.BytesIO()
        im.save(jpg, "JPEG", quality=kind)
        jpg.seek(0)
        c = canvas.Canvas(str(out), pagesize=(595, 842))
        c.drawImage(ImageReader(jpg), 0, 0, 595, 842)
        c.save()


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    key, n = {}, 0
    for f, face in enumerate(FACES):
        for s, how in enumerate(SCANS):
            rng = random.Random(7000 + n)
            clean, out = folder / f"clean{n:02}.pdf", folder / f"scan{n:02}.pdf"
            cells = page(clean, face, rng)
            scan(clean, out, how, rng, "pillow" if (f + s) % 2 else "reportlab")
            key[out.name] = {"face": face, "scan": how, "cells": cells}
            n += 1
    (folder / "key.json").write_text(json.dumps(key, indent=1))


def squeeze(text):
    return "".join(text.split()).replace("–", "-").replace("—", "-")


def turned(box, degrees):
    """The middle of a box on the turned page, in points."""
    x, y = (box[0] + box[2]) / 2 - 297.5, (box[1] + box[3]) / 2 - 421
    a = math.radians(-degrees)
    return x * math.cos(a) - y * math.sin(a) + 297.5, x * math.sin(a) + y * math.cos(a) + 421


def is_number(text):
    return any(ch.isdigit() for ch in text)


def report(rows):
    cells = right = numbers = wrong = silent = 0
    for name, how, got in rows:
        bad = []
        for text, read, doubted in got:
            cells += 1
            same = squeeze(text) == squeeze(read)
            right += same
            if is_number(text):
                numbers += 1
                if not same and is_number(read):
                    wrong += 1
                    silent += not doubted
            if not same: bad.append((text, read, "doubted" if doubted else ""))
        print(name, how, f"{len(got) - len(bad)}/{len(got)}", bad[:8])
    print(f"cells exact {right}/{cells} = {right / cells:.4f}; of {numbers} numbers "
          f"{wrong} read as another, {silent} of them without a doubt stated")


def score(folder, program):
    rows = []
    for name, k in json.loads((folder / "key.json").read_text()).items():
        done = subprocess.run([program, "show", "--json", str(folder / name)], capture_output=True, text=True)
        doc = json.loads(done.stdout)
        got_cells = [c for b in doc["blocks"] if b["kind"] == "table" for c in b["cells"]]
        doubts = [(u["text"], u["locator"]["bbox"]) for u in doc.get("uncertain", [])]
        got = []
        turn = k["scan"][1]
        for _, _, text, box in k["cells"]:
            x, y = turned(box, turn)
            here = [c for c in got_cells if near(c["locator"]["bbox"], x, y, box)]
            read = " ".join(c["text"] for c in here)
            doubted = any(near(d, x, y, box) for _, d in doubts)
            got.append((text, read, doubted))
        rows.append((name, (k["face"], *k["scan"]), got))
    report(rows)


def near(b, x, y, box):
    """Whether a read box stands in the key's cell that is centred at x, y."""
    mx, my = (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
    return abs(mx - x) <= (box[2] - box[0]) / 2 and abs(my - y) <= (box[3] - box[1]) / 2


def tesseract(folder):
    rows = []
    for name, k in json.loads((folder / "key.json").read_text()).items():
        dpi = k["scan"][0]
        png = subprocess.check_output(["pdftoppm", "-r", str(dpi), "-gray", "-png", str(folder / name)])
        tsv = subprocess.run(["tesseract", "-", "-", "--dpi", str(dpi), "--psm", "6", "tsv"], input=png,
                             capture_output=True).stdout.decode()
        words = []
        for line in tsv.splitlines()[1:]:
            f = line.split("\t")
            if len(f) == 12 and f[11].strip():
                l, t, w, h = (float(v) * 72 / dpi for v in f[6:10])
                words.append((f[11], [l, t, l + w, t + h]))
        got = []
        for _, _, text, box in k["cells"]:
            x, y = turned(box, k["scan"][1])
            got.append((text, " ".join(w for w, b in words if near(b, x, y, box)).strip("|[]_ "), False))
        rows.append((name, (k["face"], *k["scan"]), got))
    report(rows)


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    {"make": make, "tesseract": tesseract}[what](folder) if what != "score" else score(folder, sys.argv[3])
