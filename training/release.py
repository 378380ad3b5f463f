"""A checkpoint → the model's folder: the ONNX file (int8, or float for a look), its vocabulary, a first card.

    python training/release.py --checkpoint RUN/last.pt --data DIR --vocabulary vocab.txt --out src/onrecord/model

Activation scales come from held-out documents. `settings.py` then fits decoding and calibration; `card.py` adds the
figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
import network
from graph import Scales, build
from settings import fresh
from train import COLUMNS, read_documents
from windows_of import batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces

SERVED_LINKS = 2
"""The links within a content stay in training: what lies within is decoded from a second reading of the content."""
LONGEST = 256
"""Pieces of the longest window served: the place embeddings beyond it are left out."""


@torch.no_grad()
def activation_ranges(reader: network.Reader, data: Path, pieces: WordPieces, cut: float) -> Scales:
    """Return the range of each quantised activation over held-out windows, the outermost `cut` of values left out."""
    reader.eval()
    seen: dict[str, list[np.ndarray]] = {}
    names = {}
    for n, layer in enumerate(reader.layers):
        names |= {
            layer.qkv: f"layers.{n}.qkv",
            layer.out: f"layers.{n}.out",
            layer.up: f"layers.{n}.up",
            layer.down: f"layers.{n}.down",
        }
    names[reader.tags] = "heads"
    mask: list[torch.Tensor] = []

    def hook(module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        x = inputs[0]
        x = x[mask[0]] if x.shape[:2] == mask[0].shape else x.flatten(0, -2)
        seen.setdefault(names[module], []).append(x.flatten().numpy()[::7])

    hooks = [m.register_forward_pre_hook(hook) for m in names]
    docs = [encode(d, pieces) for d in read_documents(data, ["held"])[:25]]
    rows = [r for d in docs for r in rows_of(d, pieces, 190)]
    for group in list(batches_of(rows, 4096))[::2]:
        batch = batch_of(group, pieces.pad, hard=False)
        mask[:] = [batch.mask]
        reader(batch.pieces, batch.cases, batch.quotes, batch.mask, batch.first)
    for one in hooks:
        one.remove()
    ranges = {}
    for name, values in seen.items():
        flat = np.concatenate(values)
        ranges[name] = (
            (float(np.quantile(flat, cut)), float(np.quantile(flat, 1 - cut)))
            if cut
            else (float(flat.min()), float(flat.max()))
        )
    return ranges


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True)
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--out", type=Path, required=True)
    add("--float", action="store_true", help="no quantising: for comparison")
    add("--cut", type=float, default=0.0)
    add("--window", type=int, default=190)
    add("--version", default="en-1")
    o = parser.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces.from_file(o.vocabulary)
    reader = network.load(o.checkpoint, 0.0)
    reader.eval()
    scales = None if o.float else activation_ranges(reader, o.data, pieces, o.cut)
    weights = {k: v.detach().numpy() for k, v in reader.state_dict().items()}
    shape = reader.shape
    served = 2 * shape.link * SERVED_LINKS
    weights |= {name: weights[name][:served] for name in ("links.weight", "links.bias")}
    model = build(
        weights,
        heads=shape.by_layer()[0],
        epsilon=shape.epsilon,
        positions=LONGEST,
        scales=scales,
        links=served,
    )
    raw = model.SerializeToString()
    name = "onrecord-en.int8.onnx"
    (o.out / name).write_bytes(raw)
    if o.vocabulary.resolve() != (o.out / "vocab.txt").resolve():
        shutil.copyfile(o.vocabulary, o.out / "vocab.txt")
    card = {
        "version": o.version,
        "file": {"name": name, "bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()},
        "vocabulary": {"name": "vocab.txt", "sha256": hashlib.sha256(o.vocabulary.read_bytes()).hexdigest()},
        "window": o.window,
        "columns": {k: [c.start, c.stop] for k, c in COLUMNS.items()},
        "decode": fresh()
        | {
            "distance": [[round(float(v), 4) for v in row] for row in weights["distance"][:SERVED_LINKS]],
            "none": [round(float(v), 4) for v in weights["none"][:SERVED_LINKS]],
        },
    }
    (o.out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{name}: {len(raw) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
