"""Which sentences ask something that somebody could answer, with a question mark or without, and not for effect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.terms import Span

_SENTENCE = re.compile(
    r"[^.!?…\n]*(?:[.!?…]+(?=[\s\"”’)»]|$|(?<=[?!])[A-ZÀ-Þ][a-zà-ÿ])[\"”’)»]*|\n|$|[.!?…])", re.DOTALL
)
_ASKING = (
    "what who whom whose which when where why how is are am was were do does did can could will "
    "would should shall may might have has had isn't aren't "
    "don't doesn't didn't can't won't any anyone anybody was wer wen wem wessen welche welcher "
    "welches wann wo woher wohin warum wieso weshalb wie ist sind war "
    "waren hat habt haben hast kann kannst könnt können könnte soll sollte wird werden muss müssen "
    "darf gibt weiß weiss que qué quién cuándo dónde cómo cuál por "
    "quel quelle quels quelles qui quand où comment pourquoi combien est-ce qual quem quando onde como quanto"
)
ASKING = frozenset(_ASKING.split())
_LEADS = frozenset(
    (
        "sorry and so but also und aber also ok okay hi hey hello hallo well then but y et e mas pero "
        "mais ja nein oh um"
    ).split()
)
_NO_MARK = re.compile(
    r"(?:(?:sorry|excuse me|and|so|ok|okay|hi|hey|hello|also|und|aber)[,\s]+)*(?:(?:what|who|where|"
    r"when|why|how)(?:['’]s| is| are| was| were| do| does| did| can| could| would| should| much| many|"
    r" long| to)\b|"
    r"(?:does|do|can|could|would) (?:you|anyone|anybody|someone|somebody)\b|is there\b|(?:wie (?:viel|"
    r"lange|viele|groß|gross|hoch|oft)|wo|wann|warum|wieso|weshalb) (?:\w+ ){0,3}(?:ist|sind|kann|"
    r"muss|müssen|soll|hat|man|ich|das|der|die|backst|denn|den)\b|"
    r"(?:weiß|weiss|kann|hat) (?:jemand|einer|mir)\b|welche[rs]? (?:\w+ ){1,3}(?:ist|hat|kann|nimmt|muss)\b)",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    r"\b(?:i (?:was |am )?wonder(?:ing)? (?:if|what|how|why|whether)|does anyone know|(?:can|could) "
    r"(?:you|someone|anyone) (?:please )?(?:tell|explain|help)|please (?:tell|explain|advise|let me "
    r"know)|"
    r"any (?:ideas?|suggestions|estimates|tips|advice)\b|(?:würde|möchte) gerne wissen|wollte (?:mal "
    r")?fragen|weiß (?:hier )?jemand|kann mir (?:jemand|einer|wer)|habe? (?:mal )?(?:eine|ne) frage)\b",
    re.IGNORECASE,
)
_FOR_EFFECT = re.compile(
    r"^(?:and )?(?:who cares|so what|really|seriously|what else|who knew|why not|what the (?:hell|"
    r"heck|fuck)|are you (?:kidding|serious|joking|nuts|crazy|stupid|insane|blind|retarded)|"
    r"is (?:it|that) any wonder|isn['’]t it (?:great|funny|nice|obvious|ironic)|who (?:would have|"
    r"would['’]ve|could have) (?:thought|guessed)|what (?:did|do) (?:you|they|we) expect|"
    r"how (?:stupid|dumb|dare|hard can|much more|many times|long must)|need i say more|get it|"
    r"remember|right|ok(?:ay)?|huh|eh|oder|ne|gell|nicht wahr|wirklich|echt(?: jetzt)?|na und|wen "
    r"(?:interessiert|juckt)|was soll das|"
    r"geht['’]?s noch|wer hätte das gedacht|surprised|sarcasm|since when|what could (?:possibly )?go "
    r"wrong|do you (?:really|honestly|seriously)|when will (?:all )?(?:you|they|people|these))\b",
    re.IGNORECASE,
)
_MEANT_FOR_NOBODY = re.compile(
    r"\bwhat the (?:hell|heck|fuck)\b|\bwhat are (?:you|they) (?:talking|thinking|smoking|on about)\b|"
    r"\b(?:is|are|was|were|did|do|does|has|have|had|could|would|should) "
    r"(?:it|he|she|they|we|you|i|this|that|these|those) not\b|\bwho (?:do|does|did) (?:you|they|he|she) think\b|"
    r"\bwhat(?:['’]s| is) wrong with (?:you|him|her|them|these)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:,|-|–|—)\s*(?:oder|ne|gell|right|huh|eh|no|ok|okay|isn['’]t it|don['’]t you|aren['’]t they|"
    r"nicht wahr|was|innit|verdad|no|n['’]est-ce pas)\s*[?!]+[\"”’)»]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def sentences(words: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences in `words`, without white space at their ends. A line break ends one too."""
    at = 0
    for found in _SENTENCE.finditer(words):
        if found.end() <= at:
            continue
        start, end = at, found.end()
        at = end
        while start < end and words[start].isspace():
            start += 1
        while end > start and words[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def questions_in(words: str, offset: int = 0) -> Iterator[Span]:
    """Yield the spans of real questions in `words`, moved by `offset`.

    A question asked for effect is none: a tag ("right?"), an exclamation ("are you kidding?!"), "?!" and rows of
    marks, and a question that its own writer answers in the same breath ("Why? Because ...").
    """
    found = list(sentences(words))
    for i, (start, end) in enumerate(found):
        sentence = words[start:end]
        if not _asks(sentence) or _for_effect(sentence):
            continue
        then = words[slice(*found[i + 1])] if i + 1 < len(found) else ""
        if re.match(
            r"(?:because|weil|to |um zu|simple|easy|easily|nothing|nobody|no one|never|nichts|niemand|nie|"
            r"exactly|yes|no|nope|ja|nein|of course|natürlich|here (?:are|is)|here['’]s|whatever|either way|"
            r"in any case|maybe|perhaps|my guess|the answer|vielleicht|wie auch immer)\b",
            then,
            re.IGNORECASE,
        ):
            continue
        yield Span(offset + start, offset + end)


def _asks(sentence: str) -> bool:
    tokens = [w.casefold() for w in _WORD.findall(sentence[:200])]
    if not any(token[0].isalpha() for token in tokens):
        return False  # "10,000? 20,000?" are guesses at what was asked before
    if "?" in sentence[-4:]:
        return len(tokens) > 1 or tokens[0] in ASKING
    return (bool(_ASKS_FOR.search(sentence)) and len(tokens) < 60) or (
        len(tokens) < 20 and bool(_NO_MARK.match(sentence)) and sentence[-1] not in "!:…"
    )


def _for_effect(sentence: str) -> bool:
    body = sentence.lstrip("\"“„«'‘( ")
    if re.search(r"\?!|!\?|\?{3,}", sentence[-6:]):
        return True
    return (
        bool(_FOR_EFFECT.match(body) and len(body) < 160)
        or _MEANT_FOR_NOBODY.search(sentence) is not None
        or _TAG.search(sentence) is not None
    )
