"""Train a reader: a small one that ships, or a larger teacher; from a base, or from a checkpoint, with or without soft labels.

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
from torch.nn import functional as F
from windows_of import Batch, Encoded, Noise, Row, batch_of, batches_of, encode, rows_of

from onrecord.model.pieces import WordPieces

COLUMNS = {"roles": slice(0, 7), "inner": slice(7, 14), "levels": slice(14, 21), "kinds": slice(21, 25)}
WEIGHTS = {"roles": 1.0, "inner": 0.4, "levels": 0.3, "kinds": 0.15}


def read_documents(folder: Path, names: list[str]) -> list[corpora.Document]:
    sys.modules["__main__"].Document, sys.modules["__main__"].Labelled = corpora.Document, corpora.Labelled  # type: ignore[attr-defined]
    return [doc for name in names for doc in pickle.loads((folder / f"{name}.pickle").read_bytes())]


def loss_of(reader: network.Reader, batch: Batch, soft: float) -> tuple[Tensor, dict[str, float]]:
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
            want = F.softmax(batch.teacher[0][..., columns], -1)[here]
            kl = -(want * F.log_softmax(tags[..., columns], -1)[here]).sum(-1).mean() if here.any() else 0.0
            total = total + use * WEIGHTS[name] * kl
    for which in range(4):
        gold = batch.links[which]
        if (gold == -100).all():
            continue
        scores = reader.link_scores(links, which, batch.words)
        one = F.cross_entropy(scores.transpose(1, 2), gold, ignore_index=-100)
        told[network.LINKS[which]] = one.item()
        weight = 0.5 if which < 2 else 0.3
        total = total + weight * one
    return total, told


@torch.no_grad()
def held_losses(reader: network.Reader, docs: list[Encoded], pieces: WordPieces) -> dict[str, float]:
    reader.eval()
    sums: dict[str, float] = {}
    right = all_words = 0
    rows = [r for d in docs for r in rows_of(d, pieces, 190)]
    n = 0
    for group in batches_of(rows, 4096):
        batch = batch_of(group, pieces.pad)
        _, told = loss_of(reader, batch, 0.0)
        for k, v in told.items():
            sums[k] = sums.get(k, 0.0) + v
        n += 1
    reader.train()
    return {k: v / n for k, v in sums.items()} | ({} if not all_words else {"right": right / all_words})


def groups(reader: network.Reader, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Return parameter groups: the base at `rate` falling by `decay` a layer downwards, heads at `head_rate`."""
    found: list[dict[str, object]] = []
    top = reader.shape.layers
    for name, parameter in reader.named_parameters():
        if not parameter.requires_grad:
            continue
        part = name.split(".")
        if part[0] in ("tags", "links", "distance", "none", "cases", "quotes"):
            lr = head_rate
        else:
            depth = int(part[1]) + 1 if part[0] == "layers" else 0
            lr = rate * decay ** (top - depth)
        found.append({"params": [parameter], "lr": lr, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, required=True)
    add("--vocabulary", type=Path, required=True)
    add("--base", type=Path, help="safetensors of the base, or a checkpoint (.pt) of this script")
    add("--kind", choices=("bert", "mpnet"), default="bert")
    add("--layers", type=int, default=6)
    add("--sets", nargs="+", default=["train"])
    add("--made", type=int, default=400, help="made-up nested paragraphs an epoch")
    add("--out", type=Path, required=True)
    add("--epochs", type=float, default=3)
    add("--rate", type=float, default=2e-4)
    add("--head-rate", type=float, default=1e-3)
    add("--decay", type=float, default=1.0)
    add("--drop", type=float, default=0.1)
    add("--size", type=int, default=2048, help="pieces a step")
    add("--windows", type=int, nargs=2, default=(120, 250))
    add("--soft", type=float, default=0.0, help="share of the soft labels in the loss")
    add("--teacher", type=Path, help="soft labels made by soft.py")
    add("--leave-out", nargs="*", default=[], help="ids of documents not trained on")
    add("--repeat-pages", type=int, default=1)
    add("--part", type=float, default=1.0, help="share of the documents read an epoch, pages and shapes aside")
    add("--freeze", action="store_true", help="leave the base's word and place embeddings as they are")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    add("--save", type=int, default=150)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    o.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces.from_file(o.vocabulary)
    began = time.time()
    skip = set(o.leave_out)
    docs = [d for d in read_documents(o.data, o.sets) if d.id not in skip]
    curly = [encode(d, pieces) for d in docs]
    straight = [encode(d, pieces, straight=True) for d in docs]
    made = [encode(d, pieces) for d in read_documents(o.data, ["made"])] if o.made else []
    held = [encode(d, pieces) for d in read_documents(o.data, ["held"])]
    if o.teacher:
        soft = torch.load(o.teacher, weights_only=False)
        for one in [*curly, *straight]:
            if one.doc.id in soft and len(soft[one.doc.id][0]) == len(one):
                one.teacher = soft[one.doc.id]
    log = (o.out / "log.txt").open("a")

    def say(*words: object) -> None:
        print(*words, file=log, flush=True)

    say(vars(o))
    if o.base.suffix == ".pt":
        reader = network.load(o.base, o.drop)
    else:
        reader = network.load_base(
            o.base, o.kind, o.layers, o.drop, o.vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
        )
    if o.freeze:
        reader.words.weight.requires_grad_(False)
        reader.places.weight.requires_grad_(False)

    def epoch_rows(epoch: int) -> list[list[Row]]:
        rng = random.Random(o.seed * 1000 + epoch)
        rows: list[Row] = []
        for a, b in zip(curly, straight, strict=True):
            if rng.random() >= o.part and not a.doc.id.startswith(("page-", "shape-")):
                continue
            for _ in range(o.repeat_pages if a.doc.id.startswith("page-") else 1):
                chosen = b if rng.random() < 0.3 else a
                rows += rows_of(chosen, pieces, rng.randint(*o.windows), rng, Noise())
        for one in rng.sample(made, min(o.made, len(made))):
            rows += rows_of(one, pieces, 250, rng, Noise())
        plain = [r for r in rows if r.doc.teacher is None]
        taught = [r for r in rows if r.doc.teacher is not None]
        found = [*batches_of(plain, o.size, rng), *batches_of(taught, o.size, rng)]
        rng.shuffle(found)
        return found

    plan = epoch_rows(0)
    total = int(len(plan) * o.epochs)
    optimizer = torch.optim.AdamW(groups(reader, o.rate, o.head_rate, o.decay), betas=(0.9, 0.98), eps=1e-6, fused=True)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    done, cpu = 0, 0.0
    state = o.out / "state.pt"
    if state.exists():
        reader = network.load(o.out / "last.pt", o.drop)
        if o.freeze:
            reader.words.weight.requires_grad_(False)
            reader.places.weight.requires_grad_(False)
        raw = torch.load(state, weights_only=False)
        optimizer = torch.optim.AdamW(
            groups(reader, o.rate, o.head_rate, o.decay), betas=(0.9, 0.98), eps=1e-6, fused=True
        )
        optimizer.load_state_dict(raw["optimizer"])
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
        )
        schedule.load_state_dict(raw["schedule"])
        done, cpu = raw["done"], raw["cpu"]
    say(
        f"steps {total}, {len(plan)} an epoch, ready in {time.time() - began:.0f} s, {sum(p.numel() for p in reader.parameters()) / 1e6:.1f} M weights"
    )
    reader.train()
    mean: dict[str, float] = {}
    epoch, at = divmod(done, len(plan))
    plan = epoch_rows(epoch) if epoch else plan
    clock = time.process_time()
    while done < total:
        if at >= len(plan):
            epoch, at = epoch + 1, 0
            plan = epoch_rows(epoch)
        batch = batch_of(plan[at], pieces.pad)
        loss, told = loss_of(reader, batch, o.soft)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        schedule.step()
        done, at = done + 1, at + 1
        for k, v in told.items():
            mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
        if done % 25 == 0:
            cpu += time.process_time() - clock
            clock = time.process_time()
            say(
                f"{done}/{total} wall {time.time() - began:.0f} cpu {cpu:.0f} "
                + " ".join(f"{k} {v:.3f}" for k, v in mean.items())
            )
        if done % o.save == 0 or done == total:
            network.save(reader, o.out / "last.pt")
            torch.save(
                {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "done": done, "cpu": cpu},
                state,
            )
        if done % (3 * o.save) == 0 or done == total:
            say("held", {k: round(v, 4) for k, v in held_losses(reader, held, pieces).items()})
    state.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
