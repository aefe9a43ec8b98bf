"""Which form an answer takes: a plain one, what somebody said, who said it, what is left out, or two sides."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.question import MONTHS, Asked
from index.ledger.state import state_of


class Form(StrEnum):
    """The shape of an answer."""

    PLAIN = "plain"
    SAID = "said"
    WHOSE = "whose"
    OMITTED = "omitted"
    COMPARED = "compared"


_VERB = (
    r"(?:say|said|says|claim\w*|tell|told|tells|argue\w*|warn\w*|state[ds]?|describe\w*|call(?:ed|s)?|think\w*|thought|"
    r"believe\w*|announce\w*|deny|denie[sd]|accuse\w*|explain\w*|repl(?:y|ied|ies)|respond\w*|reveal\w*|report\w*|"
    r"suggest\w*|threaten\w*|promise\w*|demand\w*|criticis\w*|criticiz\w*|react\w*|comment\w*|make of|made of|"
    r"point(?:ed)? out|stress\w*|urge\w*|write|wrote|ask(?:ed|s)?|mention\w*|add(?:ed)?|complain\w*|expect\w*|"
    r"brought up|linked|carried|insist\w*|confirm\w*|voice[ds]?)"
)
# What can be missing from a text is left out; what is missing from a museum is a topic.
_TEXT = (
    r"(?:readout|statement|version|account|communiqu|declaration|text|letter|report|speech|remark|announcement|release|"
    r"notice|summary|comment|article|story|side|words|transcript|message|interview|answer|testimony|paper|press)"
)
_TOLD = (
    r"(?<!the )(?<!a )(?<!an )(?<!its )(?<!his )(?<!her )(?<!their )(?<!of )"
    r"(?:say|says|said|go into|touch on|bring up|mention\w*|includ\w*|address\w*|echo\w*|repeat\w*|contain\w*|"
    r"reveal\w*|name|naming|refer\w*|talk\w*|disclos\w*|confirm\w*|comment\w*|answer\w*(?! the (?:phone|door|bell))|"
    r"explain\w*|elaborat\w*|specif\w*|discuss\w*|acknowledg\w*|"
    r"describ\w*|tell|give details|provide details|identify|respond)"
)
_OMITTED = re.compile(
    rf"\b((?:omit\w*|omission\w*)\b(?! from\b(?!.*{_TEXT}))|unmentioned|unsaid|unrepeated|"
    rf"le(?:ave|aves|ft|aving) (?:\w+ ){{0,6}}?(?:out\b(?! of\b(?! \w*.*{_TEXT}))|unsaid)|"
    rf"(?:missing|absent|left open)\b(?=.*\b{_TEXT})|missing (?:word|phrase|detail)|"
    rf"(?:silent|quiet|silence) (?:on|about|over|regarding)|(?:say|says|said|tell|tells|told|mentions?) nothing|"
    rf"(?:not|n't|never|neither|without|nor) (?:\w+ ){{0,6}}?{_TOLD}|"
    rf"no (?:\w+ ){{0,2}}?(?:mention|reference|word)|"
    rf"(?:fail\w*|declin\w*|refus\w*|avoid\w*) (?:to )?(?:\w+ ){{0,2}}?{_TOLD}|but not in|and \S+ did not|"
    rf"(?:not|n't) in (?:[\w'’]+ ){{0,5}}?{_TEXT})\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(differ(?:s|ed|ence|ences)?|compar\w*|contrast\w*|versus|vs\.?|disagree\w*|in common|discrepan\w*|diverge\w*|"
    r"contradict\w*|which of (?:the )?(?:two|both)|"
    r"both\b.*\b(?:say|bring|agree|mention|claim)|each of the two|same (?:way|story)|agree(?:s|ment)?\b(?! to\b)|"
    r"what (?:do|does|did)\b.*\band (?:what )?(?:do|does|did)\b|gap between|how far apart|"
    r"by .* account and by|versions)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"\b(?:who|whom|whose|(?:which|what) (?:paper|newspaper|news agency|agency|outlet|media|expert|official|person|"
    rf"analyst|spokes\w+|side|party|group|country|minister|ministry|source))\b(?: else)? (?:\w+ ){{0,2}}?{_VERB}\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b(?:(?:what|how|why|which \w+)\b.*\b(?:did|does|do|has|have|had|is|was)\b.*\b{_VERB}|according to|"
    rf"in \w+[’']s? (?:view|eyes|opinion)|"
    rf"(?:what|how) (?:is|was|were|are) .*(?:response|reaction|reply|view|opinion|position)|"
    rf"prepared to|did .* (?:say|tell|mention))\b",
    re.IGNORECASE,
)


_VIEW = re.compile(r"\baccording to\b|\bin [^,?]{2,60}?['’]s? (?:view|eyes|opinion|words)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|both|either|respective\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of the answer and the names of those it is about, in the order of the question."""

    form: Form
    about: tuple[str, ...]
    subject: tuple[str, ...] = ()
    """Of those, the ones that the question has speak, a person before whoever the person belongs to."""


_SUBJECTS = (
    re.compile(
        rf"\b(?:did|does|do|has|have)\s+((?:[\w.’'-]+\s+){{0,6}}?[\w.’'-]+)\s+(?:(?:also|once|really|then|say|\w+ly)\s+)?{_VERB}\b",
        re.IGNORECASE,
    ),
    re.compile(r"\baccording to\s+([^,?]{2,80})", re.IGNORECASE),
    re.compile(r"\bin\s+([^,?]{2,60}?)['’]s? (?:view|eyes|opinion|words)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:is|was|were|are)\s+([^?]{2,60}?)['’]s? (?:response|reaction|reply|view|opinion|position)\b",
        re.IGNORECASE,
    ),
)


_GROUP = re.compile(
    r"\b(?:experts?|analysts?|observers?|media|reporters?|journalists?|critics?|newspapers?|scientists?|residents|"
    r"lawyers?|professors?|historians?)$"
)
_AFTER = re.compile(r"\s+(?:reached|quoted|of|in|at|from|on|for|who|that|with)\b.*$|['’]s?$")


def _subject(question: str) -> tuple[str, ...]:
    for pattern in _SUBJECTS:
        match = pattern.search(question)
        if match is None:
            continue
        head = _AFTER.sub("", match[1].strip())
        if _GROUP.search(head):
            # "Chinese experts" are no voice of China.
            return (re.sub(r"^(?:the|some|any|many|several) ", "", head),)
        named = mentions("x " + head)
        persons = tuple(name for name in named if " " in name and state_of(name) is None)
        last = re.sub(r"^(?:the|a|an|some|any) ", "", head).split()[-1:]
        return tuple(dict.fromkeys((*persons, *(() if persons else named), *last)))
    return ()


def shape(asked: Asked) -> Shape:
    """Return the form of the answer a question asks for."""
    about = mentions(asked.text)
    subject = _subject(asked.text)
    view = _VIEW.search(asked.text)
    if subject and view and not _WHOSE.search(asked.text) and not _EACH.search(view[0]):
        return Shape(Form.SAID, about, subject)
    for form, cue in (
        (Form.WHOSE, _WHOSE),
        (Form.COMPARED, _COMPARED),
        (Form.OMITTED, _OMITTED),
        (Form.SAID, _SAID),
    ):
        if cue.search(asked.text) and (subject or form is not Form.SAID):
            return Shape(form, about, subject)
    return Shape(Form.PLAIN, about)


_CALENDAR = rf"(?:{MONTHS}|\w+day)\b.*"
_MENTION = re.compile(
    r"(?:[A-Z][\w.’'-]*(?:\s(?:of|the|de|van|von)\b(?=\s[A-Z]))?\s?)+|\b(?:the )?(?:us|uk|un|eu)(?= \w)|\b[a-z]{4,}\b"
)


def _state_name(word: str) -> str:
    """Return the word where it stands for a state, without the plural of its people; else nothing.

    >>> _state_name("Americans"), _state_name("Frogs")
    ('American', '')
    """
    return next((form for form in (word, word.removesuffix("s")) if state_of(form)), "")


_LEAD = re.compile(
    r"^(?:(?:who|whom|whose|what|when|where|which|why|how|did|does|do|is|are|was|were|has|have|had|can|could|will|"
    r"would|compare|contrast|tell|name|and|but|in|on|at|by|to|of|from|for|with|after|before|according|ok|the|a|an)"
    r"\b ?)+",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\bthe ((?:\w+ ){0,2}?(?:company|union|court|club|council|government|ministry|agency|mayor|minister|captain|"
    r"judge|party|board|authority|police|army|readout|statement|version|account|commission|committee|companies|"
    r"president|spokes\w+|experts?|analysts?|officials?|herders|reporters|scientists))\b"
)


def mentions(question: str) -> tuple[str, ...]:
    """Return what may name a speaker in a question, in order, each once: names, states, bodies, offices.

    >>> mentions("What did the US readout omit that Japan's mentioned?")
    ('US', 'Japan')
    """
    found: list[tuple[int, str]] = []
    for match in _MENTION.finditer(question):
        words = re.sub(r"['’]s?\b", "", match[0]).strip()
        words = _LEAD.sub("", words)
        if words.lower() in {"us", "uk", "un", "eu", "the us", "the uk", "the un", "the eu"}:
            words = words.split()[-1].upper()
        elif words.islower():
            words = _state_name(words.capitalize())
        else:
            words = _state_name(words) or words
        if words and not re.fullmatch(_CALENDAR, words, re.IGNORECASE):
            found.append((match.start(), words))
    for match in _BODY.finditer(question.lower()):
        if not any(match.start(1) <= start < match.end(1) for start, _ in found):
            found.append((match.start(1), match[1]))
    return tuple(dict.fromkeys(words for _, words in sorted(found)))
