"""Documents → labelled words → batches of windows, with the word pieces, quotations and packing that serve."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from corpora import Document
from torch import Tensor

from onrecord.model.pieces import WordPieces, Words
from onrecord.model.windows import pack
from onrecord.recognition.attribution.quotations import find_quotations, quote_classes

ENDS = frozenset(".!?")
IGNORE = -100


@dataclass
class Soft:
    """What a teacher says of each word of a document, as `soft.py` keeps it.

    `tags` [words, columns]: logarithms of probabilities. `to` and `share` [2, words, few]: for the links content → cue
    and cue → source the likeliest ends, as words of the document or -1 for none, and their probabilities.
    """

    tags: np.ndarray
    to: np.ndarray
    share: np.ndarray


@dataclass
class Encoded:
    """A document as words: `words` by paragraph, labels over all words in a row. `offsets`: first word of each."""

    doc: Document
    words: list[Words]
    quotes: list[list[int]]
    offsets: list[int]
    tags: dict[str, np.ndarray]
    links: list[np.ndarray]
    teacher: Soft | None = None

    def __len__(self) -> int:
        return sum(len(w) for w in self.words)


def sentence_ends(words: Words, text: str) -> list[bool]:
    ends = [text[s:e] in ENDS for s, e in zip(words.starts, words.ends, strict=True)]
    for n in range(1, len(ends)):
        if ends[n - 1] and text[words.starts[n]] in "\"”’'»)":
            ends[n - 1], ends[n] = False, True
    return ends


def straightened(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def encode(doc: Document, pieces: WordPieces, straight: bool = False) -> Encoded:
    text = straightened(doc.text) if straight else doc.text
    words = [pieces.cut(text, s, e) for s, e in doc.paragraphs]
    quotations = find_quotations(text, doc.paragraphs)
    quotes = [
        quote_classes([q for q in quotations if s <= q.span.start < e], w.starts, w.ends)
        for (s, e), w in zip(doc.paragraphs, words, strict=True)
    ]
    offsets = np.cumsum([0] + [len(w) for w in words]).tolist()
    starts = np.array([s for w in words for s in w.starts])
    n = len(starts)
    tags = {
        "roles": np.zeros(n, np.int16),
        "inner": np.zeros(n, np.int16),
        "levels": np.zeros(n, np.int16),
        "kinds": np.full(n, IGNORE, np.int16),
    }
    links = [np.full(n, IGNORE, np.int32) for _ in range(4)]

    def indices(spans: Sequence[tuple[int, int]]) -> list[np.ndarray]:
        found = [np.arange(np.searchsorted(starts, s), np.searchsorted(starts, e)) for s, e in sorted(spans)]
        return [f for f in found if len(f)]

    def mark(row: np.ndarray, groups: list[np.ndarray], role: int) -> None:
        for group in groups:
            row[group] = 2 * role + 2
            row[group[0]] = 2 * role + 1

    for one in doc.attributions:
        layer = one.layer - 1
        source, cue, content = indices(one.source), indices(one.cue), indices(one.content)
        for role, groups in enumerate((source, cue, content)):
            mark(tags["inner" if layer else "roles"], groups, role)
        for group in content:
            links[2 * layer][group] = cue[0][0] if cue else -1
        for group in cue:
            links[2 * layer + 1][group] = source[0][0] if source else -1
    # Only words of a content have a layer within, and a flat layer says nothing of it.
    outside = ~np.isin(tags["roles"], (5, 6))
    tags["inner"][outside if doc.nested else slice(None)] = IGNORE
    if doc.mentions is None:
        tags["levels"][:] = IGNORE
    else:
        if not doc.complete_mentions:
            tags["levels"][:] = IGNORE
        for s, e, level, kind in doc.mentions:
            for group in indices([(s, e)]):
                mark(tags["levels"], [group], level)
                tags["kinds"][group] = kind if kind >= 0 else IGNORE
    return Encoded(doc, words, quotes, offsets, tags, links)


@dataclass
class Noise:
    """How often, by window, the text is changed. Marks may be straightened by document (see `train.py`)."""

    lower: float = 0.03
    upper: float = 0.02
    lost: float = 0.04
    typing: float = 0.04
    cue: float = 0.3
    """Of windows in which half of the cues "said" and "says" become rarer verbs: other cues are a fifth of each kind,
    and those never seen in training are where most is missed."""


RARER = {
    "said": (
        "acknowledged admitted advised affirmed alleged asserted avowed bemoaned blustered boasted bragged "
        "cautioned chided claimed clarified commented complained conceded concluded confessed confided confirmed "
        "conjectured contended countered cried declared disclosed divulged elaborated emphasised emphasized "
        "estimated exclaimed explained fumed griped grumbled guessed hinted indicated insinuated insisted "
        "intimated jested joked judged lamented maintained mentioned mused muttered noted objected observed opined "
        "pledged posited posted predicted proclaimed promised pronounced protested quipped reaffirmed "
        "reasoned recalled reckoned recounted reflected reiterated relayed remarked repeated replied "
        "reported responded retorted revealed ruled shouted signalled speculated stated stressed stipulated "
        "submitted suggested surmised swore testified theorised thundered tweeted underlined underscored "
        "volunteered vowed warned whispered worried wrote"
    ).split(),
    "says": (
        "admits advises affirms alleges argues asserts believes boasts cautions claims complains concedes concludes "
        "confirms contends counters declares discloses estimates explains feels fears finds forecasts "
        "grumbles hints hopes imagines indicates insists jokes laments maintains mentions muses notes objects "
        "observes opines pledges posits predicts proclaims promises quips reasons recalls reckons relates remarks "
        "repeats replies reports reveals states stresses submits suggests suspects swears testifies thinks tweets "
        "urges vows warns whispers worries writes"
    ).split(),
}
"""Verbs that may stand where the word before the colon stands, whatever follows."""


def misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    way = rng.random()
    if way < 0.4:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if way < 0.7 else word[:at] + word[at] + word[at:]


@dataclass
class Row:
    """One window: pieces and classes, first piece of each word, and which word of the document each word is."""

    doc: Encoded
    pieces: list[int]
    cases: list[int]
    quotes: list[int]
    first: list[int]
    word: np.ndarray


def rows_of(
    enc: Encoded, pieces: WordPieces, limit: int, rng: random.Random | None = None, noise: Noise | None = None
) -> list[Row]:
    text = enc.doc.text
    lengths = [[len(p) for p in w.pieces] for w in enc.words]
    ends = [sentence_ends(w, text) for w in enc.words]
    tied = [bool(q and q[0] in (2, 3)) for q in enc.quotes]
    found = []
    for window in pack(lengths, ends, tied, limit):
        r = Row(enc, [pieces.cls], [6], [4], [], np.zeros(0, np.int64))
        word: list[int] = []
        style = rng.random() if rng is not None and noise is not None else 1.0
        case = None
        lost = typing = False
        others = rng is not None and noise is not None and rng.random() < noise.cue
        if noise is not None:
            for name, share in (
                ("lower", noise.lower),
                ("upper", noise.upper),
                ("lost", noise.lost),
                ("typing", noise.typing),
            ):
                if 0 <= style < share:
                    case = {"lower": 0, "upper": 2}.get(name, case)
                    lost, typing = name == "lost", name == "typing"
                style -= share
        for part in window:
            w, quotes, base = enc.words[part.paragraph], enc.quotes[part.paragraph], enc.offsets[part.paragraph]
            for n in range(part.start, part.end):
                ids, kind, quote = w.pieces[n], w.cases[n], quotes[n]
                if lost:
                    if quote == 3 and kind == 5:
                        continue
                    quote = 0
                if typing and rng is not None and kind < 4 and w.ends[n] - w.starts[n] > 3 and rng.random() < 0.08:
                    ids = pieces.of_word(misspelt(text[w.starts[n] : w.ends[n]], rng))
                if others and rng is not None and enc.tags["roles"][base + n] == 3 and rng.random() < 0.5:
                    rarer = RARER.get(text[w.starts[n] : w.ends[n]])
                    ids = pieces.of_word(rng.choice(rarer)) if rarer else ids
                if case is not None and kind < 4:
                    kind = case
                r.first.append(len(r.pieces))
                r.pieces += ids
                r.cases += [kind] * len(ids)
                r.quotes += [quote] * len(ids)
                word.append(base + n)
            r.pieces.append(pieces.sep)
            r.cases.append(6)
            r.quotes.append(4)
        r.word = np.array(word, np.int64)
        if word:
            found.append(r)
    return found


@dataclass
class Batch:
    rows: list[Row]
    pieces: Tensor
    cases: Tensor
    quotes: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    tags: dict[str, Tensor]
    links: list[Tensor]
    teacher: Taught | None


@dataclass
class Taught:
    """`Soft` for the words of a batch; `links`: for each kind a row a word over the words of its window and none."""

    tags: Tensor
    links: list[Tensor]


def taught(rows: list[Row], m: int) -> Taught:
    """Return what the teacher says of the windows `rows`, with `m` words at most; ends outside a window are dropped."""
    b = len(rows)
    soft = [r.doc.teacher for r in rows]
    tags = np.zeros((b, m, soft[0].tags.shape[1]), np.float32)
    links = [np.zeros((b, m, m + 1), np.float32) for _ in soft[0].to]
    for i, (r, said) in enumerate(zip(rows, soft, strict=True)):
        w = len(r.word)
        tags[i, :w] = said.tags[r.word]
        where = np.full(len(r.doc) + 1, -1)
        where[r.word], where[-1] = np.arange(w), m
        for link, to, share in zip(links, said.to, said.share, strict=True):
            ends = where[to[r.word]]
            at, few = np.nonzero(ends >= 0)
            np.add.at(link[i], (at, ends[at, few]), share[r.word][at, few])
    given = [torch.from_numpy(x) for x in (tags, *links)]
    return Taught(given[0], given[1:])


def batch_of(rows: list[Row], pad: int, hard: bool = True) -> Batch:
    n, m, b = max(len(r.pieces) for r in rows), max(len(r.first) for r in rows), len(rows)
    pieces = np.full((b, n), pad, np.int64)
    cases, quotes = np.full((b, n), 6, np.int64), np.full((b, n), 4, np.int64)
    mask, first, words = np.zeros((b, n), bool), np.zeros((b, m), np.int64), np.zeros((b, m), bool)
    tags = {name: np.full((b, m), IGNORE, np.int64) for name in ("roles", "inner", "levels", "kinds")}
    links = [np.full((b, m), IGNORE, np.int64) for _ in range(4)]
    for i, r in enumerate(rows):
        k, w = len(r.pieces), len(r.first)
        pieces[i, :k], cases[i, :k], quotes[i, :k], mask[i, :k] = r.pieces, r.cases, r.quotes, True
        first[i, :w], words[i, :w] = r.first, True
        if not hard:
            continue
        for name, row in tags.items():
            row[i, :w] = r.doc.tags[name][r.word]
        local = {int(g): j for j, g in enumerate(r.word)}
        for row, gold in zip(links, r.doc.links, strict=True):
            row[i, :w] = [
                m if t == -1 else (IGNORE if t == IGNORE else local.get(t, IGNORE)) for t in gold[r.word].tolist()
            ]
    return Batch(
        rows,
        *(torch.from_numpy(x) for x in (pieces, cases, quotes, mask, first, words)),
        {k: torch.from_numpy(v) for k, v in tags.items()},
        [torch.from_numpy(x) for x in links],
        taught(rows, m) if hard and rows[0].doc.teacher is not None else None,
    )


def batches_of(rows: list[Row], size: int, rng: random.Random | None = None) -> Iterator[list[Row]]:
    """Yield rows by length in batches of at most `size` pieces with padding; shuffled where `rng` is given."""
    key = (lambda r: len(r.pieces) + rng.uniform(0, 12)) if rng else (lambda r: len(r.pieces))
    held: list[list[Row]] = []
    now: list[Row] = []
    for row in sorted(rows, key=key):
        if now and (len(now) + 1) * max(len(row.pieces), *(len(r.pieces) for r in now)) > size:
            held.append(now)
            now = []
        now.append(row)
    if now:
        held.append(now)
    if rng:
        rng.shuffle(held)
    yield from held
