"""The network in torch: an encoder of BERT's kind that comes in a package, and the heads.

The inputs are word pieces, and for each piece the case and quotation class of its word; both embeddings start from
zero. The heads read the first piece of each word. `HEADS` says what each output column is, for training and serving.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

ROLES = 7  # O, then B and I of source, cue, content
TAGS = {"roles": ROLES, "inner": ROLES, "levels": 7, "kinds": 4}
"""Columns of the tag head: roles, roles of the layer within, mention levels (O, B and I of name, description,
pronoun), mention kinds."""
LINKS = ("content-cue", "cue-source", "inner content-cue", "inner cue-source")
BUCKETS = 20
"""Signed logarithmic buckets of the distance in words between the two ends of a link."""


@dataclass
class Shape:
    """Of an encoder; `heads` and `inner` layer by layer (one number stands for all layers)."""

    layers: int = 6
    hidden: int = 384
    heads: list[int] | int = 12
    inner: list[int] | int = 1536
    vocabulary: int = 30522
    positions: int = 512
    link: int = 64
    epsilon: float = 1e-12
    size: int = 32  # of one head

    def by_layer(self) -> tuple[list[int], list[int]]:
        """Return the heads and the inner neurons of each layer."""
        heads, inner = ([one] * self.layers if isinstance(one, int) else list(one) for one in (self.heads, self.inner))
        return heads, inner


def bucket(distance: Tensor) -> Tensor:
    """Return the bucket of each signed distance in words: 0 to 9 to the left, 10 to 19 here and to the right."""
    size = torch.clamp((torch.log2(distance.abs().float() + 1.0) * 1.4).long(), max=BUCKETS // 2 - 1)
    return torch.where(distance < 0, size, size + BUCKETS // 2)


class Layer(nn.Module):
    def __init__(self, shape: Shape, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads, self.size, self.drop = heads, shape.size, drop
        self.qkv = nn.Linear(shape.hidden, 3 * heads * shape.size)
        self.out = nn.Linear(heads * shape.size, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.up = nn.Linear(shape.hidden, inner)
        self.down = nn.Linear(inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        # By hand: torch's fused attention took 0.36 s of a 1.4 s step on this CPU, this takes 0.1 s.
        a = torch.softmax(q @ (k * self.size**-0.5).transpose(2, 3) + mask, -1) @ v
        a = F.dropout(self.out(a.transpose(1, 2).reshape(b, n, self.heads * self.size)), self.drop, self.training)
        x = self.norm1(x + a)
        y = F.dropout(self.down(F.gelu(self.up(x))), self.drop, self.training)
        return self.norm2(x + y)


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, shape: Shape, drop: float = 0.1) -> None:
        super().__init__()
        self.shape, self.drop = shape, drop
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.cases = nn.Embedding(7, shape.hidden)
        self.quotes = nn.Embedding(5, shape.hidden)
        nn.init.zeros_(self.cases.weight)
        nn.init.zeros_(self.quotes.weight)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        sizes = list(zip(*shape.by_layer(), strict=True))
        self.layers = nn.ModuleList(Layer(shape, heads, inner, drop) for heads, inner in sizes)
        self.tags = nn.Linear(shape.hidden, sum(TAGS.values()))
        self.links = nn.Linear(shape.hidden, 2 * shape.link * len(LINKS))
        self.distance = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(LINKS)))

    def encode(self, pieces: Tensor, cases: Tensor, quotes: Tensor, mask: Tensor) -> Tensor:
        n = pieces.shape[1]
        x = self.words(pieces) + self.places.weight[:n] + self.cases(cases) + self.quotes(quotes)
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = torch.where(mask[:, None, None, :], 0.0, -1e4).to(
            torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
        )
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(
        self, pieces: Tensor, cases: Tensor, quotes: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the tag logits and the link vectors of each word."""
        x = self.encode(pieces, cases, quotes, mask)
        x = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[2]))
        x = F.dropout(x, self.drop, self.training)
        return self.tags(x).float(), self.links(x).float()

    def link_scores(self, links: Tensor, which: int, words: Tensor) -> Tensor:
        """Return scores from each word to each word and, in the last column, to none: [batch, words, words + 1]."""
        d = self.shape.link
        q, k = links[..., 2 * which * d : (2 * which + 1) * d], links[..., (2 * which + 1) * d : (2 * which + 2) * d]
        n = links.shape[1]
        at = torch.arange(n)
        scores = q @ k.transpose(1, 2) / math.sqrt(d) + self.distance[which][bucket(at[None, :] - at[:, None])][None]
        scores = scores.masked_fill(~words[:, None, :], -1e4)
        return torch.cat([scores, self.none[which].expand(*scores.shape[:2], 1)], 2)


def load_base(path: Path, layers: int, drop: float = 0.1) -> Reader:
    """Return a reader whose encoder has the weights at `path`."""
    raw = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
    names = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    reader = Reader(Shape(layers=layers), drop)
    places = raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        "places.weight": places,
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    for n in range(layers):
        for part in ("weight", "bias"):
            at = f"encoder.layer.{n}."
            state[f"layers.{n}.qkv.{part}"] = torch.cat([raw[f"{at}{names[x]}.{part}"] for x in "qkv"])
            for own_name in ("out", "norm1", "up", "down", "norm2"):
                state[f"layers.{n}.{own_name}.{part}"] = raw[f"{at}{names[own_name]}.{part}"]
    missing = reader.load_state_dict(state, strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    assert all(
        name.split(".")[0] in ("cases", "quotes", "tags", "links", "distance", "none") for name in missing.missing_keys
    ), missing.missing_keys
    return reader


def save(reader: Reader, path: Path) -> None:
    torch.save({"shape": asdict(reader.shape), "state": reader.state_dict()}, path)


def load(path: Path, drop: float = 0.1) -> Reader:
    raw = torch.load(path, map_location="cpu", weights_only=True)
    reader = Reader(Shape(**raw["shape"]), drop)
    reader.load_state_dict(raw["state"])
    return reader
