"""The rules of conduct: what in a sentence insults, hates or dehumanises, and whether the writer means it.

A rule is a regular expression over kinds of words (`conduct_words.Alphabet`): a group, then "is", then vermin. What it
finds is evidence; `stance` then says whether the words are the writer's own: not quoted, not reported of others, not
denied. Evidence that is not the writer's own is kept, marked with the reason, and weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.recognition.conduct_words import TRIGGERS, Kinds, Token, alphabet, lexicon, tokens_of
from onrecord.terms import ConductKind, Span

REACH = 12
"""How many words before the evidence are read for who says it: as far as the longest of HateCheck's frames."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show conduct.

    `rule` names the rule that found them, whose confidence stands in `data/conduct_weights.json`. `target`: "group"
    (one that law protects), "other" (any other group), "person", "none". `excuse`: why the words do not count as the
    writer's own ("quoted", "reported", "negated", "reclaimed", "self", "other sense"), None where they do.
    """

    kind: ConductKind
    rule: str
    target: str
    span: Span
    excuse: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `pattern` over kinds of words, whose group "p" is the predicate, before which a "not" is looked for."""

    name: str
    kind: ConductKind
    target: str
    pattern: str
    negatable: bool = True


RULES: tuple[Rule, ...] = (
    # People as animals, vermin, disease.
    Rule("group is vermin", "dehumanising", "group", "{group} ~5 {is} ~4 (?P<p>{dehumanising})"),
    Rule(
        "group is an animal",
        "dehumanising",
        "group",
        "{group} (?:{like you})? {!preposition|is|harm|comma|contrast}{0,3}? {is}"
        " {!preposition|harm|comma|contrast}{0,3}? (?P<p>{creature})(?!{plain|name|person})",
    ),
    Rule("vermin of a group", "dehumanising", "group", "{group|group adjective} (?P<p>{dehumanising})(?!{plain|name})"),
    Rule(
        "animals of a group",
        "dehumanising",
        "group",
        "{you|profane|derogatory} {group|group adjective} (?P<p>{creature})(?!{plain|name|person})",
    ),
    Rule(
        "group acts as vermin", "dehumanising", "group", "{group} ~4 (?P<p>{animal company}) ~2 {creature|dehumanising}"
    ),
    Rule(
        "group compared to vermin",
        "hate",
        "group",
        "(?P<p>{creature|dehumanising}) ~12 {comparison} ~6 {group}",
        negatable=False,
    ),
    Rule(
        "group compared to vermin",
        "hate",
        "group",
        "{comparison} ~4 (?P<p>{creature|dehumanising}) ~4 {group}",
        negatable=False,
    ),
    Rule(
        "group compared to vermin",
        "hate",
        "group",
        "{group} ~6 {comparison} ~5 (?P<p>{creature|dehumanising})",
        negatable=False,
    ),
    Rule("others are vermin", "dehumanising", "other", "{other group} ~4 {is} ~4 (?P<p>{dehumanising})"),
    Rule(
        "others are animals",
        "dehumanising",
        "other",
        "{other group} {is} {!preposition|harm|comma|contrast}{0,2}? (?P<p>{creature})(?!{plain|name|person})",
    ),
    # Hate of a group.
    Rule("group is bad", "hate", "group", "{group} ~5 {is} ~5 (?P<p>{derogatory|strong insult})"),
    Rule(
        "group is bad",
        "hate",
        "group",
        "{you} {is} ~2 {group} {comma}? ~2 {you} {is} ~2 (?P<p>{derogatory|insult noun})",
    ),
    Rule("group is all bad", "hate", "group", "{all} ~2 {group} ~4 {is} ~4 (?P<p>{weak derogatory|insult noun})"),
    Rule("group is all bad", "hate", "group", "{group} ~3 {is} ~1 {all} ~3 (?P<p>{weak derogatory|insult noun})"),
    Rule("group is a bad lot", "hate", "group", "{group} {is} (?P<p>{insult noun})(?!{plain|name|person})"),
    Rule("bad group", "hate", "group", "(?P<p>{derogatory}) {group}"),
    Rule(
        "contempt", "hate", "group", "{i} {!you|he|they|who|comma|contrast|report}{0,5}? (?P<p>{contempt}) ~6 {group}"
    ),
    Rule("contempt", "hate", "group", "^ {small word}{0,2}? (?P<p>{contempt}) ~4 {group}"),
    Rule("contempt", "hate", "group", "(?P<p>{contempt}) {i} ~3 {group}"),
    Rule("contempt", "hate", "group", "(?P<p>{disgusted}) ~7 {group}"),
    Rule("anger", "hate", "group", "{group} {!harm|comma|contrast}{0,10}? (?P<p>{makes me}) ~4 {anger}"),
    Rule("threat", "hate", "group", "(?P<p>{ought}) ~5 {harm} {!relative|comma|contrast|ought}{0,5}? {group}"),
    Rule("threat", "hate", "group", "{i} ~4 (?P<p>{intent}) ~5 {harm} {!relative|comma|contrast|ought}{0,5}? {group}"),
    Rule("threat", "hate", "group", "{i} ~3 (?P<p>{intent}) ~3 {group} ~2 {harm}"),
    Rule("threat", "hate", "group", "{i} ~2 (?P<p>{intent}) ~4 {group} ~4 {harm|death}"),
    Rule("threat", "hate", "group", "{group} ~6 (?P<p>{ought}) ~3 {is} ~3 {harm}"),
    Rule("threat", "hate", "group", "^ {small word}? (?P<p>{harm}) {all} ~2 {group}"),
    Rule("death wished", "hate", "group", "{group} ~8 (?P<p>{death})"),
    Rule("death wished", "hate", "group", "(?P<p>{death}) ~3 {group}"),
    Rule(
        "not worth anything",
        "hate",
        "group",
        "{group} ~4 (?P<p>{worth}) ~2 {not|profane|dehumanising}",
        negatable=False,
    ),
    Rule("not worth anything", "hate", "group", "{group} ~4 (?P<p>{not} ~3 {worth}) (?!{less})", negatable=False),
    Rule("without rights or value", "hate", "group", "{group} ~3 {is} (?P<p>{not} ~2 {value})", negatable=False),
    Rule("without rights or value", "hate", "group", "{group} (?P<p>~2 {not} {value})", negatable=False),
    Rule("without rights or value", "hate", "group", "{i} ~2 (?P<p>{not} ~2 {value}) ~5 {group}", negatable=False),
    Rule("without rights or value", "hate", "group", "(?P<p>{value} {ought} {not}) ~3 {group}", negatable=False),
    Rule("shut out", "hate", "group", "{group} ~5 (?P<p>{exclusion})"),
    Rule("shut out", "hate", "group", "(?P<p>{better without}) ~6 {group}"),
    Rule("shut out", "hate", "group", "(?P<p>{too many}) ~1 {group} ~2 {our land}"),
    Rule("sent away", "hate", "group", "{group} ~4 {ought|small word} ~3 (?P<p>{sent away})"),
    Rule("cursed", "hate", "group", "(?<!{you|i|who|he|they|preposition}) (?P<p>{fuck}) {all|one}{0,2} {group}"),
    Rule("holy words defiled", "hate", "group", "{holy} ~14 (?P<p>{creature|profane|strong insult})(?!{plain|name})"),
    Rule("holy words defiled", "hate", "group", "(?P<p>{creature|profane|strong insult}) ~5 {holy}"),
    # Insult of a person, or of a group that is not one of those above.
    Rule(
        "you are bad",
        "insult",
        "person",
        "{you} (?:{person|group|other group})? {is}"
        " {!preposition|comma|contrast|harm}{0,4}? (?P<p>{derogatory|weak derogatory|insult noun})",
    ),
    Rule(
        "you, insulted",
        "insult",
        "person",
        "{you} (?:{derogatory|weak derogatory|profane|small word}){0,2} (?P<p>{insult noun})",
    ),
    Rule(
        "name is bad",
        "insult",
        "person",
        "{he|name} {is} {!preposition|comma|contrast|harm}{0,4}? (?P<p>{derogatory|insult noun})",
    ),
    Rule(
        "insult before a name",
        "insult",
        "person",
        "(?P<p>{insult noun}) (?:{preposition} {derogatory|weak derogatory})? {name}",
    ),
    Rule("insult before a name", "insult", "person", "(?P<p>{derogatory}) {name}"),
    Rule("strong insult", "insult", "none", "(?P<p>{strong insult})"),
    Rule("insult phrase", "insult", "person", "(?P<p>{insult phrase})"),
    Rule(
        "insult called out",
        "insult",
        "person",
        "^ (?:{all|one|derogatory|profane}){0,2} (?P<p>{insult noun}) {comma}? $",
    ),
    Rule(
        "others are bad",
        "insult",
        "other",
        "{other group|they} ~3 {is} {!preposition|comma|contrast|harm}{0,4}? (?P<p>{derogatory|insult noun})",
    ),
    Rule("vermin like you", "insult", "person", "(?P<p>{dehumanising|creature}) {like you}"),
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready for use; a sentence without a word of `needs` and, for a rule on groups, of a group is passed by."""

    rule: Rule
    pattern: re.Pattern[str]
    needs: Kinds
    grouped: bool


@lru_cache(maxsize=1)
def compiled() -> tuple[Compiled, ...]:
    """Return the rules, compiled once."""
    letters = alphabet()
    made = []
    for rule in RULES:
        predicate = rule.pattern[rule.pattern.index("(?P<p>") :]
        needs = frozenset(k for part in re.findall(r"\{([a-z][^{}]*)\}", predicate) for k in part.split("|"))
        made.append(Compiled(rule, letters.rule(rule.pattern), needs - {"group"}, "{group" in rule.pattern))
    return tuple(made)


GROUPS: Kinds = frozenset({"group", "group adjective"})
ADVERSE: Kinds = frozenset({"dehumanising", "derogatory", "insult noun", "slur", "ambiguous slur"})
FACED_WITH: Kinds = frozenset({"plain", "name"})


def read_sentence(text: str, parts: Sequence[tuple[str, int, int]], *, before: bool) -> tuple[list[Token], bool]:
    """Return the tokens of a sentence with its groups made out, and whether it names a group.

    "Gay people" becomes one token; a people's name before another noun ("a Russian tank") is no group; "they" stands
    for a group where the sentence, or the one before it (`before`), names one.
    """
    read = tokens_of(text, parts, lexicon())
    found: list[Token] = []
    for at, token in enumerate(read):
        following = read[at + 1].kinds if at + 1 < len(read) else frozenset[str]()
        if "person" in token.kinds and found and found[-1].kinds & GROUPS:
            found[-1] = Token(found[-1].word + " " + token.word, found[-1].start, token.end, frozenset({"group"}))
        elif "group" in token.kinds and "group adjective" in token.kinds and following and following <= FACED_WITH:
            found.append(Token(token.word, token.start, token.end, frozenset({"plain"})))
        else:
            found.append(token)
    named = any("group" in token.kinds for token in found)
    if named or before:
        found = [Token(t.word, t.start, t.end, t.kinds | {"group"}) if "they" in t.kinds else t for t in found]
    return found, named


def evidence(text: str, tokens: Sequence[Token], *, question: bool) -> list[Evidence]:
    """Return what the rules find in a sentence, each with the stance of the words around it."""
    present: set[str] = set().union(*(token.kinds for token in tokens))
    string = alphabet().string(tokens)
    grouped = not present.isdisjoint(GROUPS)
    found = []
    for made in compiled():
        if made.needs.isdisjoint(present) or (made.grouped and not grouped):
            continue
        for match in made.pattern.finditer(string):
            first, last = match.start(), match.end() - 1
            at = match.start("p") if match.start("p") >= 0 else first
            rule = made.rule
            span = _noun_phrase(tokens, at) if rule.name == "strong insult" else _shown(tokens, first, last)
            if rule.name in {"group is bad", "group is a bad lot"} and _one_person(tokens, first, last):
                rule = Rule("name is bad", "insult", "person", rule.pattern)
            excuse = stance(tokens, first, at, last, question=question, negatable=rule.negatable)
            found.append(Evidence(rule.kind, rule.name, rule.target, span, excuse))
    return found + slurs(tokens, question=question)


def _shown(tokens: Sequence[Token], first: int, last: int) -> Span:
    """Return the span of the evidence, with "the" before it and "as fuck" behind."""
    if first and tokens[first - 1].word in {"the", "these", "those", "this", "that", "all", "you"}:
        first -= 1
    if last + 1 < len(tokens) and tokens[last + 1].word in {"as fuck", "as hell", "af"}:
        last += 1
    return Span(tokens[first].start, tokens[last].end)


def _noun_phrase(tokens: Sequence[Token], at: int) -> Span:
    """Return the span of a strong insult with the words that say whom it means: "the US bastard secretary"."""
    for back in (1, 2):
        if at >= back and tokens[at - back].word in {"the", "this", "that", "these", "those"}:
            after = at + 1 < len(tokens) and bool(tokens[at + 1].kinds & FACED_WITH)
            return Span(tokens[at - back].start, tokens[at + after].end)
    return _shown(tokens, at, at)


def _one_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the group's word means one person here ("that woman is stupid", but not "a woman like you")."""
    word = tokens[first].word
    several = word.endswith("s") or word.endswith("people") or word.endswith("men") or "they" in tokens[first].kinds
    if several or any("like you" in token.kinds for token in tokens[first : last + 1]):
        return False
    return first > 0 and tokens[first - 1].word in {"the", "this", "that", "my", "his", "her", "our", "your"}


def stance(
    tokens: Sequence[Token], first: int, at: int, last: int, *, question: bool, negatable: bool = True
) -> str | None:
    """Return why the evidence `first` to `last`, with its predicate at `at`, is not the writer's own view, or None."""
    if negatable and _negated(tokens, first, at, last, question=question):
        return "negated"
    if _reported(tokens, first, at, last):
        return "reported"
    return None


NOT_REACH = 4


def _negated(tokens: Sequence[Token], first: int, at: int, last: int, *, question: bool) -> bool:
    """Return whether a "not" stands before the predicate, up to a comma or "but".

    "If they were not such fools" and "Aren't they fools?" say that they are.
    """
    for place in range(last, max(first - NOT_REACH, at - 2 * NOT_REACH, -1), -1):
        kinds = tokens[place].kinds
        if "comma" in kinds or ("contrast" in kinds and place < at):
            return False
        if "not" in kinds and not kinds & TRIGGERS:
            supposed = any("condition" in token.kinds for token in tokens[max(0, place - 5) : place])
            return not supposed and not (question and place <= 1)
    return False


SELF: Kinds = frozenset({"i", "mine"})
SUBJECTS: Kinds = frozenset({"i", "you", "he", "they", "who", "person", "group", "other group", "name", "mine"})
OWN_REPORTS = frozenset(
    {"think", "believe", "say", "consider", "call", "feel", "argue", "wish", "imagine", "view", "regard"}
)


PAUSES = frozenset(";—–:")


def _reported(tokens: Sequence[Token], first: int, at: int, last: int) -> bool:
    """Return whether the words are put into somebody else's mouth: "saying that", "calling them", "to you"."""
    if any("to you" in token.kinds for token in tokens[last + 1 : last + 4]):
        return True
    for place in range(at - 1 if at > first else first - 1, max(-1, first - REACH), -1):
        kinds = tokens[place].kinds
        if place > first and not _passive(tokens, place):
            continue
        if place < first and ("contrast" in kinds or tokens[place].word in PAUSES):
            return False
        if "report" in kinds and not _own_report(tokens, place):
            return True
    return False


def _passive(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the word is said of those before it: "women are called", but not "women who think"."""
    return any("is" in token.kinds for token in tokens[max(0, place - 2) : place])


def _own_report(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the writer is the one who says or thinks: "I firmly believe", but not "I hate people saying"."""
    if tokens[place].word.split()[0] not in OWN_REPORTS:
        return False
    for before in range(place - 1, max(-1, place - 4), -1):
        kinds = tokens[before].kinds
        if "not" in kinds:
            return False
        if kinds & SUBJECTS:
            return bool(kinds & SELF)
    return False


THROWN: Kinds = frozenset({"you", "profane", "derogatory", "weak derogatory", "too many", "he"})
THROWN_WORDS = frozenset({"these", "those", "such", "fucking", "dirty", "stupid", "all", "other"})


def slurs(tokens: Sequence[Token], *, question: bool) -> list[Evidence]:
    """Return the slurs of a sentence; one with another sense only where it is thrown at somebody."""
    unless = lexicon().unless
    words = {token.word for token in tokens}
    found = []
    for at, token in enumerate(tokens):
        if not token.kinds & {"slur", "ambiguous slur"}:
            continue
        before = tokens[max(0, at - 5) : at]
        excuse = stance(tokens, at, at, at, question=question)
        if "slur" not in token.kinds:
            thrown = _thrown(tokens, at)
            if not unless.get(token.word, frozenset()).isdisjoint(words - {token.word}) or not thrown:
                excuse = "other sense"
        if any(SELF & t.kinds or "reclaimed" in t.kinds for t in before) and not any("you" in t.kinds for t in before):
            excuse = "reclaimed"
        first = at - 1 if at and tokens[at - 1].kinds & {"you", "profane", "derogatory"} else at
        found.append(Evidence("hate", "slur", "group", _shown(tokens, first, at), excuse))
    return found


def _thrown(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the word is thrown at somebody: "you are nothing but a", "too many", "all these", "s are ..."."""
    before = tokens[max(0, at - 5) : at]
    if any(t.kinds & {"you", "too many"} for t in before) and not any(t.kinds & SELF for t in before):
        return True
    near = tokens[max(0, at - 2) : at]
    if any(t.kinds & THROWN or t.word in THROWN_WORDS for t in near):
        return True
    return at + 2 < len(tokens) and "is" in tokens[at + 1].kinds and bool(tokens[at + 2].kinds & ADVERSE)
