"""What a page's markup says of it: title, authors, times, site and language, each with what told.

Asked in this order: JSON-LD, OpenGraph, meta elements, microdata, and last the page as it is read (its headline,
its byline, its time elements, its address). The first that gives a usable answer is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from onrecord.intake.dates import iso_time
from onrecord.intake.embedded import loads
from onrecord.intake.markup import Node, Tree

_META = {
    "title": (
        ("og:title",),
        ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title", "headline",
         "title", "fb_title"),
    ),
    "author": (
        ("og:article:author", "article:author", "book:author", "og:author"),
        ("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "byl",
         "article.author", "cxenseparse:author", "article:author_name", "authors", "dc.contributor"),
    ),
    "published": (
        ("article:published_time", "og:article:published_time", "og:published_time", "og:pubdate"),
        ("parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "date",
         "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "article.published",
         "article.created", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime",
         "cxenseparse:publishtime", "datepublished", "originalpublicationdate", "article_date_original",
         "date.release", "last-published", "created", "timestamp", "ptime", "pdate", "release_date"),
    ),
    "modified": (
        ("article:modified_time", "og:article:modified_time", "og:updated_time"),
        ("last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "article.updated", "datemodified",
         "revised", "utime"),
    ),
    "site": (
        ("og:site_name",),
        ("application-name", "parsely-site", "publisher", "dc.publisher", "dcterms.publisher", "cre",
         "citation_journal_title", "article:publisher_name", "apple-mobile-web-app-title", "copyright"),
    ),
    "language": (("og:locale",), ("content-language", "dc.language", "language", "dcterms.language")),
}  # fmt: skip
_ARTICLE = re.compile(
    r"Article$|Posting$|^Report$|Review$|^Recipe$|CreativeWork$|^VideoObject$|^WebPage$|^ItemPage$|Story$|Claim"
)
_SPACE = re.compile(r"\s+")
_LD_DATE = re.compile(r'"date(Published|Modified)"\s*:\s*"([^"]{8,40})"')


@dataclass(slots=True)
class Told:
    """What one source says. Times are ISO 8601 with the zone where the source gives one.

    `desk`: an author that is no person (the outlet, an agency), taken where nobody else is named, not even on the page.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    desk: tuple[str, ...] = ()


@dataclass(slots=True)
class Metadata(Told):
    """What was chosen, and in `origins` what told each: json-ld, opengraph, meta, microdata, page, address."""

    origins: dict[str, str] = field(default_factory=dict)


def read_metadata(tree: Tree, url: str | None = None) -> Metadata:
    """Return what the head and the attributes of a page say; what only its lines say is asked by `layout`."""
    metas = _metas(tree)
    sources = [
        ("json-ld", _json_ld(tree, url)),
        ("opengraph", _from_meta(metas, 0)),
        ("meta", _from_meta(metas, 1)),
        ("microdata", _microdata(tree)),
    ]
    chosen = Metadata()
    for name in ("site", "title", "authors", "published", "modified", "language"):
        # The outlet's name is OpenGraph's to tell: JSON-LD has the owner, the agency or "Blogger" as publisher.
        for origin, told in sources if name != "site" else [*sources[1:2], *sources[:1], *sources[2:]]:
            value = getattr(told, name)
            if name == "title" and value and _is_site(value, chosen.site, url):
                continue
            if name == "site" and value and (value.startswith(("http", "@")) or len(value) > 60):
                continue
            if name == "authors":
                chosen.desk = chosen.desk or told.desk or value
                value = tuple(one for one in value if not _is_site(one, chosen.site, url))
            if value:
                setattr(chosen, name, value)
                chosen.origins[name] = origin
                break
    whole = next((tree.text_of(node) for node in tree.nodes if node.tag == "title" and _in_head(node)), None)
    if not chosen.title and whole:
        chosen.title, chosen.origins["title"] = whole, "meta"
    if chosen.title:
        chosen.title = _without_site(chosen.title, chosen.site, url)
    if not chosen.site and url:
        host = urlsplit(url).hostname
        if host:
            chosen.site, chosen.origins["site"] = host.removeprefix("www."), "address"
    if not chosen.language:
        told_by_root = tree.nodes[0].get("lang") or tree.nodes[0].get("xml:lang") if tree.nodes else None
        if told_by_root:
            chosen.language, chosen.origins["language"] = told_by_root, "meta"
    if chosen.language:
        chosen.language = _language(chosen.language)
    return chosen


def _in_head(node: Node) -> bool:
    return node.parent is not None and node.parent.tag in ("head", "html", "body")


def _language(code: str) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_,; ])", code.strip())
    return found[0].lower() if found else None


def _metas(tree: Tree) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.root.iter("meta") if tree.root is not None else ():
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        value = element.get("content")
        if name and value and value.strip():
            found.setdefault(name.strip().lower(), []).append(_text(value))
    return found


def _text(value: str) -> str:
    """Return a value with entities that were escaped twice undone and white space folded."""
    return _SPACE.sub(" ", unescape(value) if "&" in value else value).strip()


def _from_meta(metas: dict[str, list[str]], nth: int) -> Told:
    def first(name: str) -> str | None:
        return next((value for key in _META[name][nth] for value in metas.get(key, ()) if value), None)

    def time(name: str) -> str | None:
        return next((t for key in _META[name][nth] for value in metas.get(key, ()) if (t := iso_time(value))), None)

    authors = [value for key in _META["author"][nth] for value in metas.get(key, ())]
    return Told(
        title=first("title"),
        authors=tuple(dict.fromkeys(name for value in authors for name in split_names(value)))[:12],
        published=time("published"),
        modified=time("modified"),
        site=first("site"),
        language=first("language"),
    )


def _json_ld(tree: Tree, url: str | None) -> Told:
    """Return what JSON-LD says of the article: of several, the one that most resembles an article of this address."""
    things: list[dict[str, Any]] = []
    loose: dict[str, str] = {}
    for element in tree.root.iter("script") if tree.root is not None else ():
        kind = (element.get("type") or "").lower()
        if not kind.endswith("ld+json") or not element.text:
            continue
        data = loads(element.text)
        if data is None:
            for name, value in _LD_DATE.findall(element.text):
                loose.setdefault(name, value)
        things += _things(data)
    best = max(things, key=lambda thing: _worth(thing, url), default=None)
    told = Told(published=iso_time(loose.get("Published")), modified=iso_time(loose.get("Modified")))
    if best is None or _worth(best, url) <= 0:
        return told
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 2}
    headline = best.get("headline") or best.get("name")
    told.title = _text(headline) if isinstance(headline, str) and headline.strip() else None
    authors = best.get("author") or best.get("creator")
    authors = authors if isinstance(authors, list) else [authors]
    people = [one for one in authors if not (isinstance(one, dict) and one.get("@type") == "Organization")]
    told.authors = tuple(dict.fromkeys(_ld_names(people, by_id)))[:12]
    told.desk = tuple(dict.fromkeys(_ld_names(authors, by_id)))[:12]
    told.published = iso_time(best.get("datePublished") or best.get("dateCreated")) or told.published
    told.modified = iso_time(best.get("dateModified")) or told.modified
    names = list(_ld_names(best.get("publisher"), by_id, split=False))
    told.site = names[0] if names else None
    language = best.get("inLanguage")
    told.language = language if isinstance(language, str) else None
    return told


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Give every object of a JSON-LD document, at most 2,000 of them, not deeper than it is sensible to nest."""
    queue: list[tuple[Any, int]] = [(data, 0)]
    given = 0
    while queue and given < 2000:
        thing, depth = queue.pop(0)
        if isinstance(thing, list):
            queue += [(one, depth) for one in thing[:500]]
        elif isinstance(thing, dict):
            given += 1
            yield thing
            if depth < 4:
                queue += [
                    (thing[key], depth + 1)
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author")
                    if key in thing
                ]


def _worth(thing: dict[str, Any], url: str | None) -> float:
    kinds = thing.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if not any(_ARTICLE.search(kind) for kind in names):
        return 0.0
    worth = 1.0 if names[0] in ("WebPage", "ItemPage", "VideoObject", "CreativeWork") else 3.0
    worth += sum(bool(thing.get(key)) for key in ("headline", "datePublished", "author", "publisher")) * 0.5
    if url and url.rstrip("/") in (str(thing.get(key)).rstrip("/") for key in ("url", "@id", "mainEntityOfPage")):
        worth += 1.0
    return worth


def _ld_names(value: Any, by_id: dict[str, Any], *, split: bool = True) -> Iterator[str]:
    if isinstance(value, str):
        yield from split_names(value) if split else [_text(value)]
    elif isinstance(value, list):
        for one in value[:20]:
            yield from _ld_names(one, by_id, split=split)
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, (str, list)) and name:
            yield from _ld_names(name, by_id, split=split)
        elif isinstance(value.get("@id"), str) and value["@id"] in by_id:
            other = by_id[value["@id"]].get("name")
            if isinstance(other, str):
                yield from _ld_names(other, by_id, split=split)


_ITEMPROP = etree.XPath("//*[@itemprop]")


def _microdata(tree: Tree) -> Told:
    told = Told()
    authors: list[str] = []
    found: Any = _ITEMPROP(tree.root) if tree.root is not None else ()
    marked = frozenset(found)
    for node in tree.nodes if marked else ():
        if node.element not in marked:
            continue
        prop = node.element.get("itemprop")
        value = node.get("content") or node.get("datetime")
        for name in prop.lower().split():
            if name == "headline" and not told.title:
                told.title = _text(value or tree.text_of(node)) or None
            elif name == "datepublished" and not told.published:
                told.published = iso_time(value or tree.text_of(node))
            elif name == "datemodified" and not told.modified:
                told.modified = iso_time(value or tree.text_of(node))
            elif name in ("author", "creator") and len(authors) < 6 and not _in_comment(node):
                authors += _micro_names(tree, node, value)
    told.authors = tuple(dict.fromkeys(authors))
    return told


def _micro_names(tree: Tree, node: Node, value: str | None) -> list[str]:
    for below in tree.nodes[node.index + 1 : node.last]:
        if (below.get("itemprop") or "").lower() == "name":
            return split_names(below.get("content") or tree.text_of(below))
    return split_names(value or tree.text_of(node))


def _in_comment(node: Node) -> bool:
    up: Node | None = node
    while up is not None:
        if "comment" in (up.get("itemprop") or "").lower() or (up.tag != "body" and "comment" in up.names):
            return True
        up = up.parent
    return False


_SPLIT = re.compile(
    r"\s*[,;|]\s*(?:(?:and|und|et|y|e|en)\s+)?|\s+(?:and|und|et|y|with|&|\+)\s+(?=[A-ZÀ-Þ])|\s*/\s*(?=[A-ZÀ-Þ])"
)
_ROLE = re.compile(
    r"(?:^|\s)(?:writer|editor|reporter|correspondent|contributor|contributing writer|columnist|producer|analyst"
    r"|fellow|professor|journalist"
    r"|news|business|press|times|media|magazine|insider|associated press|md|ms|rd|ma|mph|phd|bsc|apd|jr)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[\s,|·•–—-]+(?:(?:on|am|le|el|il|published|posted|updated|publiziert|veröffentlicht|erschienen"
    r"|publié)\s+)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?"
    r"\s+)?(?:\d{1,2}[./ -]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b).*$",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|co\.uk)\b|facebook|twitter|^(?:admin|administrator|editor|redaktion"
    r"|staff|author|unknown|none|null|by|n/a"
    r"|undefined|root|user|guest)$|^\d+$|^(?:jr|sr|phd|md|esq)\.?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\s*(?:(?:written|posted|reported|story|text|words)\s+)?(?:by|von|par|por|di|door|da|de|od)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)


def split_names(value: str) -> list[str]:
    """Return the names of people or desks in `value`: "By Ann Lee and Bo Ek" is ["Ann Lee", "Bo Ek"]."""
    value = _BY.sub("", _text(value))
    if len(value) > 300:
        return []
    names: list[str] = []
    for part in _SPLIT.split(_DATED.sub("", value)):
        name = _BY.sub("", part).strip(" .,;:|-–—•·")
        if not name or not 1 < len(name) <= 70 or len(name.split()) > 7 or _NOT_NAME.search(name):
            continue
        if names and _ROLE.search(name):
            continue  # "Ann Lee, Staff Writer": what stands after a name says what she is
        names.append(name)
    return names


_SEPARATOR = re.compile(r"\s+[|–—\-·•:»«/~]{1,2}\s+|\s*[|»«]\s*")


def _without_site(title: str, site: str | None, url: str | None) -> str:
    """Return a title without the site's name at its end or beginning ("... - Nyasa Times", "BBC News | ...")."""
    host = (urlsplit(url).hostname or "") if url else ""
    known = {
        _key(name) for name in (site, host.removeprefix("www."), host.removeprefix("www.").rsplit(".", 1)[0]) if name
    }
    cuts = list(_SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        end = _key(title[cut.end() :])
        if (
            end
            and (end in known or any(end in name or name in end for name in known if len(name) > 3 and len(end) > 3))
            and cut.start() > 8
        ):
            title = title[: cut.start()].strip()
    first = _SEPARATOR.search(title)
    if first and _key(title[: first.start()]) in known and len(title) - first.end() > 8:
        title = title[first.end() :].strip()
    return title


def _key(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _is_site(title: str, site: str | None, url: str | None) -> bool:
    """Return whether a title is only the site's name, as some pages give for all of their pages."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    key = _key(title)
    return not key or key == _key(site or "") or key in (_key(host), _key(host.rsplit(".", 1)[0]))
