"""The rules of conduct: what in a sentence insults, hates or dehumanises, and whether the writer means it.

A rule is a regular expression over kinds of words (`words.Alphabet`): a group, then "is", then vermin. What it
finds is evidence; `stance` then says whether the words are the writer's own: not quoted, not reported of others, not
denied. Evidence that is not the writer's own is kept, marked with the reason, and weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.recognition.conduct.grammar import Rule, rules
from onrecord.recognition.conduct.stance import Place, of_oneself, reclaimed, stance, thrown
from onrecord.recognition.conduct.words import Kinds, Token, alphabet, lexicon, tokens_of
from onrecord.terms import ConductKind, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show conduct.

    `rule` names the rule that found them, whose confidence stands in `weights.json`. `target`: "group"
    (one that law protects), "other" (any other group), "person", "none". `excuse`: why the words do not count as the
    writer's own ("quoted", "reported", "negated", "reclaimed", "self", "other sense"), None where they do.
    """

    kind: ConductKind
    rule: str
    target: str
    span: Span
    excuse: str | None = None


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
    for rule in rules():
        predicate = rule.pattern[rule.pattern.index("(?P<p>") :]
        needs = frozenset(k for part in re.findall(r"\{([a-z][^{}]*)\}", predicate) for k in part.split("|"))
        made.append(Compiled(rule, letters.rule(rule.pattern), needs - {"group"}, "{group" in rule.pattern))
    return tuple(made)


SCORN: Kinds = frozenset(
    {"derogatory", "insult noun", "profane", "contempt", "harm", "dehumanising", "anger", "sent away", "exclusion"}
)
"""Beside a group, with no rule to join them, these words count a little in `scores` and are never shown."""
GROUPS: Kinds = frozenset({"group", "group adjective"})
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
            place = Place(match.start(), match.start("p"), match.end() - 1)
            first, at, last = place
            rule = made.rule
            if _spurious(text, tokens, rule, place):
                continue
            span = _noun_phrase(tokens, at) if rule.name == "strong insult" else _shown(tokens, first, last)
            if rule.name in {"group is bad", "group is a bad lot"} and _one_person(tokens, first, last):
                rule = Rule("name is bad", "insult", "person", rule.pattern)
            excuse = stance(tokens, place, question=question, negatable=rule.negatable)
            if excuse is None and rule.name in {"strong insult", "insult called out"} and of_oneself(tokens, at):
                excuse = "self"
            found.append(Evidence(rule.kind, rule.name, rule.target, span, excuse))
    found += _slurs(tokens, question=question)
    if grouped and not found and not present.isdisjoint(SCORN):
        found.append(Evidence("hate", "scorn beside a group", "beside", Span(tokens[0].start, tokens[-1].end)))
    return found


def _shown(tokens: Sequence[Token], first: int, last: int) -> Span:
    """Return the span of the evidence, with "the" before it and "as fuck" behind."""
    if first and tokens[first - 1].word in {"the", "these", "those", "this", "that", "all", "you"}:
        first -= 1
    if last + 1 < len(tokens) and tokens[last + 1].word in {"as fuck", "as hell", "af"}:
        last += 1
    return Span(tokens[first].start, tokens[last].end)


NOT_A_NAME = frozenset({"it", "there", "what", "here", "which", "everything", "nothing", "something"})
NOT_BEFORE_A_NAME = frozenset(
    {
        "dick",
        "nazi",
        "criminal",
        "fraud",
        "cancer",
        "dog",
        "rat",
        "monkey",
        "fascist",
        "communist",
        "nut",
        "nuts",
        "brat",
        "murderer",
        "savage",
        "dope",
        "dummy",
    }
)
OF_ANYTHING = frozenset({"vermin of a group", "group compared to vermin", "anger"})
"""Rules that a group need not be the subject for: "sent by Muslim scum", "looking at women makes me sick"."""
DONE_TO: Kinds = frozenset({"harm", "contempt", "report"})
OF = frozenset(
    {"of", "against", "to", "for", "by", "with", "from", "about", "on", "at", "between", "towards", "toward"}
)
VILE: Kinds = frozenset({"dehumanising", "creature"})
COMPOUND = re.compile(
    r".*(?:er|ers|or|ors|food|poison|farm|farms|tags|bags?|race|races|fur|meat|owner|dish|truck|can|bin)"
)


def _spurious(text: str, tokens: Sequence[Token], rule: Rule, place: Place) -> bool:
    """Return whether a match means something else: a compound, a name ("Dick Miller"), "I hate that women must"."""
    first, at, last = place
    if tokens[last].kinds & VILE and _compound(tokens, last):
        return True
    if rule.name not in OF_ANYTHING and "group" in tokens[first].kinds and first < at and _of_a_group(tokens, place):
        return True
    if rule.name == "strong insult" and last + 1 < len(tokens) and tokens[last + 1].word in {"box", "proof", "savant"}:
        return True
    if rule.name == "name is bad" and "plain" in tokens[first].kinds:
        return tokens[first].word in NOT_A_NAME or not text[tokens[first].start].isupper()
    if rule.name == "they are bad":
        return "dehumanising" in tokens[at].kinds
    if rule.name == "insult called out":
        return tokens[at].word.removesuffix("s") in NOT_BEFORE_A_NAME
    if rule.name == "somebody pointed at":
        one = tokens[first].word in {"this", "that"}
        return tokens[at].word.removesuffix("s") in NOT_BEFORE_A_NAME or one == (tokens[at].word[-1] == "s")
    if rule.name == "insult before a name":
        word = tokens[at].word
        return word.startswith("the ") or word in NOT_BEFORE_A_NAME or (at > 0 and text[tokens[at].start].isupper())
    return rule.name == "contempt" and last > at and tokens[last - 1].word == "that" and _several(tokens[last].word)


def _of_a_group(tokens: Sequence[Token], place: Place) -> bool:
    """Return whether another is meant, who has to do with the group: "hatred of women is", "who hurt women must"."""
    if any("group" in token.kinds for token in tokens[place.first + 1 : place.at]):
        return False
    before = place.first - 1
    while before > 0 and tokens[before].word in {"the", "these", "those", "all"}:
        before -= 1
    if before < 1:
        return False
    if tokens[before].word in OF:
        return not tokens[before - 1].kinds & {"all", "like you", "person"}
    return bool(tokens[before].kinds & DONE_TO) and any(
        "relative" in token.kinds for token in tokens[max(0, before - 6) : before]
    )


def _compound(tokens: Sequence[Token], last: int) -> bool:
    """Return whether vermin only describes the thing named next: "dog lovers", "garbage collectors"."""
    if last + 1 >= len(tokens):
        return False
    after = tokens[last + 1]
    if "name" in after.kinds or ("person" in after.kinds and "creature" in tokens[last].kinds):
        return True
    return "plain" in after.kinds and (
        COMPOUND.fullmatch(after.word) is not None
        or ("creature" in tokens[last].kinds and tokens[last].word[-1] != "s" and not after.word.endswith("ing"))
    )


def _noun_phrase(tokens: Sequence[Token], at: int) -> Span:
    """Return the span of a strong insult with the words that say whom it means: "the US bastard secretary"."""
    first = at
    while first and tokens[first - 1].kinds & {"derogatory", "weak derogatory", "profane"}:
        first -= 1
    for back in (1, 2):
        if first >= back and tokens[first - back].word in {"the", "this", "that", "these", "those"}:
            after = at + 1 < len(tokens) and bool(tokens[at + 1].kinds & FACED_WITH)
            return Span(tokens[first - back].start, tokens[at + after].end)
    return _shown(tokens, first, at)


def _several(word: str) -> bool:
    return word.endswith(("s", "people", "men", "folk"))


def _one_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the group's word means one person here ("that woman is stupid", but not "a woman like you")."""
    several = _several(tokens[first].word) or "they" in tokens[first].kinds
    if several or any("like you" in token.kinds for token in tokens[first : last + 1]):
        return False
    return first > 0 and tokens[first - 1].word in {"the", "this", "that", "my", "his", "her", "our", "your"}


def _slurs(tokens: Sequence[Token], *, question: bool) -> list[Evidence]:
    """Return the slurs of a sentence; one with another sense only where it is thrown at somebody."""
    unless = lexicon().unless
    words = {token.word for token in tokens}
    found = []
    for at, token in enumerate(tokens):
        if not token.kinds & {"slur", "ambiguous slur"}:
            continue
        excuse = stance(tokens, Place(at, at, at), question=question)
        other_sense = not unless.get(token.word, frozenset()).isdisjoint(words - {token.word})
        if "slur" not in token.kinds and (other_sense or not thrown(tokens, at)):
            excuse = "other sense"
        if reclaimed(tokens, at):
            excuse = "reclaimed"
        first = at - 1 if at and tokens[at - 1].kinds & {"you", "profane", "derogatory"} else at
        found.append(Evidence("hate", "slur", "group", _shown(tokens, first, at), excuse))
    return found
