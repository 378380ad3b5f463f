"""How well comments are found in markup where less and less says that they are comments.

    python evaluation/masked_comments.py SHARED [--mask NAME ...] [--errors]

The pages of `corpora/threads`, scored as they are and masked. A mask changes attributes and tags, never the words:

    plain     nothing changed
    comments  each class and id that speaks of comments, replies or a platform is another word, the same all over a page
    half      half of all classes and ids, chosen blindly, are other words
    classes   every class and id is another word, without any number in it
    bare      classes as before; of all other attributes only those of links, pictures and forms, which say nothing now
    tags      no class or id at all; `time`, `cite`, `article`, `section` and the like are `span` and `div`

Then the pages of `corpora/articles`, masked the same way: how many comments are found on them, beside how many are
found as they are (some do have comments); and the thread pages with all comments taken out, but not the headings
and forms around them: how many are found on how many of these.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from onrecord.intake.comments import find_comments
from onrecord.intake.decoding import decoded
from onrecord.intake.markup import parse, read_tree
from onrecord.intake.pages import read_page, snapshot_of_string, take_snapshot

MASKS = ("plain", "comments", "half", "classes", "bare", "tags")
_SPEAKS = re.compile(
    r"comm?ent|komm?ent|coment|comm[ae]nt|reactie|reaktion|respon[ds]|repl(?:y|ies)|disqus|wpd|wc-|livefyre|coral|talkback"
    r"|discuss|diskuss|leserbrief|lesermeinung|meinung|forum|thread|posts?\b|post-|opinie|opinion|children|antwort|usernote"
    r"|bypost|byuser|depth|viafoura|spot-?im|gigya|hyvor|isso|remark42|^c\d|^ch\d"
)
_PLAINER = {
    "article": "div", "section": "div", "aside": "div", "header": "div", "footer": "div", "main": "div", "cite": "span",
    "time": "span", "dl": "div", "dt": "div", "dd": "div", "details": "div", "summary": "div", "figure": "div",
}  # fmt: skip
_KEPT = frozenset(("href", "src", "class", "id", "type", "charset", "http-equiv", "content"))


def masked(markup: str, mask: str) -> str:
    """Return `markup` with what `mask` takes away gone."""
    root = parse(markup)
    if mask == "plain" or root is None:
        return markup
    for element in root.iter(etree.Element):
        _mask(element, mask)
        if mask == "tags" and isinstance(element.tag, str):
            element.tag = _PLAINER.get(element.tag, element.tag)
    if mask in ("bare", "tags"):
        for script in list(root.iter("script")):
            script.text = None
    return etree.tostring(root, encoding="unicode", method="html")


def _mask(element: Any, mask: str) -> None:
    for name in ("class", "id"):
        value = element.get(name)
        if value:
            element.set(name, " ".join(_other(token, mask) for token in value.split()))
    if mask in ("comments", "half", "classes"):
        return
    for name, value in list(element.attrib.items()):
        if name not in _KEPT or (mask == "tags" and name in ("class", "id")):
            del element.attrib[name]
        elif name in ("href", "src"):
            element.set(name, "/" + _word(value))


def _other(token: str, mask: str) -> str:
    if mask == "comments" and not _SPEAKS.search(token.lower()):
        return token
    if mask == "half" and _word(re.sub(r"\d+", "", token))[-1] < "o":
        return token
    number = re.search(r"\d+", token) if mask == "comments" else None
    return _word(re.sub(r"\d+", "", token)) + (number[0] if number else "")


def _word(text: str) -> str:
    """Return a word of letters a to p that stands for `text`, always the same, and says nothing."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return "z" + "".join(chr(ord("g") + int(char, 16)) for char in digest)


def public(shared: Path, name: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give each page of `corpora/threads` or `corpora/articles`: its name, its gold and its markup."""
    folder = shared / "corpora" / name
    if name == "articles":
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
    else:
        gold = {row["id"]: row for row in (json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json")))}
    for page, row in gold.items():
        body = gzip.decompress((folder / row["html_file"]).read_bytes())
        yield page, row, decoded(take_snapshot(body, name=row["html_file"]))


def comments_of(markup: str) -> list[dict[str, Any]]:
    """Return the comments of a page as the score wants them."""
    page = read_page(snapshot_of_string(markup, media_type="text/html"))
    places = {comment.id: nth for nth, comment in enumerate(page.comments)}
    return [
        {
            "text": page.text_at(comment.span) if comment.span else "",
            "author": comment.author,
            "parent": places.get(comment.parent or ""),
        }
        for comment in page.comments
    ]


def scored(shared: Path, mask: str) -> tuple[dict[str, Any], dict[str, tuple[int, int, int]]]:
    """Return the score of the thread pages under `mask`, and by page (gold, found, right)."""
    score = _score(shared)
    gold, said = {}, {}
    for name, row, markup in public(shared, "threads"):
        gold[name], said[name] = row, comments_of(masked(markup, mask))
    counts = {
        name: (len(row["comments"]), len(said[name]), len(score.align(row["comments"], said[name])))
        for name, row in gold.items()
    }
    return score.score(gold, said), counts


def found_on_articles(shared: Path, mask: str) -> dict[str, int]:
    """Return how many comments are found on each article page under `mask`, where any are."""
    counts = {name: len(comments_of(masked(markup, mask))) for name, _, markup in public(shared, "articles")}
    return {name: count for name, count in counts.items() if count}


def without_comments(markup: str) -> str:
    """Return `markup` without the elements that are read as comments."""
    tree = read_tree(markup)
    for item in find_comments(tree):
        for node in tree.nodes[item.first : item.last]:
            around = node.element.getparent()
            if around is not None and (node.parent is None or node.parent.index < item.first):
                around.remove(node.element)
    return str(etree.tostring(tree.root, encoding="unicode", method="html"))


def found_without(shared: Path, mask: str) -> dict[str, int]:
    """Return how many comments are found under `mask` on thread pages whose comments are taken out, where any are."""
    pages = public(shared, "threads")
    counts = {name: len(comments_of(masked(without_comments(markup), mask))) for name, _, markup in pages}
    return {name: count for name, count in counts.items() if count}


def _score(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("threads_score", shared / "score" / "threads.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--mask", action="append", choices=MASKS)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    print(f"{'':9} precision recall    f1  by page author parent replies  exact  | on articles | taken out")
    for mask in asked.mask or MASKS:
        result, counts = scored(asked.shared, mask)
        part = result["segmentation"]
        figures = [part["precision"], part["recall"], part["f1"], result["segmentation_macro_f1"], result["author"]]
        figures += [result["parent"], result["reply_parent"], result["exact"]]
        articles = found_on_articles(asked.shared, mask)
        left = found_without(asked.shared, mask)
        beside = " | ".join(f"{sum(found.values())} on {len(found)}" for found in (articles, left))
        print(f"{mask:9}", *(f"{figure:7.3f}" for figure in figures), f" | {beside}")
        if asked.errors:
            for name, (gold, found, right) in counts.items():
                if not gold == found == right:
                    print(f"    {name[:60]:60} gold {gold} found {found} right {right}")
            for kind, counted in (("article", articles), ("taken out", left)):
                for name, count in counted.items():
                    print(f"    {kind} {name[:50]:50} {count}")


if __name__ == "__main__":
    main()
