"""A thinner reader out of a trained one: upper layers and the heads and neurons that the loss needs least are dropped.

    python training/prune.py --checkpoint RUN/last.pt --data DIR --vocabulary vocab.txt --out thin.pt

Importance is |weight * gradient| of the loss, summed over windows of the training documents: by head over its slice of
the attention's output matrix, by neuron over its column of the second inner matrix. The thinner reader is trained
further by `train.py --base thin.pt`. Over all layers the heads, and the neurons in blocks, that matter most are kept,
so that layers differ in width. `--copy-links` starts the links within as copies of the others, where none were learned.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent))
import network
from train import loss_of, read_documents
from windows_of import batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces

BLOCK = 64
"""Inner neurons are kept in blocks of this size, a multiple of what the int8 product takes at once."""


Scores = list[tuple[torch.Tensor, torch.Tensor]]
"""Importance of each head and of each inner neuron, layer by layer."""


def importance(reader: network.Reader, data: Path, pieces: WordPieces, steps: int) -> Scores:
    reader.train()
    docs = read_documents(data, ["train"])
    random.Random(1).shuffle(docs)
    rows = [r for d in docs[: 3 * steps] for r in rows_of(encode(d, pieces), pieces, 190)]
    found = [(torch.zeros(h), torch.zeros(n)) for h, n in zip(*reader.shape.by_layer(), strict=True)]
    for group in list(batches_of(rows, 2048, random.Random(2)))[:steps]:
        reader.zero_grad()
        loss, _ = loss_of(reader, batch_of(group, pieces.pad), 0.0)
        loss.backward()
        for (by_head, by_neuron), layer in zip(found, reader.layers, strict=True):
            product = (layer.out.weight.grad * layer.out.weight).detach()
            by_head.add_(product.view(-1, layer.heads, layer.size).sum((0, 2)).abs())
            by_neuron.add_((layer.down.weight.grad * layer.down.weight).detach().sum(0).abs())
    return found


def shares(scores: list[torch.Tensor], total: int, block: int) -> list[int]:
    """Return how many each layer keeps of `total`, in whole blocks, one at least: the blocks that matter most.

    A layer's blocks are its scores in falling order, so that what is kept of a layer is always its best.
    """
    blocks = [
        (float(part.sum()), n)
        for n, one in enumerate(scores)
        for part in one.sort(descending=True).values.split(block)[1:]
    ]
    kept = [1] * len(scores)
    for _, n in sorted(blocks, reverse=True)[: total // block - len(scores)]:
        kept[n] += 1
    return [block * k for k in kept]


def thinner(reader: network.Reader, scores: Scores, layers: int, heads: int, inner: int) -> network.Reader:
    """Return `reader` with its lowest `layers`, and of them `heads` heads and `inner` inner neurons on the mean."""
    scores = scores[:layers]
    kept_heads = shares([one for one, _ in scores], heads * layers, 1)
    kept_inner = shares([one for _, one in scores], inner * layers, BLOCK)
    shape = dataclasses.replace(reader.shape, layers=layers, heads=kept_heads, inner=kept_inner)
    thin = network.Reader(shape, 0.1)
    state = dict(reader.state_dict())
    size = shape.size
    for n, (by_head, by_neuron) in enumerate(scores):
        at = f"layers.{n}."
        kept = by_head.topk(kept_heads[n]).indices.sort().values
        rows = (kept[:, None] * size + torch.arange(size)[None]).flatten()
        whole = torch.cat([rows + k * len(by_head) * size for k in range(3)])
        neurons = by_neuron.topk(kept_inner[n]).indices.sort().values
        for name, chosen in (("qkv", whole), ("up", neurons)):
            for part in ("weight", "bias"):
                state[f"{at}{name}.{part}"] = state[f"{at}{name}.{part}"][chosen]
        state[at + "out.weight"] = state[at + "out.weight"][:, rows]
        state[at + "down.weight"] = state[at + "down.weight"][:, neurons]
    gone = tuple(f"layers.{n}." for n in range(layers, reader.shape.layers))
    state = {name: value for name, value in state.items() if not name.startswith(gone)}
    thin.load_state_dict(state)
    return thin


def copy_links(reader: network.Reader) -> None:
    """Start the links within as copies of the others, for a reader whose teacher learned none."""
    half = reader.shape.link * 4
    state = reader.state_dict()
    for name in ("links.weight", "links.bias"):
        state[name] = torch.cat([state[name][:half], state[name][:half]])
    state["distance"] = torch.cat([state["distance"][:2], state["distance"][:2]])
    state["none"] = torch.cat([state["none"][:2], state["none"][:2]])
    reader.load_state_dict(state)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True)
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--layers", type=int, default=6)
    add("--heads", type=int, default=8, help="a layer, on the mean")
    add("--inner", type=int, default=1024, help="neurons a layer, on the mean")
    add("--steps", type=int, default=20)
    add("--copy-links", action="store_true")
    add("--out", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    reader = network.load(o.checkpoint, 0.0)
    scores = importance(reader, o.data, WordPieces.from_file(o.vocabulary), o.steps)
    thin = thinner(reader, scores, o.layers, o.heads, o.inner)
    if o.copy_links:
        copy_links(thin)
    network.save(thin, o.out)
    weights = sum(p.numel() for p in thin.parameters())
    print(f"{thin.shape.heads} heads, {thin.shape.inner} neurons, {weights / 1e6:.1f} M weights")


if __name__ == "__main__":
    main()
