"""What each line of a page is like, as numbers: itself, its neighbours, the elements it stands in."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.intake.kinds import is_furniture
from onrecord.intake.markup import Line, Node, Tree

Floats = npt.NDArray[np.float32]

_GROUPS: tuple[tuple[str, str], ...] = (
    # What a class or id says of its element; asked of the words that it is made of.
    ("body", "article articlebody body content entry story post text main richtext paragraph copy singlepost"),
    ("comment", "comment comments disqus respond reply replies discussion commentlist livefyre"),
    ("related", "related recommend recommended recommendations more popular trending read readmore also similar latest"
     " recent teaser promo promoted outbrain taboola most mostread next previous prev pager list card cards carousel"
     " sidebar widget aside rail secondary"),
    ("chrome", "nav navigation menu footer header breadcrumb breadcrumbs toolbar masthead topbar banner cookie cookies"
     " consent skip search login modal popup overlay copyright legal subnav site"),
    ("social", "share sharing social facebook twitter follow newsletter subscribe subscription signup like email print"
     " whatsapp addthis sharedaddy"),
    ("ad", "ad ads advert advertisement sponsor sponsored sponsors dfp adsense promo affiliate"),
    ("meta", "byline author authors meta date time timestamp tags tag category categories posted published credit dateline"
     " info bio updated tools"),
    ("caption", "caption captions credit wp image photo gallery slideshow figure media picture copyright lightbox"),
    ("quote", "quote pullquote blockquote tweet instagram embed"),
    ("title", "title headline heading kicker subtitle deck standfirst summary excerpt lead lede intro dek"),
)  # fmt: skip
_WORDS = {word: nth for nth, (_, words) in reversed(list(enumerate(_GROUPS))) for word in words.split()}
_SPLIT = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SENTENCE = re.compile(r"[.!?…。！？।][\"”’»)]*(?:\s|$)")
_END = re.compile(r"[.!?…。！？।:][\"”’'»)\]]*$")
_TAGS = {
    "p": 0, "h1": 1, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "li": 3, "dd": 3, "dt": 3, "td": 4, "th": 4, "tr": 4, "div": 5,
    "blockquote": 6, "pre": 7, "figcaption": 8, "caption": 8, "section": 9, "article": 9, "button": 10, "label": 10,
}  # fmt: skip
_ABOVE = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "table",
    "ul",
    "ol",
    "figure",
    "blockquote",
    "a",
)
_ABOVE_BIT = {tag: 1 << nth for nth, tag in enumerate(_ABOVE)}
_ASIDE = sum(_ABOVE_BIT[tag] for tag in ("aside", "nav", "footer", "form"))
_HIDDEN = re.compile(
    r"(?:^|[\s_-])(?:hidden|hide|sr-only|screen-reader-text|visually-?hidden|invisible|offscreen)(?:$|\s)"
)
_TITLE_WORD = re.compile(r"\w+")


@cache
def _named(names: str) -> int:
    """Return, as bits, the groups that the words of a class or id belong to."""
    bits = 0
    for word in _SPLIT.findall(names):
        nth = _WORDS.get(word)
        if nth is None and len(word) > 7:  # "articlebody", "storytext", "relatedposts": run together
            for length in range(len(word) - 1, 3, -1):
                nth = _WORDS.get(word[:length])
                if nth is not None:
                    break
        if nth is not None:
            bits |= 1 << nth
    return bits


class _Place:
    """What is known of an element from itself and all above it."""

    __slots__ = ("above", "hidden", "own", "prop", "signature")

    def __init__(self, node: Node, up: _Place | None) -> None:
        own = _named(node.names) if node.names else 0
        bit = _ABOVE_BIT.get(node.tag, 0)
        element = node.element
        prop = element.get("itemprop") or ""
        style = element.get("style") or ""
        self.hidden = (
            ("none" in style and "display:none" in style.replace(" ", "").lower())
            or element.get("hidden") is not None
            or (node.names != "" and _HIDDEN.search(node.names) is not None)
        )
        self.prop = prop.lower() == "articlebody"
        self.above = bit
        self.own = own << len(_ABOVE) | bit
        key = node.tag if node.tag in ("li", "td", "p") else node.tag + "." + node.names.split(" ", 1)[0]
        if up is not None:
            self.hidden |= up.hidden
            self.prop |= up.prop
            self.above |= up.above
            self.signature = hash((up.signature, key))
        else:
            self.signature = hash(key)


def _places(tree: Tree) -> list[_Place]:
    places: list[_Place] = []
    for node in tree.nodes:
        if node.tag == "body":
            places.append(_Place(node, None))
        else:
            places.append(_Place(node, places[node.parent.index] if node.parent else None))
    return places


def line_features(tree: Tree) -> Floats:
    """Return a row for each line of `tree`: what it is like, and what stands around it."""
    lines = tree.lines
    places = _places(tree)
    title = next((tree.text_of(node) for node in tree.nodes if node.tag == "title"), "")
    wanted = frozenset(_TITLE_WORD.findall(title.lower()))
    repeats = _repeats(lines)
    own = np.array(
        [_own(line, places[line.inner.index], wanted, again) for line, again in zip(lines, repeats, strict=True)],
        dtype=np.float32,
    )
    prose = own[:, 1]
    head = _headline(lines, own)
    return np.hstack(
        [own, _around(tree, places, prose, head), _in_trunk(tree, places, own, head), _neighbours(own, lines)]
    )


def _headline(lines: Sequence[Line], own: Floats) -> int:
    """Return which line is the headline: the one most like the title, an h1 rather than another; -1 for none."""
    best, most = -1, 0.45
    for nth, line in enumerate(lines):
        heading = line.node.tag if line.node.tag[0] == "h" else line.inner.tag
        worth = own[nth, _TITLE_MATCH] + (0.5 if heading == "h1" else 0.2 if heading in ("h2", "h3") else 0.0)
        if line.link > 0.5 * line.size:
            worth -= 0.3
        if worth > most:
            best, most = nth, worth
    return best


_TAG, _BEFORE, _TITLE_MATCH = 10, 15, 18
"""Columns of a line's own features: its tag, how often its opening stood before, its likeness to the title."""
_LEADS_AWAY = re.compile(
    r"(?:related|recommend|more (?:from|on|stories|news|in|about|like)|read (?:more|also|next|this)|you (?:may|might) (?:also )?"
    r"(?:like|enjoy)|see also|also (?:read|on|see)|popular|trending|most (?:read|viewed|popular)|latest|up next|what.s next"
    r"|don.t miss|editor.s pick|around the web|sponsored|promoted|from the web|advert|comment|leave a|responses?\b|repl(?:y|ies)\b"
    r"|share this|about the author|follow us|newsletter|sign up|subscribe"
    r"|mehr (?:zum|von|aus|zu)|lesen sie|auch interessant|das könnte|weitere|meistgelesen|verwandte|ähnliche|kommentar"
    r"|lire aussi|à lire|sur le même|voir aussi|articles? (?:liés|similaires)|commentaire|leia|veja (?:também|mais)|relacionad"
    r"|você pode gostar|comentári|te puede|lee también|ver también|noticias|comentario|leggi anche|potrebbe|articoli|correlat"
    r"|commenti|lees ook|reacties|czytaj|komentarz)",
    re.IGNORECASE,
)


_PROMO = re.compile(
    r"sign(?:ing)? up|subscri(?:be|ption)|newsletter|click(?:ing)? here|follow (?:us|him|her|me|@|\w+ on)|(?:like|join|find) us"
    r"|inbox|our (?:free )?app\b|advert|sponsored|affiliate|privacy|cookies?\b|all rights reserved|copyright|©|read more"
    r"|continue reading|reach(?:ed)? at|support (?:us|our)|donat|javascript|delivered (?:to|through)|sharing is|comments? (?:are|section)"
    r"|powered by|purchase|discount|contact us|tip\?|(?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)"
    r"|abonnieren|abonnez|suscr[ií]b|iscriviti|assine|datenschutz|klicken sie|cliquez|haz clic|siga-nos|seguici|suivez|newsletter",
    re.IGNORECASE,
)


def _in_trunk(tree: Tree, places: list[_Place], own: Floats, head: int) -> Floats:
    """Return where a line stands to the element with most prose and least else, and to headings that lead away."""
    lines = tree.lines
    trunk, long = _first_trunk(tree, places, own)
    good = long & np.array([trunk.holds(line.node) for line in lines])
    at = np.flatnonzero(good)
    first, last = (int(at[0]), int(at[-1])) if len(at) else (0, len(lines) - 1)
    away_at, away_parent = -100, None
    rows = []
    kin: dict[int, int] = {}
    spine: set[int] = set()
    up: Node | None = lines[head].node if head >= 0 else trunk
    while up is not None:
        spine.add(up.index)
        up = up.parent
    for nth, line in enumerate(lines):
        inside = trunk.holds(line.node)
        short = line.size < 60
        if short and not _END_STOP.search(line.text) and _LEADS_AWAY.match(line.text):
            away_at, away_parent = nth, line.node.parent
        led = away_parent is not None and away_parent.holds(line.node)
        meet: Node | None = line.node
        steps = 0
        while meet is not None and meet.index not in spine and steps < 9:
            meet = meet.parent
            steps += 1
        between, up = 0, line.inner
        while up is not None and not (up.index <= trunk.index < up.last):
            between |= places[up.index].own
            up = up.parent
        rows.append(
            [
                *[float(between >> bit & 1) for bit in range(len(_ABOVE) + len(_GROUPS))],
                float(inside),
                float(_away(trunk, line.node)),
                float(min(9, line.node.depth - trunk.depth)) if inside else -1.0,
                float(max(-20, min(20, nth - first))),
                float(max(-20, min(20, nth - last))),
                float(min(20, nth - away_at)) if led else 20.0,
                float(nth == away_at),
                float(max(-50, min(50, nth - head))) if head >= 0 else -60.0,
                float(steps),
                float(_kin(line.node, kin)),
            ]
        )
    return np.array(rows, dtype=np.float32)


def _first_trunk(tree: Tree, places: list[_Place], own: Floats) -> tuple[Node, npt.NDArray[np.bool_]]:
    """Return the element that holds the page's prose best, and which lines are prose.

    Best by F1 between its prose and the page's prose, against all else that it holds. Held against the marked
    articles, this element lost no article of 91 but one and had four with much else in it; adding up gains and costs
    a line (as Readability does) lost six to ten.
    """
    lines = tree.lines
    size, linked = np.exp(own[:, 0]) - 1, own[:, 2]
    weight = np.array([_PROSE_WEIGHT.get(line.node.tag, 0.5) for line in lines])
    weight[np.array([bool(places[line.inner.index].above & _ASIDE) for line in lines])] *= 0.2
    plain = size * (1 - linked)
    long = (plain > 60) & (linked < 0.5) & (own[:, 3] > 0)
    prose = np.where(long, np.minimum(plain, 600) * weight, 0.0)
    prose[(own[:, _TAG] == _TAGS["li"]) & (linked > 0.1)] *= 0.3
    prose[own[:, _BEFORE] > 0] = 0.0
    held, else_ = _held(tree, prose), _held(tree, size * (0.15 + 0.5 * linked) + 0.0)
    worth = held / (held + else_ + 50 + held[0])
    return tree.nodes[len(worth) - 1 - int(np.argmax(worth[::-1]))], long


def _held(tree: Tree, values: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Return for each node the sum of `values` over the lines that stand in it."""
    sums = np.zeros(len(tree.nodes) + 1)
    np.add.at(sums, [line.node.index + 1 for line in tree.lines], values)
    sums = np.cumsum(sums)
    total: npt.NDArray[np.float64] = sums[[node.last for node in tree.nodes]] - sums[:-1]
    return total


def _kin(node: Node, known: dict[int, int]) -> int:
    """Return how many siblings of the nearest element with a class share its tag and first class: at most 9.

    Teasers come in rows of the same make; of an article there is one.
    """
    up: Node | None = node if node.tag not in ("p", "span", "a") else node.parent
    while up is not None and (not up.names or up.tag in ("p", "span", "a", "h1", "h2", "h3", "h4")):
        up = up.parent
    if up is None or up.parent is None:
        return 0
    if up.index not in known:
        makes = [(child.tag, child.names.split(" ", 1)[0]) for child in up.parent.children]
        counts = Counter(makes)
        for child, make in zip(up.parent.children, makes, strict=True):
            known[child.index] = min(9, counts[make] - 1)
    return known[up.index]


_PROSE_WEIGHT = {"p": 1.0, "div": 0.6, "li": 0.3, "td": 0.4, "blockquote": 0.7, "span": 0.6}
_END_STOP = re.compile(r"[.!][\"”’»)]*$")


def _heaviest(tree: Tree, gain: npt.NDArray[np.floating[Any]]) -> Node:
    """Return the element whose lines' `gain` adds up to most; of equals the innermost, which comes last."""
    total = _held(tree, gain)
    return tree.nodes[len(total) - 1 - int(np.argmax(total[::-1]))]


def _first_trunk(tree: Tree, places: list[_Place], own: Floats) -> tuple[Node, npt.NDArray[np.bool_]]:
    """Return the element that holds the page's prose best, and which lines are prose.

    Best by F1 between its prose and the page's prose, against all else that it holds. Held against the marked
    articles, this element lost no article of 91 but one and had four with much else in it; adding up gains and costs
    a line (as Readability does) lost six to ten.
    """
    lines = tree.lines
    size, linked = np.exp(own[:, 0]) - 1, own[:, 2]
    weight = np.array([_PROSE_WEIGHT.get(line.node.tag, 0.5) for line in lines])
    weight[np.array([bool(places[line.inner.index].above & _ASIDE) for line in lines])] *= 0.2
    plain = size * (1 - linked)
    long = (plain > 60) & (linked < 0.5) & (own[:, 3] > 0)
    prose = np.where(long, np.minimum(plain, 600) * weight, 0.0)
    prose[(own[:, _TAG] == _TAGS["li"]) & (linked > 0.1)] *= 0.3
    prose[own[:, _BEFORE] > 0] = 0.0
    held, else_ = _held(tree, prose), _held(tree, size * (0.15 + 0.5 * linked) + 0.0)
    worth = held / (held + else_ + 50 + held[0])
    return tree.nodes[len(worth) - 1 - int(np.argmax(worth[::-1]))], long


def _held(tree: Tree, values: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Return for each node the sum of `values` over the lines that stand in it."""
    sums = np.zeros(len(tree.nodes) + 1)
    np.add.at(sums, [line.node.index + 1 for line in tree.lines], values)
    sums = np.cumsum(sums)
    total: npt.NDArray[np.float64] = sums[[node.last for node in tree.nodes]] - sums[:-1]
    return total


def _kin(node: Node, known: dict[int, int]) -> int:
    """Return how many siblings of the nearest element with a class share its tag and first class: at most 9.

    Teasers come in rows of the same make; of an article there is one.
    """
    up: Node | None = node if node.tag not in ("p", "span", "a") else node.parent
    while up is not None and (not up.names or up.tag in ("p", "span", "a", "h1", "h2", "h3", "h4")):
        up = up.parent
    if up is None or up.parent is None:
        return 0
    if up.index not in known:
        makes = [(child.tag, child.names.split(" ", 1)[0]) for child in up.parent.children]
        counts = Counter(makes)
        for child, make in zip(up.parent.children, makes, strict=True):
            known[child.index] = min(9, counts[make] - 1)
    return known[up.index]


_PROSE_WEIGHT = {"p": 1.0, "div": 0.6, "li": 0.3, "td": 0.4, "blockquote": 0.7, "span": 0.6}
_END_STOP = re.compile(r"[.!][\"”’»)]*$")


def _heaviest(tree: Tree, gain: npt.NDArray[np.floating[Any]]) -> Node:
    """Return the element whose lines' `gain` adds up to most; of equals the innermost, which comes last."""
    held = np.zeros(len(tree.nodes) + 1)
    np.add.at(held, [line.node.index + 1 for line in tree.lines], gain)
    held = np.cumsum(held)
    last = np.array([node.last for node in tree.nodes])
    total = held[last] - held[:-1]
    return tree.nodes[len(total) - 1 - int(np.argmax(total[::-1]))]


def _repeats(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return for each line how often its opening stood before on the page, and how often it comes again."""
    keys = [line.text[:40] for line in lines]
    all_of = Counter(keys)
    before: Counter[str] = Counter()
    repeats = []
    for key in keys:
        repeats.append((math.log1p(before[key]), math.log1p(all_of[key] - before[key] - 1)))
        before[key] += 1
    return repeats


def _own(line: Line, place: _Place, title: frozenset[str], repeats: tuple[float, float]) -> list[float]:
    text, size = line.text, line.size
    linked = min(1.0, line.link / size)
    sentences = len(_SENTENCE.findall(text))
    letters = text[:200]
    upper = sum(map(str.isupper, letters)) / len(letters)
    digits = sum(map(str.isdigit, letters)) / len(letters)
    commas = text.count(",") + text.count("，") + text.count("、")
    words = _TITLE_WORD.findall(text[:300].lower()) if title and size < 250 else []
    row = [
        math.log1p(size),
        math.log1p(size * (1 - linked)) if sentences and linked < 0.7 and size > 40 else 0.0,
        linked,
        math.log1p(sentences),
        math.log1p(commas),
        1.0 if _END.search(text) else 0.0,
        1.0 if text[0].islower() else 0.0,
        upper,
        digits,
        min(1.0, line.bold / size),
        float(_TAGS.get(line.node.tag, 11)),
        float(line.inner is not line.node),
        float(min(line.node.depth, 40)),
        float(place.hidden),
        float(place.prop),
        *repeats,
        float(line.broken),
        sum(word in title for word in words) / len(words) if words else 0.0,
        float(line.node.parent is not None and line.node.parent.tag == "blockquote"),
        float(size < 400 and _PROMO.search(text) is not None),
        float(size < 160 and _LEADS_AWAY.match(text) is not None),
        float(size < 60 and is_furniture(text)),
    ]
    return row


def _around(tree: Tree, places: list[_Place], prose: Floats, head: int) -> Floats:
    """Return features of the elements that a line stands in, and of where it stands in the page."""
    lines = tree.lines
    total = float(prose.sum()) or 1.0
    mass = np.zeros(len(tree.nodes) + 1)
    count = np.zeros(len(tree.nodes) + 1)
    links = np.zeros(len(tree.nodes) + 1)
    by_signature: dict[int, float] = defaultdict(float)
    for nth, line in enumerate(lines):
        index = line.node.index
        mass[index + 1] += prose[nth]
        count[index + 1] += 1
        links[index + 1] += line.link / line.size
        by_signature[places[index].signature] += float(prose[nth])
    mass, count, links = np.cumsum(mass), np.cumsum(count), np.cumsum(links)
    before = np.cumsum(prose)
    rows = []
    for nth, line in enumerate(lines):
        node = line.node
        up = node.parent or node
        upper = up.parent or up
        row = [
            float(by_signature[places[node.index].signature]) / total,
            float(before[nth] - prose[nth]) / total,
            nth / len(lines),
            math.log1p(up.last - up.index),
        ]
        for place in (node, up, upper, upper.parent or upper):
            held = mass[place.last] - mass[place.index]
            many = max(1.0, count[place.last] - count[place.index])
            row += [held / total, held / many, (links[place.last] - links[place.index]) / many]
        row.append(count[up.last] - count[up.index])
        rows.append(row)
    return np.array(rows, dtype=np.float32)


_NEAR = (0, 1, 2, 3, 5, 9, 10)
"""The features of its own that a line's neighbours are asked for: size, prose, links, sentences, end, bold, tag."""


def _neighbours(own: Floats, lines: Sequence[Line]) -> Floats:
    """Return what the two lines before and the two after are like, whether they share a parent, and how far prose is."""
    n = len(lines)
    columns = []
    parents = np.array([(line.node.parent or line.node).index for line in lines])
    padded = np.vstack([np.zeros((2, own.shape[1]), np.float32), own, np.zeros((2, own.shape[1]), np.float32)])
    padded_parents = np.concatenate([[-1, -1], parents, [-1, -1]])
    for shift in (-2, -1, 1, 2):
        columns.append(padded[2 + shift : 2 + shift + n, list(_NEAR)])
        columns.append((padded_parents[2 + shift : 2 + shift + n] == parents)[:, None].astype(np.float32))
    good = own[:, 1] > math.log1p(80)
    columns += [_distance(good)[:, None], _distance(good[::-1])[::-1][:, None]]
    sizes = own[:, 1]
    window = np.convolve(sizes, np.ones(9, np.float32) / 9, mode="same")[:n] if n >= 9 else np.full(n, sizes.mean())
    columns.append(window[:, None])
    return np.hstack(columns).astype(np.float32)


def _distance(marks: npt.NDArray[np.bool_]) -> Floats:
    """Return for each place how many places back the last mark stands: 20 for 20 and more."""
    at = np.where(marks, np.arange(len(marks)), -100)
    last = np.maximum.accumulate(at)
    last = np.concatenate([[-100], last[:-1]])
    return np.minimum(20, np.arange(len(marks)) - last).astype(np.float32)


def second_features(tree: Tree, first: Floats) -> Floats:
    """Return what the first look made of a line's neighbours and of the elements that it stands in."""
    lines = tree.lines
    n = len(lines)
    sizes = np.array([line.size for line in lines], dtype=np.float32)
    padded = np.concatenate([np.zeros(3, np.float32), first, np.zeros(3, np.float32)])
    columns = [first] + [padded[3 + shift : 3 + shift + n] for shift in (-3, -2, -1, 1, 2, 3)]
    good = first > 0.5
    columns += [_distance(good), _distance(good[::-1])[::-1]]
    ahead = np.concatenate([[0], np.cumsum(first * sizes)])
    total = max(1.0, float(ahead[-1]))
    columns += [(ahead[:-1] / total).astype(np.float32), ((total - ahead[1:]) / total).astype(np.float32)]
    mass = np.zeros(len(tree.nodes) + 1)
    every = np.zeros(len(tree.nodes) + 1)
    for nth, line in enumerate(lines):
        mass[line.node.index + 1] += first[nth] * sizes[nth]
        every[line.node.index + 1] += sizes[nth]
    mass, every = np.cumsum(mass), np.cumsum(every)
    trunks = [_trunk(tree, first, sizes, least) for least in (0.25, 0.5)]
    rows = []
    for line in lines:
        row: list[float] = []
        for trunk in trunks:
            row += [float(trunk.holds(line.node)), float(_away(trunk, line.node))]
        node = line.node
        for _ in range(4):
            held, size = mass[node.last] - mass[node.index], every[node.last] - every[node.index]
            row += [held / total, held / max(1.0, size)]
            node = node.parent or node
        rows.append(row)
    return np.hstack([np.stack(columns, axis=1), np.array(rows)]).astype(np.float32)


def _trunk(tree: Tree, chances: Floats, sizes: Floats, least: float) -> Node:
    """Return the element that holds most of what the first look took for the article, and little else."""
    return _heaviest(tree, sizes * (chances - least))


def _away(trunk: Node, node: Node) -> int:
    """Return how many steps up from `trunk` the first element is that holds `node` too: at most 9."""
    steps = 0
    up: Node | None = trunk
    while up is not None and steps < 9 and not up.holds(node):
        up = up.parent
        steps += 1
    return steps
