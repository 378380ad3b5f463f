"""Soft labels: what trained readers say of every word of the training documents, for a smaller one to learn from.

    python training/soft.py --checkpoint RUN/last.pt ... --data DIR --vocabulary vocab.txt --out soft.pt

Of several readers the mean of their probabilities is kept, as logarithms.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
import network
from train import COLUMNS, read_documents
from windows_of import batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces


def mean_of(tags: list[torch.Tensor]) -> torch.Tensor:
    """Return the logarithms of the mean probabilities, head by head."""
    parts = []
    for columns in COLUMNS.values():
        each = torch.stack([torch.log_softmax(one[..., columns].float(), -1) for one in tags])
        parts.append(torch.logsumexp(each, 0) - math.log(len(tags)))
    return torch.cat(parts, -1).clamp(min=-20)


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, nargs="+", required=True)
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--sets", nargs="+", default=["train"])
    add("--out", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(1)
    pieces = WordPieces.from_file(o.vocabulary)
    readers = [network.load(path, 0.0).eval() for path in o.checkpoint]
    docs = [encode(d, pieces) for d in read_documents(o.data, o.sets)]
    found = {
        d.doc.id: (np.zeros((len(d), sum(network.TAGS.values())), np.float16), np.zeros((len(d), 1), np.float16))
        for d in docs
    }
    rows = [r for d in docs for r in rows_of(d, pieces, 220)]
    for group in batches_of(rows, 4096):
        batch = batch_of(group, pieces.pad, hard=False)
        inputs = (batch.pieces, batch.cases, batch.quotes, batch.mask, batch.first)
        with torch.autocast("cpu", torch.bfloat16):
            tags = mean_of([reader(*inputs)[0] for reader in readers])
        for row, one in zip(tags.numpy(), group, strict=True):
            found[one.doc.doc.id][0][one.word] = row[: len(one.word)]
    torch.save(found, o.out)
    print(f"{len(found)} documents")


if __name__ == "__main__":
    main()
