"""Words and shapes that tell talk from reports, in the languages that comments most often came in."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_PERSON = _words(
    "i i'm i’m i've i’ve i'll i’ll i'd i’d im my me mine myself we our us ich mich mir mein meine "
    "meinen meiner meinem wir uns unser unsere "
    "je j'ai j’ai mon ma mes moi nous yo me mi mis nosotros eu meu minha nós io mio mia"
)
SECOND_PERSON = _words(
    "you your you're you’re you've you’ve yours yourself u ur du dir dich dein deine deinen deiner "
    "deinem dein's ihr euch euer eure "
    "vous votre vos tu te ton ta tes usted ustedes tú ti você vocês seu sua ti tuo"
)
GREETINGS = _words(
    "hi hey hello hallo halli huhu servus moin liebe lieber liebes guten dear hola olá oi bonjour "
    "salut bonsoir ciao ola hej thanks thank "
    "thx danke dankeschön vielen merci gracias obrigada obrigado yes yep yeah no nope ja nein doch "
    "genau stimmt lol haha hahaha wow super "
    "toll nice great awesome agreed exactly congrats oh ah sorry sehr cool klasse mega wunderbar"
)
SIGN_OFFS = _words(
    "gruß grüße gruss grüsse lg mfg vg glg grüßle regards cheers best bg love xx xxx xo xoxo xoxox sincerely "
    "thanks saludos abrazos bises cordialement "
    "amicalement grüssle abraço beijos liebst"
)
FUNCTION_WORDS = _words(
    "the a an this that these those how what when where who why which if in on at to for from with "
    "and or but it is are was i my we you "
    "der die das ein eine einen dem den des im am zum zur und oder aber wie was wer wo wann warum "
    "wenn mit von für auf aus bei nach so es ist "
    "ich wir du sie er le la les un une des du de et où comment pourquoi el los las una del y o en "
    "con por para como qué"
)
REPORTING = _words(
    "said told spokesman spokeswoman spokesperson announced sagte laut zufolge berichtet selon según dijo"
)
_PICTURE = r"\U0001F300-\U0001FAFF\u2600-\u27BF"
SMILEY = re.compile(
    rf"[:;=8xX<^{_PICTURE}](?:(?<=[:;=8xX])['’]?-?[)(DPpO|/\\](?!\w)|(?<=<)3|(?<=\^)\^|(?<=[{_PICTURE}]))"
)
"""One sign is taken before the rest is asked: a pattern that opens with a choice is tried at every letter."""
SLANG = _words(
    "lol lmao rofl wtf omg haha hahaha hahahaha hehe hehehe btw imo imho afaik pls plz gonna wanna dude bullshit mal "
    "halt eh ja hab nix bisschen echt"
)
MARKER = re.compile(
    r"(?:\d+\s+)?(?:(?:top rated|latest|newest|reader|readers'?|neue|neueste|all|"
    r"alle)\s+)?(?:comments?|kommentare?|commentaires?|comentarios?|comentários|responses?|replies|"
    r"thoughts?|reactions?|reacties|commenti|leserkommentare|discussion|diskussion)\b(?:\s*(?:\(\d+\)|"
    r"\d+|(?:on|to|zu|sur|en|a|for)\b.*))?\s*:?",
    re.IGNORECASE,
)
HEADING_WORDS = _words(
    "abstract about analysis appendix background bibliography conclusion conclusions contents details directions "
    "disclaimer equipment faq faqs footnotes highlights ingredients instructions introduction intro materials method "
    "methods notes nutrition overview preparation recap recipe references related remarks results resources servings "
    "sources storage summary takeaways tips tutorial update updates variations verdict video "
    "anleitung anmerkung anmerkungen ausblick bewertung einleitung ergebnis ergebnisse fazit fußnoten galerie "
    "hintergrund hinweis hinweise info inhalt literatur nachtrag nährwerte quelle quellen rezept rezepte tipp tipps "
    "vorbereitung zubereitung zusammenfassung zutaten überblick übersicht "
    "conseils ingrédients instructions préparation recette résumé sommaire astuces références "
    "conclusión fuentes ingredientes instrucciones introducción notas preparación receta resumen consejos "
    "conclusão dicas fontes introdução modo preparo receita"
)
"""Words of ours that head a section of an article, and name no reader."""
TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
RUN = 5
"""Words in a row by which a line is told to repeat what stands above."""


def runs_of(tokens: Sequence[str]) -> list[int]:
    """Return a hash of each `RUN` words in a row, in order."""
    return list(map(hash, zip(*(tokens[start:] for start in range(RUN)), strict=False)))


HANDLE = re.compile(
    r"@?(?=[^\s]*[a-zA-ZÀ-ÿ])(?:[^\s]*\d[^\s]*|[^\s]*_[^\s]*|[^\W\d_]+[.-][^\W\d_]+|[a-zà-ÿ]+[A-Z]\S*|"
    r"[A-Z][a-zà-ÿ]+[A-Z]\S*)[!.]*"
)
