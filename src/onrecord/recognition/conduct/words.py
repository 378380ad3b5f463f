"""The word list of conduct, and sentences read with it: each word with the kinds it can be.

The list is `words.json`, to be read and extended by a person. A sentence becomes a row of tokens and a
string with one character a token, so that the rules of `rules.py` are regular expressions over kinds of words
and not over words.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LEET = str.maketrans("013457@$!|", "oieastasil")
LEET_L = str.maketrans("013457@$!|", "oleastasli")
DISGUISED = re.compile(r"[^\W\d_][0-9@$*!|]+[^\W_]|[^\W\d_]{2,}[0-9$]|\b[0-9@$][^\W\d_]{2}")
WORD_OR_MARK = r"[^\W_]+(?:['’](?!(?:t|s|re|m|ll|d|ve)\b)[^\W_]+)*|['’](?:t|s|re|m|ll|d|ve)\b|[,;:—–()…]"
TOKEN = re.compile(WORD_OR_MARK)
DISGUISED_TOKEN = re.compile(r"[^\W_](?:[^\W_]*[@$*!|]+[^\W_])+[^\W_]*|@[^\W_]+|" + WORD_OR_MARK)
SPACED = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){2,}(?!\w)")
COMMAS = frozenset(",;:—–()…")
PLAIN, NAME, COMMA = frozenset({"plain"}), frozenset({"name"}), frozenset({"comma"})
SHORTEST_MISSPELT = 4
"""One letter dropped from or swapped in a shorter word gives too many other words."""

Kinds = frozenset[str]
ALONE: Kinds = frozenset(
    {
        "dehumanising",
        "creature",
        "derogatory",
        "weak derogatory",
        "insult noun",
        "insult animal",
        "insult phrase",
        "slur",
        "ambiguous slur",
    }
)
OF_A_GROUP: Kinds = frozenset(
    {
        "contempt",
        "disgusted",
        "distrusts",
        "anger",
        "fuck",
        "sent away",
        "harm",
        "death",
        "better without",
        "worth",
        "value",
        "exclusion",
        "too many",
        "profane",
        "infested",
        "infesting",
        "disgusts me",
        "unwanted",
        "dying",
        "drive",
        "go home",
        "do is",
        "deserves",
        "let",
        "humanity",
        "allowed",
        "vermin move",
        "pest control",
        "creeps",
        "shut door",
        "any business",
        "shunned",
        "show you",
        "deserves be",
        "none for",
    }
)
TRIGGERS: Kinds = ALONE | OF_A_GROUP
"""A sentence that holds none of `ALONE`, nor a group with one of `OF_A_GROUP`, shows nothing and is passed over."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, phrase or comma of a sentence: `word` in lower case, as spelt properly; `start`, `end` in the text."""

    word: str
    start: int
    end: int
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word list ready for use.

    `known` are all words of the list, those of phrases too. `phrases` leads from two words to the rest of the
    phrases that they open, longest first, each with its kinds. `variants` leads from a misspelt or run-together form
    to the words meant. `unless` leads from a word to words that show another sense. A sentence without a word of
    `alone`, and without one of `groups` and one of `of_a_group`, shows nothing.
    """

    words: dict[str, Kinds]
    known: frozenset[str]
    phrases: dict[tuple[str, str], tuple[tuple[tuple[str, ...], Kinds], ...]]
    variants: dict[str, tuple[str, ...]]
    alone: frozenset[str]
    of_a_group: frozenset[str]
    groups: frozenset[str]
    unless: dict[str, frozenset[str]]
    coded: dict[str, frozenset[str]]


def plural(noun: str) -> str:
    """Return the regular plural of a noun: "pikey" gives "pikeys", "gypsy" "gypsies", "bitch" "bitches"."""
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def inflected(verb: str) -> tuple[str, ...]:
    """Return the regular forms of a verb: "hate" gives hate, hates, hated, hating."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, plural(verb), verb + "ed", verb + "ing"


def forms(words: str, part: str) -> Iterator[tuple[str, ...]]:
    """Yield every form of an entry's word or phrase, as words: alternatives multiplied out, inflected."""
    for choice in itertools.product(*(place.split("|") for place in words.split())):
        yield choice
        if part == "noun":
            yield (*choice[:-1], plural(choice[-1]))
        elif part == "verb":
            yield from ((*choice[:-1], form) for form in inflected(choice[-1])[1:])


def misspelt(word: str) -> Iterator[str]:
    """Yield the word with one letter dropped, or two neighbours swapped; the first letter and a last "s" stay."""
    for at in range(1, len(word) - word.endswith("s")):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word) and word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def spellings(
    words: dict[str, Kinds], several: Iterable[tuple[tuple[str, ...], Kinds]], rules: dict[str, object]
) -> dict[str, tuple[str, ...]]:
    """Return misspelt and run-together forms with the words meant; a form that is a word itself is left alone."""
    kinds = frozenset(_strings(rules["kinds"]))
    themselves = frozenset(_strings(rules["words_themselves"]))
    bases = {word for word, own in words.items() if own & kinds}
    bases |= {word for phrase, own in several if own & kinds for word in phrase}
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(bases):
        if len(word) >= SHORTEST_MISSPELT:
            for form in misspelt(word):
                if len(form) >= SHORTEST_MISSPELT and form not in words and form not in bases | themselves:
                    found.setdefault(form, (word,))
    fronts = [w for w, own in words.items() if own & {"group", "group adjective"}]
    backs = [w for w, own in words.items() if own & {"dehumanising", "strong insult"} and len(w) >= 4]
    found.update({front + back: (front, back) for front in fronts for back in backs if front + back not in words})
    found.update({"i" + w: ("i", w) for w, own in words.items() if "contempt" in own and "i" + w not in words})
    also = rules["also"]
    assert isinstance(also, dict)
    found.update({form: (str(word),) for form, word in also.items() if form not in words})
    return found


def _strings(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(item) for item in value]


def kinds_of(entry: dict[str, object]) -> set[str]:
    """Return the kinds that an entry of the list gives its words: its own, and "strong insult" for the strongest."""
    strong = entry["kind"] == "insult noun" and entry["strength"] == 3
    return {str(entry["kind"]), "strong insult"} if strong else {str(entry["kind"])}


def triggers(
    words: dict[str, Kinds],
    several: Iterable[tuple[tuple[str, ...], Kinds]],
    variants: dict[str, tuple[str, ...]],
    kinds: Kinds,
) -> frozenset[str]:
    """Return the words that open the way to the rules: those of the kinds, and of each phrase its longest word."""
    found = {word for word, own in words.items() if own & kinds}
    found |= {max(phrase, key=len) for phrase, own in several if own & kinds}
    return frozenset(found | {form for form, meant in variants.items() if not found.isdisjoint(meant)})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word list, read once."""
    raw = json.loads((files("onrecord.recognition.conduct") / "words.json").read_text("utf-8"))
    single: dict[str, set[str]] = {}
    several: dict[tuple[str, ...], set[str]] = {}
    unless: dict[str, frozenset[str]] = {}
    for entry in raw["entries"]:
        for words in entry["words"]:
            for form in forms(words, entry["part"]):
                place = single.setdefault(form[0], set()) if len(form) == 1 else several.setdefault(form, set())
                place.update(kinds_of(entry))
                if entry["part"] == "verb" and form == tuple(words.split()):
                    place.add(f"{entry['kind']} base")
                if "unless" in entry:
                    unless[" ".join(form)] = frozenset(entry["unless"])
    words = {word: frozenset(kinds) for word, kinds in single.items()}
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Kinds]]] = {}
    for phrase, kinds in sorted(several.items(), key=lambda item: -len(item[0])):
        phrases.setdefault((phrase[0], phrase[1]), []).append((phrase[2:], frozenset(kinds)))
    grown = [(phrase, frozenset(kinds)) for phrase, kinds in several.items()]
    variants = spellings(words, grown, raw["spellings"])
    groups = {w for w, kinds in words.items() if kinds & {"group", "group adjective", "holy"}}
    groups |= {max(phrase, key=len) for phrase, kinds in grown if kinds & {"group", "holy"}}
    return Lexicon(
        words,
        frozenset(words) | {word for phrase in several for word in phrase},
        {opening: tuple(rest) for opening, rest in phrases.items()},
        variants,
        triggers(words, grown, variants, ALONE),
        triggers(words, grown, variants, OF_A_GROUP),
        frozenset(groups) | {form for form, meant in variants.items() if meant[0] in groups},
        unless,
        {key: frozenset(value) for key, value in raw["coded"].items() if isinstance(value, list)},
    )


class Alphabet:
    """One character for every set of kinds, so that a sentence is a string and a rule a regular expression.

    In a rule, {kind} is a word of that kind, {kind|kind} of either, {!kind} of any other; ~3 is up to three words with
    no comma and no "but" among them, -3 up to three words of any kind, as few as will do. Blanks mean nothing.
    """

    def __init__(self, known: Iterable[Kinds]) -> None:
        self._code: dict[Kinds, str] = {}
        for kinds in known:
            self._add(kinds)
            self._add(kinds | {"group"})
        for kind in ("plain", "name", "comma", "group"):
            self._add(frozenset({kind}))

    def _add(self, kinds: Kinds) -> None:
        self._code.setdefault(kinds, chr(0xE000 + len(self._code)))

    def string(self, tokens: Sequence[Token]) -> str:
        """Return one character a token."""
        return "".join([self._code[token.kinds] for token in tokens])

    def kinds(self, names: str) -> str:
        """Return the characters of every set that holds one of the kinds, as they stand in a class."""
        wanted = frozenset(names.split("|"))
        found = "".join(code for kinds, code in self._code.items() if kinds & wanted)
        if not found:
            raise ValueError(f"expected kinds of the word list, but got {names!r}")
        return found

    def rule(self, pattern: str) -> re.Pattern[str]:
        """Return the rule as a regular expression over `string`."""
        shut = self.kinds("comma|contrast")
        pattern = re.sub(r"\{!([^{}]+)\}", lambda m: f"[^{self.kinds(m[1])}]", pattern)
        pattern = re.sub(r"\{([a-z][^{}]*)\}", lambda m: f"[{self.kinds(m[1])}]", pattern).replace(" ", "")
        pattern = re.sub(r"~(\d+)", rf"[^{shut}]{{0,\1}}?", pattern)
        return re.compile(re.sub(r"-(\d+)", r".{0,\1}?", pattern), re.DOTALL)


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """Return the alphabet of the word list."""
    words = lexicon()
    known = set(words.words.values()) | {kinds for rest in words.phrases.values() for _, kinds in rest}
    return Alphabet(sorted(known, key=sorted))


def undisguised(word: str, words: Lexicon) -> str:
    """Return the word of the list that `word` hides behind digits and signs ("h4te", "f*ck"), else `word`."""
    if "*" in word:
        return _starred(word, words)
    for table in (LEET, LEET_L):
        plain = word.translate(table)
        if plain in words.known or plain in words.variants:
            return plain
    return word


def _starred(word: str, words: Lexicon) -> str:
    hidden = re.compile("".join("." if char == "*" else re.escape(char) for char in word))
    rude = (
        "fuck", "shit", "cunt", "bitch", "whore", "nigger", "faggot", "asshole", "bastard", "slut", "dick", "retard",
    )  # fmt: skip
    return next((form for form in rude for form in (form, form + "s", form + "ing") if hidden.fullmatch(form)), word)


def split(text: str, low: str, start: int, end: int, words: Lexicon) -> list[tuple[str, int, int]]:
    """Return the words of `text[start:end]` with their places, disguises seen through and spaced letters joined.

    `low` is the text in lower case. A name is never taken for a misspelling, unless of a group: "Moran", "Muslms".
    """
    spaced = [(m.start(), m.end()) for m in SPACED.finditer(low, start, end)]
    disguised = DISGUISED.search(low, start, end) is not None
    found: list[tuple[str, int, int]] = []
    for match in (DISGUISED_TOKEN if disguised else TOKEN).finditer(low, start, end):
        word, at, to = match[0], match.start(), match.end()
        while spaced and spaced[0][1] <= at:
            found.extend(_joined(low, *spaced.pop(0), words))
        if spaced and spaced[0][0] <= at:
            continue
        if disguised and not word.isalpha():
            word = undisguised(word, words)
        if word[0] == "’":
            word = "'" + word[1:]
        meant = words.variants.get(word)
        if meant is not None and at > start + 1 and text[at].isupper() and meant[0] not in words.groups:
            meant = None
        if meant is None or len(meant) == 1:
            found.append((word if meant is None else meant[0], at, to))
        else:
            cut = at + len(meant[0])
            found += [(meant[0], at, cut), (meant[1], cut, to)]
    for place in spaced:
        found.extend(_joined(low, *place, words))
    return found


def _joined(low: str, start: int, end: int, words: Lexicon) -> list[tuple[str, int, int]]:
    letters = low[start:end:2]
    known = words.known
    if letters in known:
        return [(letters, start, end)]
    for skip in (1, 2):
        if letters[skip:] in known and len(letters) - skip > 2:
            return [(letters[:skip], start, start + 2 * skip - 1), (letters[skip:], start + 2 * skip, end)]
    return [(letter, start + 2 * at, start + 2 * at + 1) for at, letter in enumerate(letters)]


def tokens_of(text: str, parts: Sequence[tuple[str, int, int]], words: Lexicon) -> list[Token]:
    """Return the tokens of a sentence: phrases of the list taken whole, the longest first."""
    found: list[Token] = []
    last = len(parts) - 1
    at = 0
    while at <= last:
        word, start, end = parts[at]
        for rest, kinds in words.phrases.get((word, parts[at + 1][0]), ()) if at < last else ():
            size = len(rest) + 1
            if at + size <= last and all(parts[at + 2 + n][0] == part for n, part in enumerate(rest)):
                found.append(Token(" ".join((word, parts[at + 1][0], *rest)), start, parts[at + size][2], kinds))
                at += size + 1
                break
        else:
            known = words.words.get(word)
            if known is None:
                known = COMMA if word in COMMAS else NAME if at and text[start].isupper() else PLAIN
            found.append(Token(word, start, end, known))
            at += 1
    return found
