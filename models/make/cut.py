#!/usr/bin/env python3
"""Makes the two files under models/ from the models RapidOCR ships.

    pip download --no-deps rapidocr==3.10.0 && unzip rapidocr-3.10.0-*.whl -d wheel
    pip install onnx numpy
    python3 models/make/cut.py wheel/rapidocr/models models

The recogniser knows 18,708 signs, nearly all Chinese. Its last layer is cut to the Latin ones, which
saves 9 MB and keeps it from reading an asterisk as a Chinese sign. The weights of both are
rounded to 11 significant bits (what a half float keeps), so that they pack to about half; the program
computes in 32 bits as before. Names are shortened and the result is gzipped without a time stamp:
the same input always gives the same bytes.
"""

import gzip
import hashlib
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper

# Significant bits kept of a weight.
BITS = 11
# Signs kept beside printable ASCII and the letters of Latin-1; Welsh needs the first four.
SIGNS = "ŵŷŴŶŠšŽž£€¢§©®°±²³¹¼½¾×÷·•–—‘’“”…†‡™●○■□▪◦✓≤≥¬"


def is_latin(sign: str) -> bool:
    if len(sign) != 1:
        return False
    n = ord(sign)
    return 0x21 <= n <= 0x7E or 0xC0 <= n <= 0xFF or sign in SIGNS


def rounded(values: np.ndarray) -> np.ndarray:
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    low = 24 - BITS
    half = np.uint32(1 << (low - 1))
    kept = (bits + half) & np.uint32(0xFFFFFFFF << low & 0xFFFFFFFF)
    return kept.view(np.float32)


def pack(model: onnx.ModelProto, path: pathlib.Path) -> None:
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT and np.prod(tensor.dims) > 64:
            values = numpy_helper.to_array(tensor)
            tensor.CopyFrom(numpy_helper.from_array(rounded(values), tensor.name))
    del model.graph.value_info[:]
    del model.metadata_props[:]
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    path.write_bytes(gzip.compress(model.SerializeToString(deterministic=True), 9, mtime=0))


def cut(model: onnx.ModelProto) -> str:
    """Cuts the last layer; returns the signs of the classes after the blank."""
    listed = next(p.value for p in model.metadata_props if p.key == "character").split("\n")
    signs = ["", *listed]
    by_name = {t.name: t for t in model.graph.initializer}
    matmul = [n for n in model.graph.node if n.op_type == "MatMul"][-1]
    weights = by_name[matmul.input[1]]
    classes = weights.dims[1]
    signs = signs[: classes - 1] + [" "]
    assert len(signs) == classes, (len(signs), classes)
    keep = [0] + [i for i, s in enumerate(signs) if s == " " or i > 0 and is_latin(s)]
    add = next(n for n in model.graph.node if matmul.output[0] in n.input)
    bias = by_name[next(i for i in add.input if i in by_name)]
    for tensor, axis in ((weights, 1), (bias, 0)):
        values = numpy_helper.to_array(tensor).take(keep, axis=axis)
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values), tensor.name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(keep)
    return "".join(signs[i] for i in keep[1:])


def main() -> None:
    source, target = map(pathlib.Path, sys.argv[1:3])
    detector = onnx.load(source / "PP-OCRv6_det_small.onnx")
    pack(detector, target / "detector.onnx.gz")
    recogniser = onnx.load(source / "PP-OCRv6_rec_small.onnx")
    (target / "signs.txt").write_text(cut(recogniser), encoding="utf-8")
    pack(recogniser, target / "recogniser.onnx.gz")
    lines = []
    for path in sorted(source.glob("PP-OCRv6_*_small.onnx")):
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name} (as shipped)")
    for name in ("detector.onnx.gz", "recogniser.onnx.gz", "signs.txt"):
        digest = hashlib.sha256((target / name).read_bytes()).hexdigest()
        lines.append(f"{digest}  {name}")
    (target / "SHA256SUMS").write_text("\n".join(lines) + "\n")


main()
