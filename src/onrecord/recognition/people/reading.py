"""People: the entities of a page, and for each attribution its speaker, chain, addressees, act and qualifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.recognition.people import lexicon
from onrecord.recognition.people.acts import read_act
from onrecord.recognition.people.chains import Links, Stage, links_of
from onrecord.recognition.people.coreference import resolve
from onrecord.recognition.people.entities import Cast
from onrecord.recognition.people.mentions import find_nominals
from onrecord.recognition.people.merging import merged
from onrecord.recognition.people.names import name_words
from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party, state_of
from onrecord.recognition.people.qualifiers import find_qualifiers
from onrecord.recognition.people.resolution import Resolution
from onrecord.recognition.people.sources import Index, describe_source, head_of
from onrecord.recognition.people.things import thing
from onrecord.recognition.people.words import fold, read_words
from onrecord.terms import READ_KINDS, Attribution, Entity, Mention, Page, Span, hull

_READ = READ_KINDS | {"byline", "credit"}
_ASKS = frozenset(("q", "question"))
_ANSWERS = frozenset(("a", "answer"))
_REPLY = re.compile(r"(?:has |had |have )?(?:repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?)\b")


def read_people(
    page: Page, attributions: Sequence[Attribution], mentions: Sequence[Mention] | None = None
) -> tuple[tuple[Entity, ...], tuple[Attribution, ...]]:
    """Return the page's entities, and its attributions with everything filled in that tells whose words they are.

    `attributions` come with their spans, form and `within`. `mentions` are what the model's heads found; without them
    mentions are found by rule.
    """
    attributions = [_nested(one, attributions) for one in attributions]
    scene = _Scene.of(page, attributions, mentions)
    for one in scene.in_order():
        scene.credit(one)
    stage = scene.stage()
    for one in scene.in_order():
        scene.chain(one, stage)
    return scene.written()


@dataclass(slots=True)
class _Credit:
    """What is known of one attribution."""

    one: Attribution
    head: Nominal | None = None
    speaker: Party | None = None
    reason: str = ""
    via: list[Party] = field(default_factory=list)
    links: Links = field(default_factory=Links)


@dataclass(slots=True)
class _Scene:
    page: Page
    found: Resolution
    index: Index
    cast: Cast
    credits: dict[str, _Credit]
    order: list[str]
    site: Party | None
    author: Party | None
    reports: Mapping[int, Party]  # start of a block in another outlet's extract: that outlet

    @staticmethod
    def of(page: Page, attributions: Sequence[Attribution], mentions: Sequence[Mention] | None) -> _Scene:
        """Read the page's words and mentions and say whose each mention is."""
        spans = [
            block.span
            for block in page.blocks
            if block.kind in READ_KINDS or block.kind in ("byline", "comment", "credit")
        ]
        words = read_words(page.text, spans or None)
        cuts = frozenset(s.start for one in attributions for s in (*one.source, *one.cue, *one.content))
        nominals = find_nominals(words, cuts)
        if mentions is not None:
            nominals = merged(words, nominals, mentions)
        heads: dict[str, Nominal | None] = {}
        index = Index(words, nominals)
        known = {one.id: _Credit(one) for one in attributions}
        for one in attributions:
            if not one.source:
                continue
            head = head_of(index, one.source)
            if head is None and len(words.inside(one.source[0])):
                head = describe_source(words, one.source)
                nominals.append(head)
            heads[one.id] = head
            known[one.id].head = head
        nominals.sort(key=lambda nominal: nominal.first)
        title = {fold(word) for word in re.findall(r"\w+", page.title or "")}
        tops = [one for one in attributions if one.within is None]
        sources = [head.first for one in tops if (head := heads.get(one.id)) is not None]
        quotes = [
            (span.start, span.end, head.first)
            for one in attributions
            if one.form == "direct" and (head := heads.get(one.id)) is not None
            for span in one.content
        ]
        found = resolve(
            words,
            nominals,
            title=title,
            sources=sources,
            starts=(one.source[0].start for one in attributions if one.source),
            quotes=quotes,
        )
        cast = Cast(page, found)
        order = sorted(known, key=lambda key: _depth(known, key))
        return _Scene(
            page, found, Index(words, found.nominals), cast, known, order, cast.site(), cast.author(), cast.reports()
        )

    def in_order(self) -> list[_Credit]:
        """Return the attributions, the outer ones before those they hold, each level in order of the page."""
        return [self.credits[key] for key in self.order]

    def credit(self, one: _Credit) -> None:
        """Find the speaker that an attribution's source names."""
        if one.head is None:
            self._without_source(one)
            return
        if self._is_turn(one.one):
            self._turn(one)
            return
        party = self.party_at(one.head, one.one)
        if party is None and one.head.level == "pronoun":
            return  # a speaker found only as "he" is not found
        if party is None:
            party = self.cast.open(one.head)
            one.reason = "words of the source"
        else:
            one.reason = self.found.reasons.get(one.head.first, "position")
        seat = self._government(one.head, party)
        if seat is not None:
            party, one.reason = seat, "seat of government"
            self.found.assign(one.head, party, one.reason)
        one.speaker = party
        self.cast.stand(party, one.one.source)

    def _government(self, head: Nominal, party: Party) -> Party | None:
        """Return the state whose government a capital speaks for, where the page names that state."""
        if head.level != "name" or party.kind != "place":
            return None
        state = lexicon.seats().get(" ".join(head.parts))
        if state is None:
            return None
        wanted = name_words(state)
        return next((other for other in self.found.parties if wanted in other.names or state_of(other) == state), None)

    def _turn(self, one: _Credit) -> None:
        """Give "Q:" to who wrote the page and "A:" to whom its opening, before the first of these, names most often."""
        if _letter(self.page, one.one) in _ASKS:
            one.speaker, one.reason = self.author or self.site, "asks"
            return
        words = self.found.scene.words
        turns = [c.one.source[0].start for c in self.credits.values() if self._is_turn(c.one)]
        end = words.first_at(min(turns))
        named = {
            party.number: sum(mention.first < end for mention in party.mentions)
            for party in self.found.parties
            if party.kind == "person" and len(party.name) > 1
        }
        best = max(named, key=lambda number: named[number], default=None)
        if best is not None and named[best] > 1 and list(named.values()).count(named[best]) == 1:
            one.speaker, one.reason = next(p for p in self.found.parties if p.number == best), "answers"
            self.cast.stand(one.speaker, one.one.source)

    def _is_turn(self, one: Attribution) -> bool:
        """Whether a source is the Q or the A of an interview."""
        return bool(one.source) and _letter(self.page, one) in _ASKS | _ANSWERS

    def _without_source(self, one: _Credit) -> None:
        if one.one.cue or one.one.form == "indirect":
            return
        before = self._speaker_before(one.one)
        if before is not None:
            one.speaker, one.reason = before, "goes on"

    def _speaker_before(self, one: Attribution) -> Party | None:
        """Return who spoke last before an attribution, not inside somebody else's words."""
        start = _start(one)
        best: tuple[int, Party] | None = None
        for other in self.credits.values():
            if other.one is one or other.speaker is None or other.one.within is not None:
                continue
            at = _start(other.one)
            if at < start and (best is None or at > best[0]):
                best = (at, other.speaker)
        return best[1] if best else None

    def party_at(self, nominal: Nominal, one: Attribution) -> Party | None:
        """Return whose mention `nominal`, in or beside attribution `one`, is; None where nothing tells."""
        known = self.found.of.get(nominal.first)
        if known is not None:
            return known
        if nominal.level != "pronoun":
            return None
        if nominal.kind == "speaker":
            party = self._first_person(nominal)
        elif nominal.kind in ("thing", "several"):
            party = thing(self.found, nominal)
        else:
            party = None
        if party is not None:
            self.found.assign(nominal, party, "pronoun")
        return party

    def _first_person(self, nominal: Nominal) -> Party | None:
        """Return whose "I" or "we" it is: the speaker's of the quotation around it, else the author's or outlet's."""
        around = [
            other
            for other in self.credits.values()
            if other.speaker is not None
            and other.head is not nominal
            and other.one.form != "indirect"
            and any(span.start <= nominal.span.start < span.end for span in other.one.content)
        ]
        if around:
            inner = min(around, key=lambda other: sum(span.length for span in other.one.content))
            return inner.speaker
        for comment in self.page.comments:
            if comment.span is not None and comment.span.start <= nominal.span.start < comment.span.end:
                return None if nominal.many else self.cast.reader(comment)
        return (self.site or self.author) if nominal.many else (self.author or self.site)

    def stage(self) -> Stage:
        """Return what the reading of chains needs of the page."""
        cues = frozenset(span.start for other in self.credits.values() for span in other.one.cue)
        return Stage(self.found, self.index, self.site, self.party_at, cues)

    def chain(self, one: _Credit, stage: Stage) -> None:
        """Find the links between an attribution's speaker and the page, and its addressees."""
        one.links = links = links_of(stage, one.one)
        if links.speaker is not None and links.speaker is not one.speaker and one.speaker is not None:
            if one.speaker is not self.site:
                links.via.insert(0, one.speaker)
            one.speaker, one.reason = links.speaker, links.reason
        links.addressees = [party for party in links.addressees if party is not one.speaker]
        self._shared(one)
        outer = self.credits.get(one.one.within or "")
        base: list[Party] = []
        if outer is not None:
            base = list(outer.via)
            if outer.speaker is not None and outer.speaker is not one.speaker:
                base.append(outer.speaker)
        else:
            report = self.reports.get(self.cast.block_start(_start(one.one)))
            if report is not None and report is not self.site and report is not one.speaker:
                base.append(report)
        for party in links.via:
            if party not in base and party is not one.speaker:
                base.append(party)
        one.via = base

    def _shared(self, one: _Credit) -> None:
        """Give an attribution the addressees of the one it goes on from: "told Reuters ..., adding that ...".

        Only where both have one source and no sentence ends between them; "asked" without a source addresses whoever
        answers in its sentence.
        """
        if one.links.addressees or not one.one.cue:
            return
        cue = self.page.text_at(one.one.cue[0]).lower()
        asked = not one.one.source and cue.startswith("asked")
        if asked or (one.one.source and cue.rstrip().endswith("ing")):
            words = self.found.scene.words
            sentence = words.sentence_of(one.one.cue[0].start)
            for other in self.credits.values():
                if other is one or not other.one.cue or words.sentence_of(other.one.cue[0].start) != sentence:
                    continue
                if asked and other.speaker is not None:
                    one.links.addressees, one.links.to = [other.speaker], "who answers"
                elif not asked and other.one.source == one.one.source:
                    one.links.addressees, one.links.to = list(other.links.addressees), "goes on"
                    one.links.via = one.links.via or list(other.links.via)
                    one.links.reason = one.links.reason or "goes on"
        if _REPLY.match(cue) and not one.links.addressees:
            self._replies(one)

    def _replies(self, one: _Credit) -> None:
        """Let a reply address whoever asked right before it, and that question address whoever replies."""
        start = _start(one.one)
        before = [
            c for c in self.credits.values() if c.one.within == one.one.within and _start(c.one) < start and c.speaker
        ]
        if not before:
            return
        asked = max(before, key=lambda c: _start(c.one))
        cue = " ".join(self.page.text_at(span) for span in asked.one.cue).lower()
        if asked.speaker is not None and "ask" in cue and asked.speaker is not one.speaker and one.speaker is not None:
            one.links.addressees, one.links.to = [asked.speaker], "who asked"
            if not asked.links.addressees:
                asked.links.addressees, asked.links.to = [one.speaker], "who answers"

    def written(self) -> tuple[tuple[Entity, ...], tuple[Attribution, ...]]:
        """Return the entities and attributions as the record has them."""
        words = self.found.scene.words
        for one in self.in_order():
            for party in (one.speaker, *one.via, *one.links.addressees):
                if isinstance(party, Party):
                    self.cast.call(party)
        entities = self.cast.entities()
        done: dict[str, Attribution] = {}
        for key, credit in self.credits.items():
            act, negated, why = read_act(words, credit.one)
            reasons = {"act": why}
            if credit.speaker is not None:
                reasons["speaker"] = credit.reason
            if credit.via:
                reasons["via"] = credit.links.reason or ("within" if credit.one.within else "report")
            if credit.links.addressees:
                reasons["addressees"] = credit.links.to
            done[key] = replace(
                credit.one,
                speaker=self.cast.id(credit.speaker),
                via=tuple(filter(None, (self.cast.id(party) for party in credit.via))),
                addressees=tuple(
                    party if isinstance(party, str) else self.cast.id(party) or "" for party in credit.links.addressees
                ),
                act=act,
                negated=negated,
                qualifiers=find_qualifiers(words, credit.one),
                reasons={**credit.one.reasons, **reasons},
            )
        return entities, tuple(done.values())


def _read_spans(page: Page, attributions: Sequence[Attribution]) -> list[Span]:
    """Return the blocks to read: the article's, bylines, and any other in which an attribution stands."""
    touched = {span.start for one in attributions for span in (*one.source, *one.cue, *one.content)}
    return [
        block.span
        for block in page.blocks
        if block.kind in _READ or any(block.span.start <= position < block.span.end for position in touched)
    ]


def _nested(one: Attribution, all_of_them: Sequence[Attribution]) -> Attribution:
    """Return an attribution with the one around it, where its source and cue stand in another's content unnoticed."""
    if one.within is not None or not one.cue:
        return one
    own = [*one.source, *one.cue]
    first, last = min(span.start for span in own), max(span.end for span in own)
    around = [
        other
        for other in all_of_them
        if other is not one
        and other.content
        and other.content[0].start <= first
        and last <= other.content[-1].end
        and other.within != one.id
        and all(any(content.holds(span) for content in other.content) for span in own)
        and sum(span.length for span in other.content) > sum(span.length for span in one.content)
    ]
    inner = min(around, key=lambda other: sum(span.length for span in other.content), default=None)
    return replace(one, within=inner.id) if inner is not None else one


def _letter(page: Page, one: Attribution) -> str:
    return page.text_at(one.source[0]).strip().strip(".:").lower()


def _start(one: Attribution) -> int:
    around = hull([*one.source, *one.cue, *one.content])
    return around.start if around else 0


def _depth(known: Mapping[str, _Credit], key: str) -> tuple[int, int]:
    depth, one = 0, known[key].one
    start = _start(one)
    while one.within is not None and one.within in known and depth < 20:
        depth, one = depth + 1, known[one.within].one
    return depth, start
