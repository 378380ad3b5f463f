"""Train a reader, from a base or from a checkpoint, with or without soft labels.

    python training/train.py --data DIR --vocabulary vocab.txt --base model.safetensors --out RUN --epochs 3

Writes RUN/last.pt at every `--save` steps and at the end, RUN/log.txt, and goes on from RUN/last.pt when it is there.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from pathlib import Path

import corpora
import network
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from windows_of import Batch, Encoded, Noise, Row, batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces

COLUMNS = {"roles": slice(0, 7), "inner": slice(7, 14), "levels": slice(14, 21), "kinds": slice(21, 25)}
OWN_LABELS = ("page-", "written-")
"""How the ids begin of the documents that we labelled ourselves."""
WEIGHTS = {"roles": 1.0, "inner": 0.4, "levels": 0.3, "kinds": 0.15}


def read_documents(folder: Path, names: list[str]) -> list[corpora.Document]:
    sys.modules["__main__"].Document, sys.modules["__main__"].Labelled = corpora.Document, corpora.Labelled  # type: ignore[attr-defined]
    return [doc for name in names for doc in pickle.loads((folder / f"{name}.pickle").read_bytes())]


def loss_of(reader: network.Reader, batch: Batch, soft: float) -> tuple[Tensor, dict[str, float]]:
    """Return the loss and its parts; `soft` is the share of the teacher's word."""
    with torch.autocast("cpu", torch.bfloat16):
        tags, links = reader(batch.pieces, batch.cases, batch.quotes, batch.mask, batch.first)
    total = torch.zeros(())
    told = {}
    for name, columns in COLUMNS.items():
        gold = batch.tags[name]
        known = gold != -100
        # The teacher was not taught the layer within: of it only the labels are learned.
        use = soft if batch.teacher is not None and name != "inner" else 0.0
        if use < 1 and known.any():
            one = F.cross_entropy(tags[..., columns].transpose(1, 2), gold, ignore_index=-100)
            told[name] = one.item()
            total = total + (1 - use) * WEIGHTS[name] * one
        if use and batch.teacher is not None:
            here = batch.words & (known if name == "kinds" else batch.words)
            want = F.softmax(batch.teacher.tags[..., columns], -1)[here]
            kl = -(want * F.log_softmax(tags[..., columns], -1)[here]).sum(-1).mean() if here.any() else 0.0
            total = total + use * WEIGHTS[name] * kl
    for which in range(4):
        gold = batch.links[which]
        if (gold == -100).all():
            continue
        scores = reader.link_scores(links, which, batch.words)
        one = F.cross_entropy(scores.transpose(1, 2), gold, ignore_index=-100)
        told[network.LINKS[which]] = one.item()
        if soft and batch.teacher is not None and which < len(batch.teacher.links):
            one = (1 - soft) * one + soft * taught_links(scores, batch.teacher.links[which], gold != -100)
        weight = 0.5 if which < 2 else 0.3
        total = total + weight * one
    return total, told


def taught_links(scores: Tensor, want: Tensor, known: Tensor) -> Tensor:
    """Return the cross-entropy of `scores` to the teacher's ends, over `known` words that have one in the window."""
    held = want.sum(-1)
    here = known & (held > 0.3)
    if not here.any():
        return torch.zeros(())
    return -(want[here] / held[here][:, None] * F.log_softmax(scores[here], -1)).sum(-1).mean()


@torch.no_grad()
def held_losses(reader: network.Reader, docs: list[Encoded], pieces: WordPieces) -> dict[str, float]:
    reader.eval()
    sums: dict[str, float] = {}
    rows = [r for d in docs for r in rows_of(d, pieces, 190)]
    n = 0
    for group in batches_of(rows, 4096):
        batch = batch_of(group, pieces.pad)
        _, told = loss_of(reader, batch, 0.0)
        for k, v in told.items():
            sums[k] = sums.get(k, 0.0) + v
        n += 1
    reader.train()
    return {k: v / n for k, v in sums.items()}


def groups(reader: network.Reader, rate: float, head_rate: float) -> list[dict[str, object]]:
    """Return parameter groups: the base at `rate`, what starts from nothing at `head_rate`."""
    found: list[dict[str, object]] = []
    for name, parameter in reader.named_parameters():
        fresh = name.split(".")[0] in ("tags", "links", "distance", "none", "cases", "quotes")
        decay = 0.01 if parameter.dim() > 1 else 0.0
        found.append({"params": [parameter], "lr": head_rate if fresh else rate, "weight_decay": decay})
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--base", type=Path, required=True, help="safetensors of the base, or a checkpoint (.pt) of this script")
    add("--layers", type=int, default=6)
    add("--sets", nargs="+", default=["train"])
    add("--made", type=int, default=400, help="made-up nested paragraphs an epoch")
    add("--out", type=Path, required=True)
    add("--epochs", type=float, default=3)
    add("--rate", type=float, default=2e-4)
    add("--head-rate", type=float, default=1e-3)
    add("--drop", type=float, default=0.1)
    add("--size", type=int, default=2048, help="pieces a step")
    add("--windows", type=int, nargs=2, default=(120, 250), help="least and most pieces of a window")
    add("--soft", type=float, default=0.0, help="share of the soft labels in the loss")
    add("--teacher", type=Path, help="soft labels made by soft.py")
    add("--leave-out", nargs="*", default=[], help="ids of documents not trained on")
    add("--repeat", type=int, default=1, help="how often what we labelled ourselves is read an epoch")
    add("--part", type=float, default=1.0, help="share of PolNeAR read an epoch")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--save", type=int, default=150)
    return parser.parse_args()


class Material:
    """The documents to train on, as words with labels, in curly and in straight marks."""

    def __init__(self, o: argparse.Namespace, pieces: WordPieces) -> None:
        skip = set(o.leave_out)
        docs = [d for d in read_documents(o.data, o.sets) if d.id not in skip]
        self.o, self.pieces = o, pieces
        self.pairs = [(encode(d, pieces), encode(d, pieces, straight=True)) for d in docs]
        self.made = [encode(d, pieces) for d in read_documents(o.data, ["made"])] if o.made else []
        self.held = [encode(d, pieces) for d in read_documents(o.data, ["held"])]
        if o.teacher:
            soft = torch.load(o.teacher, weights_only=False)
            for one in (e for pair in self.pairs for e in pair):
                if one.doc.id in soft and len(soft[one.doc.id].tags) == len(one):
                    one.teacher = soft[one.doc.id]

    def epoch(self, number: int) -> list[list[Row]]:
        """Return the batches of epoch `number`: the same ones whenever asked."""
        o, rng = self.o, random.Random(self.o.seed * 1000 + number)
        rows: list[Row] = []
        for curly, straight in self.pairs:
            if rng.random() >= o.part and not curly.doc.id.startswith((*OWN_LABELS, "shape-")):
                continue
            for _ in range(o.repeat if curly.doc.id.startswith(OWN_LABELS) else 1):
                chosen = straight if rng.random() < 0.3 else curly
                rows += rows_of(chosen, self.pieces, rng.randint(*o.windows), rng, Noise())
        for one in rng.sample(self.made, min(o.made, len(self.made))):
            rows += rows_of(one, self.pieces, 250, rng, Noise())
        plain = [r for r in rows if r.doc.teacher is None]
        taught = [r for r in rows if r.doc.teacher is not None]
        found = [*batches_of(plain, o.size, rng), *batches_of(taught, o.size, rng)]
        rng.shuffle(found)
        return found


def start(o: argparse.Namespace, path: Path) -> network.Reader:
    """Return the reader at `path`: of this script, or a base."""
    return network.load(path, o.drop) if path.suffix == ".pt" else network.load_base(path, o.layers, o.drop)


def main() -> None:
    o = arguments()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    o.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    pieces = WordPieces.from_file(o.vocabulary)
    material = Material(o, pieces)
    plan = material.epoch(0)
    each, total = len(plan), int(len(plan) * o.epochs)
    state = o.out / "state.pt"
    reader = start(o, o.out / "last.pt" if state.exists() else o.base)
    optimizer = torch.optim.AdamW(groups(reader, o.rate, o.head_rate), betas=(0.9, 0.98), eps=1e-6, fused=True)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    done, cpu = 0, 0.0
    if state.exists():
        raw = torch.load(state, weights_only=False)
        optimizer.load_state_dict(raw["optimizer"])
        schedule.load_state_dict(raw["schedule"])
        done, cpu = raw["done"], raw["cpu"]
    with (o.out / "log.txt").open("a") as log:
        print(vars(o), f"\nsteps {total}, {each} an epoch, ready in {time.time() - began:.0f} s", file=log, flush=True)
        reader.train()
        mean: dict[str, float] = {}
        clock = time.process_time()
        for step in range(done, total):
            if step % each == 0 or step == done:
                plan = material.epoch(step // each)
            loss, told = loss_of(reader, batch_of(plan[step % each % len(plan)], pieces.pad), o.soft)
            learn(reader, optimizer, schedule, loss)
            for name, value in told.items():
                mean[name] = 0.98 * mean.get(name, value) + 0.02 * value
            done = step + 1
            if done % 25 == 0:
                cpu, clock = cpu + time.process_time() - clock, time.process_time()
                means = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
                print(f"{done}/{total} wall {time.time() - began:.0f} cpu {cpu:.0f} {means}", file=log, flush=True)
            if done % o.save == 0 or done == total:
                network.save(reader, o.out / "last.pt")
                parts = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
                torch.save({**parts, "done": done, "cpu": cpu}, state)
        told = {k: round(v, 4) for k, v in held_losses(reader, material.held, pieces).items()}
        print("held", told, file=log, flush=True)
    state.unlink(missing_ok=True)


def learn(
    reader: network.Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    loss: Tensor,
) -> None:
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    schedule.step()


if __name__ == "__main__":
    main()
