"""Comments where nothing is called a comment: found by their shape and by the words around them alone.

A comment has a time, and the comments of a page have it in the same place: going up from each time, the elements that
are reached by the same tags are alike. Of all that are alike at some height, in some part of the page, those are taken
that give most: each with one time and words of its own, without a title that is a link. Lists of articles look like
that too, so a page must also say that they are comments: by replies they offer, by a heading before them, by the form
after them, by one standing in another. The fewer there are the more is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate, pairwise

from onrecord.intake.comments.words import DATE_IN
from onrecord.intake.kinds import is_timestamp
from onrecord.intake.markup import Line, Node, Tree, pieces

_NOUN = (
    r"(?:(?:reader|user|leser)?(?:comments?|kommentare?|meinungen)|responses?|repl(?:y|ies)|commentaires?"
    r"|coment[aá]rios?|commenti|commento|reacties?|réactions?|opiniones|antwort(?:en)?|respuestas?|reaktionen"
    r"|komentarz[ey]?|komentářů?|yorum|kommentit|kommentarer|thoughts?|gedanken?|beiträge|respostas?|risposte"
    r"|réponses?)"
)
_COUNT = r"(?:\d[\d.,]*|an?|one|ein(?:e|en)?|une?|un[oa]?|uma?|één|two|three|zwei|drei)"
HEADING = re.compile(
    r"\W*(?:(?:there (?:are|is)|dieser artikel hat|all|the|alle|tous les|todos los|os|los|les|die|i)\W+)?"
    rf"(?:{_COUNT}\W+)?(?:(?:reader|user)\W+)?{_NOUN}\b(?!\s+(?:policy|guidelines|rules|feed))"
    r"|\W*discussion\b|\W*diskussion\b|\W*join (?:the|in the) (?:conversation|discussion)\b"
    r"|\W*what (?:people|readers|others) (?:are saying|say|think)\b",
    re.IGNORECASE,
)
"""Words that announce comments, at the beginning of a short line."""
FORM = re.compile(
    r"\W*(?:leave|write|post|add|submit|make|join)\s+(?:a|your|the|us a|to the)?\s*(?:new\s+)?(?:comment|reply"
    r"|response|discussion|conversation)"
    r"|\W*(?:schreiben? (?:sie |einen |deinen )|hinterlasse|deine meinung|(?:neuen |einen |deinen )?kommentar"
    r" (?:schreiben|verfassen|hinzufügen|abgeben|hinterlassen|absenden))"
    r"|\W*(?:laisser?z? (?:un|votre) commentaire|ajouter un commentaire|votre commentaire|laisser une réponse)"
    r"|\W*(?:deja|dejar|escribe|agrega|añad[ei]r?) (?:un|una|tu) (?:comentario|respuesta)"
    r"|\W*deixe (?:um|uma|seu|o seu) (?:comentário|resposta)|\W*(?:lascia|scrivi|aggiungi) un (?:commento|rispost)"
    r"|\W*(?:geef een reactie|plaats een reactie|dodaj komentarz|zostaw komentarz)"
    r"|.{0,30}\b(?:comments? (?:are|is) (?:now )?closed|kommentare sind .{0,40}(?:deaktiviert|geschlossen)"
    r"|(?:log ?in|sign in|melde dich an|anmelden),? (?:to|um|um zu) (?:leave a )?(?:comment|reply|kommentieren))",
    re.IGNORECASE,
)
"""Words by which a form for comments begins, or by which a page says that it has none."""
REPLY = re.compile(
    r"(?:^|.{0,24}[\W\d])(?:reply|répondre|antworten|responder|rispondi|reageer|reageren|beantwoorden|odpowiedz|svara?"
    r"|antwort|ответить|yanıtla|odpovědět|vastaa)(?=$|[\W\d]|delete|report|quote|link)",
    re.IGNORECASE,
)
"""A button that answers one comment, alone in a short line or beside others."""
SAYS = re.compile(
    r".{1,60}\s(?:says?|said|sagte?|schreibt|schrieb|meint|dit|a dit|a écrit|dice|dijo|ha scritto|ha detto|escreveu|diz"
    r"|disse|zegt|schreef|pisze|skrev)\s*(?:on|am|at|le|el|il|em|op)?\s*[:,]?(?:\s.{0,40}\d.{0,25})?",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"\b\d{1,2}(?::|h|\.(?=\d\d\s*uhr))\d{2}|\b(?:ago|vor|il y a|hace|há|atrás|fa|geleden|temu|sedan|siden|önce|her)\b",
    re.IGNORECASE,
)
"""A time of day, or how long ago: comments say that, teasers of articles mostly the day alone."""
_DURATION = re.compile(r"\W*\d+\W*[^\W\d]{1,8}\W*")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]?\d{3}|\d{0,4})\b")
_COUNTED = re.compile(rf"\W*{_COUNT}\s+{_NOUN}\b", re.IGNORECASE)
_HEIGHT = 12
"""How far up from a time a comment may reach. Among 62 pages the furthest needs 7."""
_MOST = 200
"""Groups of elements looked at, the largest first."""
Stretch = tuple[Node, int]
"""An element that holds a comment and the index of the node after all that belongs to it."""


class _Counts:
    """How much of one thing stands in any stretch of nodes."""

    def __init__(self, nodes: int) -> None:
        self.at = [0.0] * (nodes + 1)

    def ready(self) -> None:
        self.at = [0.0, *accumulate(self.at[:-1])]

    def __call__(self, first: int, last: int) -> float:
        return self.at[last] - self.at[first]


class Shapes:
    """The lines of a page by what they may be in a comment: a time, words, a button that replies, a linked title."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        count = len(tree.nodes)
        self.times, self.words, self.replies = _Counts(count), _Counts(count), _Counts(count)
        self.titles, self.says, self.others = _Counts(count), _Counts(count), _Counts(count)
        self.exact = _Counts(count)
        self.anchors: list[Node] = []
        self.answered: list[Node] = []
        self.headings: list[int] = []
        self.forms: list[int] = []
        self.starts = [line.start for line in tree.lines]
        self.told = False
        rest = [line for nth, line in enumerate(tree.lines) if not self._speaks(line, nth)]
        self.told = self.told or bool(self.headings)
        if not self.told:
            return  # the usual page: nothing on it speaks of comments, so nothing need be looked at closely
        self.said = Counter(line.text for line in tree.lines)
        for line in rest:
            self._look(line)
        for counts in (self.times, self.words, self.replies, self.titles, self.says, self.others, self.exact):
            counts.ready()
        areas = [bisect_left(self.starts, node.start) for node in tree.nodes if node.tag == "textarea"]
        self.forms = sorted({*self.forms, *areas})

    def number(self, heading: int) -> int | None:
        """Return how many comments a heading says that there are."""
        text = self.tree.lines[heading].text
        found = _NUMBER.search(text)
        if found:
            return int(found[0].replace(".", "").replace(",", ""))
        return 1 if _COUNTED.match(text) else None

    def lines_of(self, items: list[Stretch]) -> tuple[int, int]:
        """Return the first line of `items`, and the first after them."""
        end = max(self.tree.nodes[items[-1][1] - 1].end, items[-1][0].end)
        return bisect_left(self.starts, items[0][0].start), bisect_left(self.starts, end)

    @staticmethod
    def between(lines: list[int], first: int, last: int) -> list[int]:
        """Return those of `lines`, which are in order, from `first` up to `last`."""
        return lines[bisect_left(lines, first) : bisect_left(lines, last)]

    def announced(self, node: Node) -> list[int]:
        """Return the headings that announce comments right before `node`, as places in the list of lines."""
        first = bisect_left(self.starts, node.start)
        return self.between(self.headings, first - 12, first + 1)

    def _speaks(self, line: Line, nth: int) -> bool:
        """Note a line that answers, announces or asks for comments; return whether it says nothing else."""
        text, size, at = line.text, line.size, line.node.index
        if size >= 100:
            return False
        if size < 50 and REPLY.match(text) and not FORM.match(text) and not _COUNTED.match(text):
            self.replies.at[at] += 1
            self.answered.append(line.node)
            self.told = True
            if not DATE_IN.search(text):
                return True
        if size < 90 and FORM.match(text):
            self.forms.append(nth)
            self.others.at[at] += 1
            return True
        sentence = text.endswith(".") and len(text.split()) > 6
        if size < 90 and HEADING.match(text) and not sentence and not DATE_IN.search(text):
            self.headings.append(nth)
            self.others.at[at] += 1
            return True
        if SAYS.fullmatch(text) and (len(text) < 50 or DATE_IN.search(text)):
            self.says.at[at] += 1
            self.told = True
        return False

    def _look(self, line: Line) -> None:
        node, text, size = line.node, line.text, line.size
        at = node.index
        if is_anchor(line, self.tree):
            self.times.at[at] += 1
            self.exact.at[at] += _EXACT.search(text) is not None
            self.anchors.append(node)
        elif line.link > 0.9 * size:
            self.titles.at[at] += size > 25 and self.said[text] < 3 and not text.startswith(("http", "www."))
        elif not self.says.at[at]:
            self.words.at[at] += sum(map(str.isalpha, text)) if size < 40 else size


def is_anchor(line: Line, tree: Tree) -> bool:
    """Return whether a line is one that says when a comment was written, maybe with its author's name beside."""
    if line.size > 120:
        return False
    text = line.text
    found = DATE_IN.search(text)
    if found is None and line.node.children and any(map(str.isdigit, text)):
        text = " ".join(tree.raw[a:b] for a, b, _ in pieces(line, tree))  # "IwonaMay 30, 2019": two elements that touch
        found = DATE_IN.search(text)
    if found is None:
        dated = line.size < 60 and any(map(str.isdigit, text)) and not _DURATION.fullmatch(text)
        return dated and is_timestamp(line.text)
    return len(text) - len(found[0]) < 90 and not (len(text) > 60 and text.endswith((".", "!", "?")))


def candidates(shapes: Shapes) -> Iterator[list[Node]]:
    """Give elements that are alike: those that a time is reached in by the same tags, in the same part of the page.

    Where comments have no time, the button that answers each is gone up from.
    """
    alike: dict[tuple[str, ...], dict[int, Node]] = defaultdict(dict)
    answers = shapes.answered if len(shapes.anchors) < len(shapes.answered) else []
    anchors: list[tuple[Node, tuple[str, ...]]] = [(node, ("time",)) for node in shapes.anchors]
    anchors += [(node, ("answer",)) for node in answers]
    for anchor, path in anchors:
        node: Node | None = anchor
        for _ in range(_HEIGHT):
            if node is None or node.tag in ("body", "html", "form"):
                break
            path = (*path, node.tag)  # noqa: PLW2901 - the way so far
            alike[path][node.index] = node
            node = node.parent
    groups = sorted((group for group in alike.values() if len(group) > 1), key=len, reverse=True)
    alone = [group for group in alike.values() if len(group) == 1 and shapes.announced(next(iter(group.values())))]
    for group in [*groups[:_MOST], *alone[:_MOST]]:
        nodes = sorted(group.values(), key=lambda node: node.index)
        yield from _parts(nodes)
        for heading in shapes.headings[-4:]:
            after = [node for node in nodes if node.start >= shapes.starts[heading]]
            if 0 < len(after) < len(nodes):
                yield after


def _parts(nodes: list[Node]) -> Iterator[list[Node]]:
    """Give `nodes`, which are in order, and those of them that stand together in one part of the page, four deep."""
    waiting = [(nodes, 0)]
    while waiting:
        some, deep = waiting.pop()
        yield some
        if deep == 4 or len(some) < 2:
            continue
        around = _around(some[0], some[-1])
        by_child: dict[int, list[Node]] = defaultdict(list)
        for node in some:
            up = node
            while up.parent is not None and up.parent is not around:
                up = up.parent
            by_child[up.index].append(node)
        parts = sorted((part for part in by_child.values() if len(part) < len(some)), key=len, reverse=True)
        waiting += [(part, deep + 1) for part in parts[:6]]


def _around(first: Node, last: Node) -> Node:
    """Return the smallest element that both stand in."""
    up = first
    while up.parent is not None and (up is first or up is last or not up.holds(last)):
        up = up.parent
    return up


def best(shapes: Shapes) -> list[Stretch]:
    """Return the stretches that are comments, in order; none where nothing says that they are."""
    chosen: list[Stretch] = []
    most = (0.0, 0.0)
    for nodes in candidates(shapes):
        plain = [(node, node.last) for node in nodes]
        for items in (plain, _with_what_follows(nodes)):
            worth = _worth(shapes, items) if items else None
            if worth is not None and worth > most:
                most, chosen = worth, items
    return chosen


def _with_what_follows(nodes: list[Node]) -> list[Stretch]:
    """Return each of `nodes` with all up to the next: `dt` and `dd`, or a line of name and time and what follows it."""
    parent = nodes[0].parent
    if parent is None or len(nodes) < 2 or any(node.parent is not parent for node in nodes):
        return []
    row = parent.children
    places = [nth for nth, child in enumerate(row) if nodes[0].index <= child.index <= nodes[-1].index]
    heads = {node.index for node in nodes}
    between = [row[nth].tag for nth in places if row[nth].index not in heads]
    if not between:
        return []
    end = nodes[-1].last
    for child in row[places[-1] + 1 : places[-1] + 2 + len(between) // len(nodes)]:
        if child.tag not in between:
            break
        end = child.last
    return [*((one, other.index) for one, other in pairwise(nodes)), (nodes[-1], end)]


def _worth(shapes: Shapes, items: list[Stretch]) -> tuple[float, float] | None:
    """Return how many comments these would be, weighed with what says so, and their words; None where too little does.

    Chosen by hand on the public pages with their classes masked; a point more or less of any support moves at most two
    of 62 pages.
    """
    value = total = replies = says = nested = exact = 0.0
    good = 0
    for words, times, reply, title, say, other, clock, deep in _own(shapes, items):
        if words <= 2:
            value -= 0.3
        elif title:
            value -= 0.7
        else:
            good += 1
            value += 1.0 if times < 2 else 0.8 if times < 3 else -times / 2
            value -= 0.3 * min(1.0, other)
            total += min(words, 3000)
            replies += reply > 0
            says += say > 0
            exact += clock > 0
            nested += deep
    if not good:
        return None
    first, after = shapes.lines_of(items)
    before = shapes.announced(items[0][0])
    inside = [] if before else shapes.between(shapes.headings, first, after)
    if inside:
        value -= sum(node.start < shapes.starts[inside[-1]] for node, _ in items)
    support = 2.0 * min(1.0, 1.5 * replies / good) + 1.5 * min(1.0, 1.5 * says / good)
    support += 1.5 * bool(before) + 1.5 * any(shapes.number(heading) == good for heading in before)
    support += 1.0 * bool(shapes.between(shapes.forms, first - 15, after + 15))
    support += 1.5 if nested > 2 else 1.0 if nested else 0.0
    if good < 3 and not exact:
        support -= 1.5
    if support < (1.5 if good > 2 else 2.0 if good == 2 else 2.5):
        return None
    return round(value * (1 + 0.15 * support), 1), total


def _own(shapes: Shapes, items: list[Stretch]) -> Iterator[tuple[float, ...]]:
    """Give what each item holds that no item inside it holds, and last whether it stands in or deeper than another."""
    counts = (shapes.words, shapes.times, shapes.replies, shapes.titles, shapes.says, shapes.others, shapes.exact)
    roots = [node.depth for node, _ in items if node.depth <= items[0][0].depth]
    lowest = items[0][0].depth if len(roots) > 1 and min(roots) == items[0][0].depth else 1 << 30
    found: list[list[float]] = []
    stack: list[int] = []
    for nth, (node, last) in enumerate(items):
        while stack and items[stack[-1]][1] <= node.index:
            stack.pop()
        held = [count(node.index, last) for count in counts]
        if stack:
            above = found[stack[-1]]
            above[: len(held)] = [one - other for one, other in zip(above, held, strict=False)]
        found.append([*held, float(bool(stack) or node.depth > lowest)])
        stack.append(nth)
    yield from map(tuple, found)
