"""A thinner reader out of a trained one: upper layers and the heads and neurons that the loss needs least are dropped.

    python training/prune.py --checkpoint RUN/last.pt --data DIR --vocabulary vocab.txt --out thin.pt

Importance is |weight * gradient| of the loss, summed over windows of the training documents: by head over its slice of
the attention's output matrix, by neuron over its column of the second inner matrix. The thinner reader is trained
further by `train.py --base thin.pt`. Its inner links start as copies of the outer ones: the first reader learned none.
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


def importance(
    reader: network.Reader, data: Path, pieces: WordPieces, steps: int
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    reader.train()
    docs = read_documents(data, ["train"])
    random.Random(1).shuffle(docs)
    rows = [r for d in docs[: 3 * steps] for r in rows_of(encode(d, pieces), pieces, 190)]
    found = [(torch.zeros(reader.shape.heads), torch.zeros(reader.shape.inner)) for _ in reader.layers]
    for group in list(batches_of(rows, 2048, random.Random(2)))[:steps]:
        reader.zero_grad()
        loss, _ = loss_of(reader, batch_of(group, pieces.pad), 0.0)
        loss.backward()
        for (by_head, by_neuron), layer in zip(found, reader.layers, strict=True):
            product = (layer.out.weight.grad * layer.out.weight).detach()
            by_head.add_(product.view(-1, reader.shape.heads, reader.shape.size).sum((0, 2)).abs())
            by_neuron.add_((layer.down.weight.grad * layer.down.weight).detach().sum(0).abs())
    return found


def thinner(
    reader: network.Reader, scores: list[tuple[torch.Tensor, torch.Tensor]], layers: int, heads: int, inner: int
) -> network.Reader:
    shape = dataclasses.replace(reader.shape, layers=layers, heads=heads, inner=inner)
    thin = network.Reader(shape, 0.1)
    state = dict(reader.state_dict())
    size = shape.size
    for n, (by_head, by_neuron) in enumerate(scores[:layers]):
        at = f"layers.{n}."
        kept = by_head.topk(heads).indices.sort().values
        rows = (kept[:, None] * size + torch.arange(size)[None]).flatten()
        full = reader.shape.heads * size
        whole = torch.cat([rows + k * full for k in range(3)])
        neurons = by_neuron.topk(inner).indices.sort().values
        state[at + "qkv.weight"], state[at + "qkv.bias"] = (
            state[at + "qkv.weight"][whole],
            state[at + "qkv.bias"][whole],
        )
        state[at + "out.weight"] = state[at + "out.weight"][:, rows]
        state[at + "up.weight"], state[at + "up.bias"] = (
            state[at + "up.weight"][neurons],
            state[at + "up.bias"][neurons],
        )
        state[at + "down.weight"] = state[at + "down.weight"][:, neurons]
    gone = tuple(f"layers.{n}." for n in range(layers, reader.shape.layers))
    state = {name: value for name, value in state.items() if not name.startswith(gone)}
    half = shape.link * 4
    for name in ("links.weight", "links.bias"):
        state[name] = torch.cat([state[name][:half], state[name][:half]])
    state["distance"] = torch.cat([state["distance"][:2], state["distance"][:2]])
    state["none"] = torch.cat([state["none"][:2], state["none"][:2]])
    thin.load_state_dict(state)
    return thin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True)
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--layers", type=int, default=6)
    add("--heads", type=int, default=8)
    add("--inner", type=int, default=1024)
    add("--steps", type=int, default=20)
    add("--out", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    reader = network.load(o.checkpoint, 0.0)
    scores = importance(reader, o.data, WordPieces.from_file(o.vocabulary), o.steps)
    thin = thinner(reader, scores, o.layers, o.heads, o.inner)
    network.save(thin, o.out)
    print(f"{sum(p.numel() for p in thin.parameters()) / 1e6:.1f} M weights")


if __name__ == "__main__":
    main()
