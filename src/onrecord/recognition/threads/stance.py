"""Whether a reply agrees or disagrees with what it answers, by the words that say so. Nothing here was trained.

Cues of our own in the languages that comments most often came in. Each has a weight: positive agrees, negative
disagrees; those at the opening count double. Where they stay under `ENOUGH`, nothing is said.
"""

from __future__ import annotations

import re
from typing import Literal

from onrecord.terms import Stance

ENOUGH = 1.0
_OPENING = 60

_CUES: tuple[tuple[float, str], ...] = (
    (2.0, r"(?:i |we )?(?:totally |completely |fully |absolutely |wholeheartedly |do |also )?(?:agree|"
r"concur)(?:d)?\b(?! to disagree)"),
    (2.0, r"(?:you(?:['’]re| are)|he(?:['’]s| is)|she(?:['’]s| is)|that(?:['’]s| is)|is) (?:so |100% |"
r"absolutely |totally |completely |quite |exactly )?(?:right|correct|spot on|true)\b"),
    (2.0, r"(?:well said|good point|great point|fair point|exactly|precisely|this\.|so true|very true|"
r"true\b|amen|spot on|indeed|same here|me too|\+1|hear,? hear|bingo|yep|yes\b|yeah|yup|right\?|"
r"absolutely|definitely|of course)"),
    (1.0, r"(?:they really do|he really (?:is|does)|they (?:sure|certainly|absolutely|really) (?:are|do|did|"
r"have)|i know,? right|no kidding|no doubt|couldn['’]t agree more|thank you|thanks|lol\b|haha+|😂|"
r"🤣|👍|nicely put|love (?:it|this)|(?:very |really )?nice(?: one| work)?(?=[,.!]))"),
    (2.0, r"(?:stimme? (?:dir|ihnen|euch|da)? ?(?:voll |ganz |völlig |absolut )?zu|"
          r"stimmt\b(?! (?:doch |so |einfach |leider |aber )?nicht)|genau\b|"
r"richtig\b|ganz (?:genau|deiner|ihrer)|sehe ich (?:auch|genauso)|da (?:hast du|haben sie) recht|"
r"hast recht|sie haben recht|da gebe ich|absolut\b|jawohl|so ist es|gut gesagt|bin (?:ganz "
r")?deiner meinung|volle zustimmung|sehr richtig)"),
    (2.0, r"(?:d['’]accord|tout à fait|exactement|vous avez raison|tu as raison|de acuerdo|estoy de acuerdo|"
r"tienes razón|tiene razón|concordo|tem razão|concuerdo)"),
    (-2.0, r"(?:i |we )?(?:strongly |totally |completely |respectfully |have to |must )?disagree|don['’]t "
r"agree|do not agree|can['’]t agree|beg to differ"),
    (-2.0, r"(?:you(?:['’]re| are)|that(?:['’]s| is)|this is|he(?:['’]s| is)|it(?:['’]s| is)|is) (?:so |just "
r"|simply |completely |totally |absolutely |flat out |dead |not )?(?:wrong|false|incorrect|untrue|"
r"not true|not right|nonsense|bullshit|ridiculous|absurd|a lie|a myth|stupid|idiotic|bs)\b"),
    (-2.0, r"(?:\Ano\b(?! (?:doubt|kidding|problem|worries|lo\b|la\b|se\b))|(?<=[.!?…] )no[,.!]|"
r"nope|wrong\b|false\b|nonsense|bullshit|bs\b|"
r"rubbish|bollocks|not (?:true|really|quite|exactly|at all|even)|that(?:['’]s| is)n?['’]?t? not|"
r"incorrect|hardly|on the contrary|quite the opposite|lol no|um,? no)"),
    (-1.2, r"(?:but\b|however|actually|except|although|yet you|or maybe|or you|so you(?:['’]re| are)?|well,? "
r"(?:no|actually|then)|sure,? but|yes,? but|yeah,? but|maybe (?:you|if)|why (?:do|are|don['’]t|"
r"would) (?:you|people)|what (?:are|do) you|do you|did you|have you|are you|you (?:do|clearly|"
r"obviously|just|must|should|need|are|don['’]t|didn['’]t|can['’]t|have)|then (?:you|why|don['’]t)|"
r"citation|source\?|prove it|by that logic|by your logic)"),
    (-1.0, r"(?:you (?:clearly|obviously|people|guys|folks|don['’]t (?:know|understand|get)|have no (?:idea|"
r"clue)|need to|should try|think)|your (?:logic|argument|point|ignorance|opinion|comment|claim)|"
r"do your (?:own )?research|educate yourself|makes no sense|doesn['’]t (?:mean|make|work|matter)|"
r"isn['’]t (?:true|how)|that['’]s not (?:how|what|the)|stop (?:spreading|being|lying)|get (?:over "
r"it|a life|real)|grow up|idiot|moron|stupid|dumb(?:ass)?|clown|ignorant|shut up|zero "
r"(?:appreciation|understanding))"),
    (-2.0, r"(?:nein\b|falsch\b|stimmt (?:doch |so |einfach |leider )?nicht|nicht (?:richtig|wahr|korrekt|"
r"ganz)|unsinn|quatsch|blödsinn|schwachsinn|das ist (?:falsch|nicht|doch)|da (?:irrst du|irren "
r"sie)|widerspreche|im gegenteil|sehe ich (?:anders|nicht)|finde ich falsch|eben nicht|doch,|von "
r"wegen|mitnichten|keineswegs)"),
    (-1.2, r"(?:aber\b|naja\b|jein|allerdings|trotzdem|ach so\?|artikel gelesen|haben sie|hast du|woher|"
r"wieso|warum|was (?:hat|soll))"),
    (-2.0, r"(?:pas d['’]accord|c['’]est faux|n['’]importe quoi|no estoy de acuerdo|falso|mentira|discordo|"
r"não concordo)"),
)  # fmt: skip
_COMPILED = tuple((weight, re.compile(r"(?<!\w)" + pattern, re.IGNORECASE)) for weight, pattern in _CUES)
_GREETING = re.compile(
    r"\s*(?:@\s?[\w.-]+(?: [A-Z]\w+)?[:,]?\s+|(?:hi|hey|hello|dear|hallo|liebe[rs]?|moin|hola|olá|bonjour|salut|"
    r"ciao)\s+[\w.-]+(?: [A-Z]\w+)?\s?[,.!:–-]+\s+)",
    re.IGNORECASE,
)
"""A name called before the words that count: "Hello Douglas. "."""
_TURNS_TO = re.compile(r"\b(?:you|your|you['’]re|u|du|dein\w*|ihr|vous|usted)\b", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:they|them|their|these (?:people|folks|idiots|clowns)|those people|he|she|his|her|die leute|"
    r"solche leute|ils|ellos)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(?:and|also|plus|especially|or|like|because|even|especially|und|auch|besonders|et|y)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"(?:not|n['’]t|never|nicht|kein|ne|no)\s+(?:\w+\s+)?$", re.IGNORECASE)


def stance_score(response: str) -> float:
    """Return how far `response` agrees (above 0) or disagrees (below 0) by its cues, from about -6 to 6."""
    score = 0.0
    greeting = _GREETING.match(response)
    start = greeting.end() if greeting else 0
    opening = response[start : start + _OPENING].lstrip("\"“„'( ")
    for weight, pattern in _COMPILED:
        first = pattern.match(opening)
        if first:
            score += 2 * weight
            continue
        found = pattern.search(response, 0, 700)
        if found and abs(weight) >= 1:
            turned = _NEGATED.search(response, max(0, found.start() - 12), found.start())
            score += (-0.5 if turned else 0.5) * weight * (0.5 if weight in (-1.2,) else 1.0)
    return score


def stance_of(parent: str, response: str) -> Stance | None:
    """Return the stance of `response` to the comment `parent`, or None where it does not show."""
    score = stance_score(_own_words(parent, response))
    if score >= ENOUGH:
        return "agree"
    return "disagree" if score <= -ENOUGH else None


def agreement(quote: str, response: str) -> Literal["agree", "disagree", "neutral"]:
    """Return what `response` says to `quote`: agree, disagree or neutral. For `agree.py`, which it was not tuned on."""
    told = stance_of(quote, response)
    if told is not None:
        return told
    own = _own_words(quote, response)
    score = stance_score(own)
    # Nothing says it outright. A reply that turns to the other ("you", a question back, a "but") mostly objects; one
    # that talks with them about third people ("they", "these folks") mostly joins in. By reason, not by fitting.
    score -= 0.5 * bool(_TURNS_TO.search(own, 0, 400)) + 0.25 * ("?" in own[:200])
    score += 0.5 * bool(_THIRD.search(own, 0, 400)) + 0.25 * bool(_JOINS.match(own))
    return "agree" if score > 0.2 else "disagree" if score < -0.2 else "neutral"


def _own_words(parent: str, response: str) -> str:
    """Return the response without a line or quotation at its head that only repeats the parent."""
    head = re.match(r"\s*[\"“„>]([^\"”“\n]{20,})[\"”“]?\s*", response)
    if head and " ".join(head[1].split())[:40].casefold() in " ".join(parent.split()).casefold():
        return response[head.end() :]
    return response
