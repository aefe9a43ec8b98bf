"""Which publication an article comes from, where no line of it says so."""

import re
from collections import Counter
from collections.abc import Sequence

_WORD = r"[^\W\d_a-z][\w&'’.-]*(?<![.'’-])"
_NAME = rf"(?:the\s)?(?P<name>{_WORD}(?:\s(?:(?:of|de|du|der|the)\s)?{_WORD}){{0,4}})"
# A place in capitals, or a place and a day, and then the agency: "SEOUL, South Korea (AP) —".
_PLACE = r"(?:[^\W\d_a-z][\w.,'’/-]*\s|\d{1,2},?\s|\d{4},?\s)"
_DATELINE = re.compile(
    rf"(?:(?:(?=[^\W\d_a-z]{{2}})|(?=[^()\n]{{2,50}}\s\d{{1,2}},?\s)){_PLACE}{{1,8}})?"
    r"\((?P<name>[^\W\d_a-z][\w &.'’-]{1,30})\)\s?(?:--?|–|—)\s?\S"
)
# Where a clause ends, or a circumstance of the telling follows, the person told is the reader's paper.
_TOLD = re.compile(
    rf"\b[Tt]old\s{_NAME}(?=[.,;:!?\"”]|\s[–—-]|\s(?:that|on|in|by|via|during|earlier|at|exclusively|recently"
    r"|yesterday|last|this|before|after|over|through|from|under)\b|$)"
)
_REACHED = re.compile(
    rf"\b(?:(?:reached|contacted|interviewed|approached)\sby|interview\swith"
    rf"|(?:statement|email|e-mail)\sto)\s{_NAME}"
)
_WEEKDAY = re.compile(r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
# Bodies and places to which people speak too, but which publish nothing that they speak for.
_AUDIENCE_WORDS = """
congress parliament senate house commons lords council assembly committee court diet cabinet ministry
department president minister secretary conference forum summit union nations state government police army
navy force forces bundestag knesset duma nato un eu us usa uk king queen pope judge party commission
office embassy monday tuesday wednesday thursday friday saturday sunday
"""
_AUDIENCES = frozenset(_AUDIENCE_WORDS.split())
_SPEAKS = (
    r"(?:said|says|told|asked|added|warned|noted|met|claimed|accused|replied|answered|visited|agreed|declined"
    r"|vowed|insisted|remained|urged|is|will|would|came|went|did|wants|hopes|signed|rejected)\b"
)


def dateline_source(block: str) -> str | None:
    """Return the agency in a dateline at the beginning of a block, or None.

    >>> dateline_source("BEIJING, Jan 16 (Xinhua) -- China said on Friday that it would answer.")
    'Xinhua'
    """
    match = _DATELINE.match(block)
    return match["name"].strip() if match else None


def outlet(blocks: Sequence[str]) -> str | None:
    """Return the outlet to which the people in the article speak, or None where that is not plain.

    "Zhang told the Global Times on Friday" names it: the name people tell something to, are reached by or
    give interviews to, more often than any other. Names that the text uses as people, places that act, or
    bodies with members are none.

    >>> outlet(["The talks were useful, Zhang told the Daily Planet.", "He told Congress that he would go."])
    'Daily Planet'
    """
    named = Counter(
        _WEEKDAY.sub("", match["name"])
        for block in blocks
        for form in (_TOLD, _REACHED)
        for match in form.finditer(block)
    )
    fit = [(times, name) for name, times in named.most_common(20) if not _is_other(name, blocks)]
    if not fit or (len(fit) > 1 and fit[0][0] == fit[1][0]):
        return None
    return fit[0][1]


def _is_other(name: str, blocks: Sequence[str]) -> bool:
    words = name.split()
    if any(word.casefold() in _AUDIENCES for word in words):
        return True
    last, begun = re.escape(words[-1]), " ".join(words[:-1])
    alone = rf"(?<!{re.escape(begun)} )" if begun else ""
    person = re.compile(
        rf"{alone}\b{last}(?:['’]s?)?\s(?:also\s|has\s|had\s|later\s)?{_SPEAKS}"
        rf"|(?:[Ss]aid|[Aa]dded|[Aa]sked|Mr|Mrs|Ms|Dr|President|Minister|Secretary)\.?\s{last}\b"
    )
    place = re.compile(rf"\b(?:in|from|near|between|against|across|outside)\s{last}\b|\b{last}['’]s\b")
    full = re.compile(rf"(?<![.!?]\s)\b[^\W\d_a-z][^\W\d_A-Z]+\s{last}\b")
    for block in blocks:
        if words[-1] not in block:
            continue
        if person.search(block) or (not begun and (full.search(block) or place.search(block))):
            return True
    return False
