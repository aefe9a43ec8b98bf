"""Quantities: what a question wants measured, and whether a text measures it."""

import re
from functools import cache

from assistant.question import MONTHS, stems

_COUNTED = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|several|both|"
    r"single|no)"
)
_SPAN = rf"(?:{_COUNTED}|an?|some|many|few|over|about)[ -]"
_SPAN += r"(?:[\w-]+ ){0,2}?(?:second|minute|hour|day|night|week|month|season|year|decade|centur|generation)\w*"

# Unit: what asks for it, what states it.
_UNITS = {
    "money": (
        r"\bhow (?:much|expensive)\b.*\b(?:cost|pa(?:y|id)|spen[dt]|worth|price|budget|fine|earn|"
        r"compensation|raise|money)|"
        r"\b(?:what|which)\b.{0,30}\b(?:price|cost|salary|budget|fee|sum)\b",
        r"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|crowns?|marks?|cents?|pence|[mb]illion)\b|\bfree\b",
    ),
    "duration": (
        r"\bhow (?:long|soon)\b|\bhow many (?:more )?"
        r"(?:seconds|minutes|hours|days|nights|weeks|months|years|decades)\b",
        rf"\b{_SPAN}|\b(?:un)?til\b|\bsince\b|\b(?:1\d|20)\d\d\b.*\b(?:1\d|20)\d\d\b|"
        rf"\b(?:{MONTHS})\b|\w+day\b|\blong as\b",
    ),
    "clock": (
        r"\b(?:at )?(?:what|which) (?:time|hour)\b(?! period)",
        r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bnoon\b|midnight|o['’]clock|"
        r"\b(?:morning|evening|afternoon|dawn|dusk)\b",
    ),
    "percent": (
        r"\bpercent(?:age)?\b|\bper cent\b|\b(?:share|proportion) of\b",
        r"%|per ?cent|\bhalf\b|third|quarter|majority",
    ),
    "age": (r"\bhow old\b|\bwhat age\b", r"\b\d{1,4}\b|\baged?\b|-year-old"),
}
_COUNT = re.compile(
    r"\bhow many\s+((?:[\w’'-]+\s+){0,2}?[\w’'-]+)"
    r"(?=\s+(?:\w+ly\s+)?(?:do|did|does|is|are|was|were|has|have|had|will|would|can|could|must|might|may|"
    r"of|in|on|at|from|for|with|aboard|took|take|\w+ed|\w+s)\b|\?|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w.-]){_COUNTED}(?!\w)", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:, \d{{4}})?|\b\d{{1,2}} (?:{MONTHS})\b(?: \d{{4}})?|\b(?:19|20)\d\d\b"
)


@cache
def wanted(question: str) -> str | None:
    """Return the unit a question wants, or None where it wants no quantity.

    >>> wanted("How long did the call last?"), wanted("How many ships sailed?"), wanted("Who sailed?")
    ('duration', 'count', None)
    """
    for unit, (asks, _) in _UNITS.items():
        if re.search(asks, question, re.IGNORECASE):
            return unit
    return "count" if re.search(r"\bhow many\b", question, re.IGNORECASE) else None


def stated(unit: str, question: str, text: str) -> bool:
    """Say whether a text states a quantity in this unit; of a count, of the very things that are asked about.

    >>> stated("count", "How many ships sailed?", "Of 12 old ships, two sailed.")
    True
    >>> stated("count", "How many ships sailed?", "The ships sailed on May 3.")
    False
    """
    if unit != "count":
        return bool(re.search(_UNITS[unit][1], text, re.IGNORECASE))
    undated = _DAY.sub(" ", text)
    numbers = [match.end() for match in _NUMBER.finditer(undated)]
    asked = _COUNT.search(question)
    if asked is None or not numbers:
        return bool(numbers)
    things = stems(asked[1])[-1]
    near = [undated[end : end + 60] for end in numbers]
    return any(things in stems(words) for words in near) or things not in stems(undated)


_AHEAD = re.compile(r"^\W*(?:when|on what|what|which|where)\b.{0,30}?\bwill\b", re.IGNORECASE)
_COMING = re.compile(
    r"\b(?:will|shall|would|next|upcoming|coming|plan\w*|schedul\w*|due|expect\w*|set to|to be|later|soon|tomorrow|by|"
    r"future|intend\w*|until|before)\b",
    re.IGNORECASE,
)


def too_early(question: str, text: str) -> bool:
    """Say whether a question asks for what is to come and the text speaks of nothing to come.

    >>> too_early("When will they meet next?", "They met on Thursday.")
    True
    """
    return bool(_AHEAD.search(question)) and not _COMING.search(text)
