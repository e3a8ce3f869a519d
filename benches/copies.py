"""Lays out many copies of a folder of responses, each with other bytes but the same content, so that
nothing can be taken from one copy for another. Pictures and scans are left out with --without.

    python3 benches/copies.py RESPONSES OUT FILES [--without NAME ...]
"""

import argparse
import io
import pathlib
import zipfile


def marked(name: str, data: bytes, n: int) -> bytes:
    """The same document in other bytes."""
    ending = name.rsplit(".", 1)[-1].lower()
    if data[:4] == b"PK\3\4":
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a") as archive:
            archive.comment = str(n).encode()
        return out.getvalue()
    if data[:5] == b"%PDF-":
        return data + b"\n%%%d\n" % n
    if ending in ("html", "htm", "svg"):
        return data + b"<!-- %d -->" % n
    if ending == "css":
        return data + b"/* %d */" % n
    if ending == "eml":
        return b"X-Copy: %d\r\n" % n + data
    if ending in ("xls", "doc", "msg"):
        return data + str(n).zfill(512).encode()
    return data + bytes(ord(" ") if bit == "1" else ord("\t") for bit in bin(n)[2:])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("responses", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("files", type=int)
    parser.add_argument("--without", nargs="*", default=[])
    args = parser.parse_args()
    sources = sorted(p for p in args.responses.rglob("*") if p.is_file())
    sources = [p for p in sources if not any(w in p.name for w in args.without)]
    for n in range(args.files):
        source, copy = sources[n % len(sources)], n // len(sources)
        below = source.relative_to(args.responses)
        to = args.out / f"{below.parts[0]}-{copy:05}" / pathlib.Path(*below.parts[1:])
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(marked(source.name, source.read_bytes(), n))


main()
