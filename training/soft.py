"""Soft labels: what trained readers say of every word of the training documents, for a smaller one to learn from.

    python training/soft.py --checkpoint RUN/last.pt ... --data DIR --vocabulary vocab.txt --out soft.pt

Of several readers the mean of their probabilities is kept: of tags as logarithms, of links for the likeliest ends.
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
from windows_of import Row, Soft, batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces

FEW = 4
"""Ends kept of each link."""
TAUGHT_LINKS = 2
"""Content → cue and cue → source: no teacher learned the links within."""


def mean_of(tags: list[torch.Tensor]) -> torch.Tensor:
    """Return the logarithms of the mean probabilities, head by head."""
    parts = []
    for columns in COLUMNS.values():
        each = torch.stack([torch.log_softmax(one[..., columns].float(), -1) for one in tags])
        parts.append(torch.logsumexp(each, 0) - math.log(len(tags)))
    return torch.cat(parts, -1).clamp(min=-20)


def ends_of(scores: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the likeliest ends of a link by the mean of the readers, and their probabilities: [batch, words, few]."""
    mean = torch.stack([torch.softmax(one.float(), -1) for one in scores]).mean(0)
    top = mean.topk(min(FEW, mean.shape[-1]), -1)
    return top.indices, top.values


def read(readers: list[network.Reader], group: list[Row], pad: int, found: dict[str, Soft]) -> None:
    """Write what `readers` say of the windows `group` into `found`."""
    batch = batch_of(group, pad, hard=False)
    inputs = (batch.pieces, batch.cases, batch.quotes, batch.mask, batch.first)
    with torch.autocast("cpu", torch.bfloat16):
        said = [reader(*inputs) for reader in readers]
    tags = mean_of([one[0] for one in said]).numpy()
    for which in range(TAUGHT_LINKS):
        scores = [r.link_scores(one[1], which, batch.words) for r, one in zip(readers, said, strict=True)]
        to, share = (x.numpy() for x in ends_of(scores))
        for i, row in enumerate(group):
            w = len(row.word)
            # The last column is none, columns of padding have no share.
            ends = np.append(row.word, np.full(scores[0].shape[1] + 1 - w, -1))[to[i, :w]]
            found[row.doc.doc.id].to[which, row.word, : to.shape[2]] = ends
            found[row.doc.doc.id].share[which, row.word, : to.shape[2]] = share[i, :w]
    for i, row in enumerate(group):
        found[row.doc.doc.id].tags[row.word] = tags[i, : len(row.word)]


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, nargs="+", required=True)
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--sets", nargs="+", default=["train"])
    add("--threads", type=int, default=1)
    add("--out", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    pieces = WordPieces.from_file(o.vocabulary)
    readers = [network.load(path, 0.0).eval() for path in o.checkpoint]
    docs = [encode(d, pieces) for d in read_documents(o.data, o.sets)]
    found = {
        d.doc.id: Soft(
            np.zeros((len(d), sum(network.TAGS.values())), np.float16),
            np.full((TAUGHT_LINKS, len(d), FEW), -1, np.int32),
            np.zeros((TAUGHT_LINKS, len(d), FEW), np.float16),
        )
        for d in docs
    }
    for group in batches_of([r for d in docs for r in rows_of(d, pieces, 220)], 4096):
        read(readers, group, pieces.pad, found)
    torch.save(found, o.out)
    print(f"{len(found)} documents")


if __name__ == "__main__":
    main()
