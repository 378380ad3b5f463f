"""Load the model once and score words: the only module that knows onnxruntime.

    model = load(threads=1)
    [scores] = model.read([[paragraph, ...]])

The same text gives the same scores whatever shares the batch and however many threads run: activation scales are
fixed, and only windows of one length share a batch, so that nothing is padded.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.model.pieces import WordPieces, Words
from onrecord.model.windows import Window, pack

HERE: Final = Path(__file__).parent
CARD: Final = HERE / "card.json"

Floats = npt.NDArray[np.float32]

BATCH_PIECES: Final = 2048
"""Pieces in one run of the network: bounds its memory; more is no faster on one core."""
NO_CASE: Final = 6
NO_QUOTE: Final = 4
"""Classes of [CLS] and [SEP], which have no word."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the model reads of one paragraph: words, for each its quotation class and whether it ends a sentence."""

    words: Words
    quotes: Sequence[int]
    ends: Sequence[bool]

    @property
    def tied(self) -> bool:
        """Whether it opens with a quotation mark, or within a quotation: then it should stay with the one before."""
        return bool(self.quotes) and self.quotes[0] in (2, 3)


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What the heads say of the words of one window, in order of its parts.

    `tags`: logits, a row a word; columns as `Model.columns` names them. `links`: the link vectors, a row a word.
    """

    window: Window
    tags: Floats
    links: Floats


class Model:
    """A loaded model. `version` and `sha256` go into every record made with it; `card` is the whole model card."""

    def __init__(self, card: Mapping[str, Any], pieces: WordPieces, session: Any, threads: int) -> None:
        self.card: Final = card
        self.version: Final[str] = card["version"]
        self.sha256: Final[str] = card["file"]["sha256"]
        self.pieces: Final = pieces
        self.threads: Final = threads
        self.decode: Final[Mapping[str, Any]] = card["decode"]
        self.columns: Final[Mapping[str, tuple[int, int]]] = {
            name: (start, end) for name, (start, end) in card["columns"].items()
        }
        self._session: Final = session
        self._limit: Final[int] = card["window"]

    def read(self, texts: Sequence[Sequence[Paragraph]]) -> list[list[WindowScores]]:
        """Return for each text, given as paragraphs, the scores of its windows, in order."""
        plans = [self._plan(paragraphs) for paragraphs in texts]
        jobs = [(t, w) for t, plan in enumerate(plans) for w in range(len(plan))]
        inputs = [_input(texts[t], plans[t][w], self.pieces) for t, w in jobs]
        found: dict[tuple[int, int], WindowScores] = {}
        by_length: dict[int, list[int]] = {}
        for n, one in enumerate(inputs):
            by_length.setdefault(len(one.pieces), []).append(n)
        for length, members in sorted(by_length.items()):
            size = max(1, BATCH_PIECES // length)
            for at in range(0, len(members), size):
                group = members[at : at + size]
                tags, links = self._run([inputs[n] for n in group])
                for row, n in enumerate(group):
                    t, w = jobs[n]
                    first = np.array(inputs[n].first, np.intp)
                    found[t, w] = WindowScores(plans[t][w], tags[row].take(first, 0), links[row].take(first, 0))
        return [[found[t, w] for w in range(len(plan))] for t, plan in enumerate(plans)]

    def _plan(self, paragraphs: Sequence[Paragraph]) -> list[Window]:
        lengths = [[len(p) for p in one.words.pieces] for one in paragraphs]
        return pack(lengths, [one.ends for one in paragraphs], [one.tied for one in paragraphs], self._limit)

    def _run(self, group: Sequence[_Input]) -> tuple[Floats, Floats]:
        tags, links = self._session.run(
            None,
            {
                "pieces": np.array([one.pieces for one in group], np.int32),
                "cases": np.array([one.cases for one in group], np.int32),
                "quotes": np.array([one.quotes for one in group], np.int32),
            },
        )
        return tags, links


@dataclass(frozen=True, slots=True)
class _Input:
    pieces: list[int]
    cases: list[int]
    quotes: list[int]
    first: list[int]


def _input(paragraphs: Sequence[Paragraph], window: Window, vocabulary: WordPieces) -> _Input:
    pieces, cases, quotes, first = [vocabulary.cls], [NO_CASE], [NO_QUOTE], []
    for part in window:
        one = paragraphs[part.paragraph]
        words = one.words
        for n in range(part.start, part.end):
            ids = words.pieces[n]
            first.append(len(pieces))
            if len(ids) == 1:
                pieces.append(ids[0])
                cases.append(words.cases[n])
                quotes.append(one.quotes[n])
            else:
                pieces += ids
                cases += [words.cases[n]] * len(ids)
                quotes += [one.quotes[n]] * len(ids)
        pieces.append(vocabulary.sep)
        cases.append(NO_CASE)
        quotes.append(NO_QUOTE)
    return _Input(pieces, cases, quotes, first)


def load(*, threads: int | None = None) -> Model:
    """Return the model that ships with the package, loaded once for each number of threads.

    `threads` bounds the cores it uses; None takes `ONRECORD_THREADS`, else all there are. Raises `ModelError` where
    the model's file is missing or is not the one that its card names.
    """
    return load_from(CARD, threads=threads)


def load_from(card: Path, *, threads: int | None = None) -> Model:
    """Return the model whose card is the file `card`, with its weights and vocabulary beside it; as `load`."""
    return _load(card, _threads(threads))


def _threads(asked: int | None) -> int:
    if asked is None:
        told = os.environ.get("ONRECORD_THREADS", "").strip()
        if not told:
            return 0
        if not told.isdecimal() or int(told) < 1:
            raise ModelError(f"expected a whole number from 1 in ONRECORD_THREADS, but got {told!r}")
        return int(told)
    if asked < 1:
        raise ModelError(f"expected threads to be at least 1, but got {asked}")
    return asked


@lru_cache(maxsize=4)
def _load(card_path: Path, threads: int) -> Model:
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        pieces = WordPieces.from_file(card_path.parent / card["vocabulary"]["name"])
        file = card_path.parent / card["file"]["name"]
        raw = file.read_bytes()
    except OSError as error:
        raise ModelError(f"the model cannot be read: {error}; install onrecord again") from error
    digest = hashlib.sha256(raw).hexdigest()
    if digest != card["file"]["sha256"]:
        raise ModelError(
            f"expected {file.name} to have the sha256 {card['file']['sha256']}, as its card says, but it has {digest}; "
            "install onrecord again, or release the model anew (training/release.py)"
        )
    return Model(card, pieces, _session(raw, threads), threads)


def _session(raw: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Without spinning a waiting thread burns no core. Arena and memory patterns stay: on PolNeAR dev the network takes
    # 4.21 s with both, 4.23 and 4.26 s without one of them, 4.20 s without either.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Add + LayerNormalization runs 20% faster here than the fused op.
    return onnxruntime.InferenceSession(
        raw, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
