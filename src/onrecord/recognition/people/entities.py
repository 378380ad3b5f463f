"""The entities of a page as the record has them: names, kinds, roles and affiliations, aliases, mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.names import name_words, without_possessive
from onrecord.recognition.people.nominals import Nominal, sets
from onrecord.recognition.people.parties import Party, is_outlet
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.words import fold
from onrecord.terms import Comment, Entity, EntityKind, Page, Span

_DATELINE_OUTLET = re.compile(r"^\s*(?P<name>[^,:;()\d]{2,40}?)\s*(?:[,:;–—-]|$)")


def split_role(role: str) -> tuple[str | None, str | None]:
    """Return a title without the state that opens it, and that state: "Russian Foreign Minister" is of Russia."""
    words = role.split()
    for size in (3, 2, 1):
        opening = fold(re.sub(r"['’]s$", "", " ".join(words[:size])))
        state = lexicon.state_names().get(opening) or lexicon.demonyms().get(opening)
        if state is not None and len(words) > size:
            return " ".join(words[size:]), state
    return role, None


class Cast:
    """Who plays a part on a page, and what the record will call them."""

    def __init__(self, page: Page, found: Resolution) -> None:
        self.page = page
        self.found = found
        self._called: list[Party] = []
        self._extra: dict[int, list[Span]] = {}
        self._by_words: dict[str, Party] = {}
        self._starts = [(block.span.start, block.span.end) for block in page.blocks]
        self._ids: dict[int, str] = {}
        self._readers: dict[str, Party] = {}
        self._spans: dict[int, list[Span]] | None = None
        self._meant: set[int] = set()  # the parties that a pronoun means

    def open(self, head: Nominal) -> Party:
        """Return the party of a source that nothing else names: the same words mean the same party."""
        key = fold(head.span.of(self.page.text)).removeprefix("the ")
        if head.level == "description" and head.many and key in self._by_words:
            party = self._by_words[key]
        else:
            party = Party(number=len(self.found.parties), kind=head.kind, gender=head.gender, many=head.many)
            self.found.parties.append(party)
            self._by_words.setdefault(key, party)
        party.add(head)
        self.found.assign(head, party, "new")
        return party

    def stand(self, party: Party, spans: Sequence[Span]) -> None:
        """Note that a source's words stand for a party."""
        self._extra.setdefault(party.number, []).extend(spans[:1])

    def call(self, party: Party) -> None:
        """Note that a party plays a part and belongs in the record."""
        if party not in self._called:
            self._called.append(party)

    def id(self, party: Party | None) -> str | None:
        """Return the id of a party in the record."""
        return None if party is None else self._ids.get(party.number)

    def block_start(self, position: int) -> int:
        """Return where the block begins that holds `position`."""
        return next((start for start, end in self._starts if start <= position < end), -1)

    def site(self) -> Party | None:
        """Return the party that is the page's own outlet, or None where the page is of no known outlet."""
        if not self.page.site:
            return None
        own = name_words(self.page.site)
        full = lexicon.outlets().get(" ".join(own))
        wanted = {own, name_words(full)} if full else {own}
        for party in self.found.parties:
            if any(name in wanted for name in party.names):
                party.written = self.page.site
                party.reasons.append("outlet of the page")
                return party
        party = Party(number=len(self.found.parties), kind="organization", names=[own], written=self.page.site)
        party.reasons.append("outlet of the page")
        self.found.parties.append(party)
        return party

    def author(self) -> Party | None:
        """Return the party that wrote the page, where it names one author."""
        if not self.page.authors:
            lines = [block.span for block in self.page.blocks if block.kind == "byline"]
            named = [
                party
                for one in self.found.nominals
                if any(span.holds(one.span) for span in lines)
                and (party := self.found.of.get(one.first)) is not None
                and party.kind in ("person", "other")
                and party.names
            ]
            return named[0] if named else None
        if any(len(other.split()) > 1 for other in self.page.authors[1:]):
            return None
        own = name_words(self.page.authors[0])
        for party in self.found.parties:
            if own in party.names:
                party.reasons.append("author of the page")
                return party
        party = Party(number=len(self.found.parties), kind="person", names=[own], written=self.page.authors[0])
        party.reasons.append("author of the page")
        self.found.parties.append(party)
        return party

    def reader(self, comment: Comment) -> Party | None:
        """Return the party that wrote a comment, or None where the page lost its author."""
        name = comment.author or comment.probable_author
        if not name or not name.strip():
            return None
        if name not in self._readers:
            party = Party(
                number=len(self.found.parties), kind="person", names=[name_words(name) or (name,)], written=name
            )
            self.found.parties.append(party)
            self._readers[name] = party
        party = self._readers[name]
        if comment.author_span is not None:
            self.stand(party, [comment.author_span])
        return party

    def reports(self) -> Mapping[int, Party]:
        """Return, for each block of another outlet's extract, that outlet: it follows a dateline "Reuters, May 4:"."""
        found: dict[int, Party] = {}
        outlet: Party | None = None
        for block in self.page.blocks:
            text = self.page.text_at(block.span)
            if block.kind == "dateline":
                outlet = self._outlet_of(text, block.span)
            elif block.kind in ("comment", "author", "heading", "headline", "byline"):
                outlet = None
            elif outlet is not None and block.kind in ("paragraph", "quotation", "list"):
                found[block.span.start] = outlet
        return found

    def _outlet_of(self, text: str, span: Span) -> Party | None:
        named = _DATELINE_OUTLET.match(text)
        if named is None:
            return None
        for one in self.found.nominals:
            if span.start <= one.span.start < span.end and one.level == "name":
                party = self.found.of.get(one.first)
                if party is not None and is_outlet(party) and one.span.start - span.start <= named.start("name") + 4:
                    return party
        return None

    def entities(self) -> tuple[Entity, ...]:
        """Return the parties that play a part, and all that are named, as entities in order of their first mention."""
        chosen = list(self._called)
        for party in self.found.parties:
            named = bool(party.names and party.mentions) and party.kind in ("person", "organization", "place")
            if named and party not in self._called:
                chosen.append(party)
        drawn = [(party, self._mentions(party)) for party in chosen]
        drawn.sort(key=lambda pair: pair[1][0] if pair[1] else Span(len(self.page.text), len(self.page.text)))
        made = []
        for number, (party, spans) in enumerate(drawn, 1):
            self._ids[party.number] = f"e{number}"
            made.append(self._entity(f"e{number}", party, spans))
        return tuple(made)

    def _mentions(self, party: Party) -> tuple[Span, ...]:
        spans = {one.span for one in party.mentions} | set(self._extra.get(party.number, ()))
        spans.update(self._resolved().get(id(party), ()))
        return tuple(sorted(spans))

    def _resolved(self) -> dict[int, list[Span]]:
        """Return the spans of the mentions that were put with each party, by the party's identity."""
        if self._spans is None:
            self._spans = {}
            for one in self.found.nominals:
                party = self.found.of.get(one.first)
                if party is not None:
                    self._spans.setdefault(id(party), []).append(one.span)
                    if one.level == "pronoun":
                        self._meant.add(id(party))
        return self._spans

    def _entity(self, key: str, party: Party, spans: tuple[Span, ...]) -> Entity:
        name, aliases = self._names(party)
        role, affiliation = split_role(party.roles[0]) if party.roles else (None, None)
        if not name and spans:
            written = self.page.text_at(spans[0])
            name = " ".join(without_possessive(written.strip("“”‘’\"'")).split()) or written
        return Entity(
            id=key,
            name=name or "unknown",
            kind=self._kind(party),
            mentions=spans,
            role=role or ("news outlet" if party.names and is_outlet(party) else None),
            affiliation=affiliation or (self._names(party.belongs)[0] or None if party.belongs else None),
            aliases=aliases,
            reasons=self._reasons(party),
        )

    def _reasons(self, party: Party) -> tuple[str, ...]:
        """Return why a party's mentions are one entity's, or why it is one where a single mention is all there is."""
        told = list(party.reasons)
        if any(one.level == "pronoun" for one in party.mentions) or id(party) in self._meant:
            told.append("pronoun")
        return tuple(told) or ("named" if party.names else "described",)

    def _names(self, party: Party) -> tuple[str, tuple[str, ...]]:
        written: dict[tuple[str, ...], str] = {}
        words = self.found.scene.words
        for one in party.mentions:
            if one.level == "name":
                span = words.span(one.first, one.after)
                text = re.sub(r"(?:['’]s|['’])$", "", span.of(self.page.text))
                written.setdefault(one.parts, " ".join(text.split()))
        if not written:
            return party.written or " ".join(party.name), ()
        counts = Counter(one.parts for one in party.mentions if one.level == "name")
        best = max(written, key=len)
        if party.kind == "person":  # "Crooked Ann Lee", written once, is not her name
            best = max(written, key=lambda parts: (len(parts) > 1, counts[parts], len(parts)))
        name = party.written or written[best]
        return name, tuple(text for text in written.values() if text != name)

    @staticmethod
    def _kind(party: Party) -> EntityKind:
        if party.names:
            if party.kind == "person":
                return "person"
            return "organization"
        if party.kind in ("group", "document", "organization"):
            if party.kind == "organization":
                return "organization" if not party.many else "group"
            return "document" if party.kind == "document" else "group"
        return "group" if party.many else "unnamed"


__all__ = ["Cast", "sets"]
