"""The public threads, pages and articles as what the fits want: texts, lines with their states, rooms with parents."""

from __future__ import annotations

import bisect
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threads_names import HEADINGS, ODD_NAMES, listed

from onrecord.intake.text import read_text
from onrecord.intake.text.chain import STATES
from onrecord.intake.text.comments import content_numbers
from onrecord.intake.text.features import PageEvidence, line_features
from onrecord.intake.text.lines import Line, lines_of
from onrecord.terms import Comment, Page, Snapshot, Span

Marks = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""Where a comment's author and its text stand; None where the text does not show it."""
STAMPS = ("3 years ago", "August 15, 2020 at 9:35 am", "vor 2 Jahren", "12. Mai 2014 um 10:22 Uhr", "5 h")


@dataclass
class Sheet:
    """One text with the true state of each line. `weight` is how much it counts in the fit."""

    name: str
    site: str
    text: str
    weight: float
    rows: list[list[str]] = field(default_factory=list)
    states: list[int] = field(default_factory=list)


def threads(shared: Path) -> list[dict[str, Any]]:
    return [json.loads(p.read_text("utf8")) for p in sorted((shared / "corpora" / "threads").glob("*.json"))]


def marks(page: dict[str, Any], form: str) -> list[Marks]:
    lead = f"{form}_" if form else ""
    found: list[Marks] = []
    for c in page["comments"]:
        author = c.get(lead + "author_start")
        span = (c[lead + "start"], c[lead + "end"]) if c.get(lead + "start") is not None else None
        found.append(((author, c[lead + "author_end"]) if author is not None else None, span))
    return found


def flattened(page: dict[str, Any], form: str) -> tuple[str, int]:
    tail = f"_{form}" if form else ""
    return page["flattened" + tail], page["article_end" + tail]


def shifted(found: Sequence[Marks], by: int) -> list[Marks]:
    return [tuple(None if m is None else (m[0] + by, m[1] + by) for m in pair) for pair in found]  # type: ignore[misc]


def sheet(name: str, site: str, text: str, found: Sequence[Marks], weight: float) -> Sheet | None:
    lines = lines_of(text)
    numbers = content_numbers(lines)
    if not numbers:
        return None
    labels = _labels(lines, found)
    states, before = [], "article"
    for n in numbers:
        label = labels[n]
        if label == "more" and before == "article":
            label = "opening"
        elif label == "article" and before != "article":
            label = "more"
        states.append(STATES.index(label))
        before = label
    return Sheet(name, site, text, weight, line_features(lines, numbers, PageEvidence(lines)), states)


def _labels(lines: Sequence[Line], found: Sequence[Marks]) -> list[str]:
    labels = ["article"] * len(lines)
    starts = [line.span.start for line in lines]
    for author, span in found:
        if author:
            i = bisect.bisect_left(starts, author[0])
            labels[i if i < len(lines) and starts[i] < author[1] else i - 1] = "author"
        if span:
            i = bisect.bisect_left(starts, span[0])
            label = "more" if author else "opening"
            while i < len(lines) and starts[i] < span[1]:
                labels[i] = label
                label, i = "more", i + 1
    return labels


def sheets(shared: Path) -> list[Sheet]:
    """Every thread page in all its forms, cut, grafted on other articles and dressed up; pages without comments."""
    rnd = random.Random(1)
    made: list[Sheet | None] = []
    pages = threads(shared)
    for page in pages:
        made += _forms(page, rnd)
    gold = json.loads((shared / "corpora" / "articles" / "gold.json").read_text("utf8"))
    bodies = {k: _paragraphs(a["articleBody"]) for k, a in sorted(gold.items()) if len(a["articleBody"]) > 300}
    rnd = random.Random(3)
    made += [sheet(f"{k}/article", gold[k]["site"], body, [], 0.15) for k, body in bodies.items()]
    made += [sheet(f"{k}/headed", gold[k]["site"], _headed(body, rnd), [], 0.12) for k, body in bodies.items()]
    for page in pages:
        made += _grafts(page, list(bodies.values()), rnd)
    made += list(_labelled_pages(shared))
    with gzip.open(shared / "corpora" / "polnear" / "train.jsonl.gz", "rt", encoding="utf8") as rows:
        news = [json.loads(row) for row in rows]
    made += [sheet(row["id"], row["id"], row["text"], [], 0.15) for row in random.Random(2).sample(news, 70)]
    return [one for one in made if one is not None]


def _headed(body: str, rnd: random.Random) -> str:
    """The article with two to five headings among its paragraphs, one of them near its end."""
    parts = body.split("\n\n")
    places = {max(1, len(parts) - rnd.randint(1, 3))}
    places |= {rnd.randrange(1, len(parts) + 1) for _ in range(rnd.randint(1, 4))}
    titles = iter(rnd.sample(listed(HEADINGS), len(places)))
    return "\n\n".join(
        part if at not in places else f"{next(titles)}\n\n{part}" for at, part in enumerate(parts) if part
    )


def _paragraphs(body: str) -> str:
    return "\n\n".join(line.strip() for line in body.split("\n") if line.strip())


def _forms(page: dict[str, Any], rnd: random.Random) -> Iterator[Sheet | None]:
    site, name = page["site"], page["id"]
    for form, weight in (("", 1.0), ("seed", 1.0), ("hard", 0.7), ("nogap", 0.25)):
        text, end = flattened(page, form)
        found = marks(page, form)
        yield sheet(f"{name}/{form or 'flat'}", site, text, found, weight)
        if form == "nogap":
            continue
        if form != "hard":
            yield sheet(f"{name}/only {form}", site, text[end:], shifted(found, -end), 0.2)
        if len(found) > 4:
            k = rnd.randint(1, 3) if not form else rnd.randint(3, 5)
            stop = found[k - 1][1]
            yield sheet(f"{name}/few", site, text[: stop[1] if stop else end], found[:k], 0.2 if form else 0.4)
        if form == "":
            yield sheet(f"{name}/article", site, text[:end].rstrip(), [], 0.3)
            yield sheet(f"{name}/headed", site, _headed(text[:end].rstrip(), rnd), [], 0.15)
            yield sheet(f"{name}/dense", site, text.replace("\n\n", " \n"), found, 0.3)
        if form == "seed" and end > 1:
            if found[0][0] is None:  # the first comment close below the article, as on the seed page
                yield sheet(f"{name}/close", site, text[: end - 1] + text[end:], shifted(found, -1), 0.5)
            for again in (False, True):
                yield _as_the_crawl(page, text, end, found, again, rnd)
    yield _dressed(page, rnd)
    for form in ("", "seed"):
        yield _renamed(page, form, rnd)


def _as_the_crawl(
    page: dict[str, Any], text: str, end: int, found: list[Marks], close: bool, rnd: random.Random
) -> Sheet | None:
    """As on the seed page: no longer run of blanks above the first comment, and now and then a text that was lost."""
    near = close or found[0][0] is None
    built = text[:end].rstrip("\n") + "\n\n" if near else text[:end]
    new: list[Marks] = []
    for i, (author, span) in enumerate(found):
        assert span is not None
        if i:
            before = found[i - 1][1]
            assert before is not None
            built += text[before[1] : author[0] if author else span[0]]
        at = None
        if author:
            at = (len(built), len(built) + author[1] - author[0])
            built += text[author[0] : author[1]]
            if i + 1 < len(found) and found[i + 1][0] is None and rnd.random() < 0.25:
                new.append((at, None))
                continue
            built += text[author[1] : span[0]]
        new.append((at, (len(built), len(built) + span[1] - span[0])))
        built += text[span[0] : span[1]]
    return sheet(f"{page['id']}/crawl", page["site"], built, new, 0.5)


def _dressed(page: dict[str, Any], rnd: random.Random) -> Sheet | None:
    """With what sites print between comments: "says:", times, "Reply", "Share", "Like 3"."""
    text, _ = flattened(page, "")
    style, stamp = rnd.randint(0, 3), rnd.choice(STAMPS)
    after_name = (f" says:\n{stamp}\n", f"\n{stamp}\n", f"\n\n{stamp}\n\n", "\n\n")[style]
    after_text = ("\nReply", "", "\n\nLike 3", "\n\nReply\n\nShare")[style]
    built, at = "", 0
    new: list[Marks] = []
    for author, span in marks(page, ""):
        assert span is not None
        start = author[0] if author else span[0]
        built += text[at:start]
        name = None
        if author:
            name = (len(built), len(built) + author[1] - author[0])
            built += text[author[0] : author[1]] + after_name
        new.append((name, (len(built), len(built) + span[1] - span[0])))
        built += text[span[0] : span[1]] + after_text
        at = span[1]
    return sheet(f"{page['id']}/dressed {style}", page["site"], built, new, 0.4)


def _renamed(page: dict[str, Any], form: str, rnd: random.Random) -> Sheet | None:
    """With some of the authors called as hardly any is on the public pages."""
    text, _ = flattened(page, form)
    count = len(page["comments"])
    odd = dict(zip(rnd.sample(range(count), count), rnd.sample(listed(ODD_NAMES), 40), strict=False))
    built, at = "", 0
    new: list[Marks] = []
    for i, (author, span) in enumerate(marks(page, form)):
        assert span is not None
        start = author[0] if author else span[0]
        built += text[at:start]
        name = None
        if author:
            called = odd[i] if i in odd and rnd.random() < 0.4 else text[author[0] : author[1]]
            name = (len(built), len(built) + len(called))
            built += called + text[author[1] : span[0]]
        new.append((name, (len(built), len(built) + span[1] - span[0])))
        built += text[span[0] : span[1]]
        at = span[1]
    return sheet(f"{page['id']}/renamed {form}", page["site"], built, new, 0.5)


def _grafts(page: dict[str, Any], bodies: Sequence[str], rnd: random.Random) -> Iterator[Sheet | None]:
    """The page's comments below the articles of others, so that no article always goes with its own comments."""
    for j in range(3):
        form = "" if j < 2 else "seed"
        text, end = flattened(page, form)
        found = marks(page, form)
        gap = re.search(r"\n*$", text[:end])
        body = rnd.choice(bodies)
        if rnd.random() < 0.5:
            body = _headed(body, rnd)
        body += gap.group() if gap and gap.group() else "\n\n"
        k = rnd.randint(min(3, len(found)), len(found)) if j == 2 else rnd.randint(1, len(found))
        stop = found[k - 1][1]
        moved = shifted(found[:k], len(body) - end)
        yield sheet(f"{page['id']}/graft {j}", page["site"], body + text[end : stop[1] if stop else None], moved, 0.5)


def _labelled_pages(shared: Path) -> Iterator[Sheet | None]:
    for path in sorted((shared / "corpora" / "pages").glob("*/gold.json")):
        gold = json.loads(path.read_text("utf8"))
        text = (path.parent / "page.txt").read_bytes().decode("utf8")
        found = [(c.get("author_span"), c.get("span")) for c in gold["comments"]]
        yield sheet(path.parent.name, f"page {path.parent.name}", text, found, 1.0 if found else 0.6)


def page_of(page: dict[str, Any], form: str) -> Page:
    """The page with its true comments, but only the authors that this form shows, and no parents."""
    text, end = flattened(page, form)
    comments = []
    for i, (author, span) in enumerate(marks(page, form)):
        assert span is not None
        at = Span(*author) if author else None
        comments.append(Comment(id=f"c{i + 1}", author=at.of(text) if at else None, author_span=at, span=Span(*span)))
    article = read_text(text[:end].rstrip())
    return Page(
        id=page["id"],
        snapshot=Snapshot(sha256="", media_type="text/plain"),
        text=text,
        blocks=article.blocks,
        comments=tuple(comments),
        authors=article.authors,
    )
