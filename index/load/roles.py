"""What a text block is, told by how newspapers print such blocks."""

import re

from index.load.dates import date_in, is_date

LONGEST_CAPTION = 700
LONGEST_LINE = 120
LONGEST_KICKER = 60
LONGEST_HEADLINE = 250

# An agency or a person: what stands after "Photo:".
_CREDIT = r"[\s(]*[^\W\d_][^\n.!?]{0,70}(?:\.(?:com|net|org))?[)\]]?\.?"
_PICTURE = (
    r"(?:Photos?|Photographs?|Photography|Pictures?|Images?|Illustration|Graphics?|Cartoon|Screenshot|Video"
    r"|Photo credit|Image credit|Picture credit|Credit|File photo|Fotos?|Bild|Imagen|Crédit photo|Фото)"
)
_CAPTION_END = re.compile(
    rf"(?:^|[\s.!?)\]\"”’(\[])(?:{_PICTURE}\s?[:：]{_CREDIT}"
    rf"|(?:Photos?|Photographs?|Pictures?|Images?|PHOTO) (?:by|courtesy of|from|via) {_CREDIT}"
    r"|[(\[][^()\[\]]{0,40}\b(?:Photo|Pool|Image|Picture|Xinhua|Reuters|REUTERS|AFP|AP|EPA|Getty)"
    r"[^()\[\]]{0,20}/[^()\[\]]{1,60}[)\]]"
    r"|[(\[](?:[Ff]ile [Pp]hoto|[Pp]hoto|[Ii]mage|[Pp]icture)[^()\[\]]{0,60}[)\]]"
    r"|(?:REUTERS|AFP|EPA|AP Photo)/[A-Z][^\n.!?]{1,50}"
    r"|\bvia Getty Images|/\s?Getty Images|[Ff]ile [Pp]hoto)\.?$"
)
_CAPTION_BEGIN = re.compile(r"(?:FILE PHOTO|File photo|FILE)\s?(?:[:：]|[-–—])\s")

_NAME = r"(?:[^\W\d_a-z][\w'’.-]*)"
_NAMES = rf"{_NAME}(?:\s(?:{_NAME}|de|da|del|der|den|van|von|bin|al|el|la|le)){{0,5}}"
_BYLINE = re.compile(
    rf"[Bb][Yy]:?\s+(?P<names>{_NAMES}(?:(?:,\s?|\s(?:and|&)\s|,\sand\s){_NAMES}){{0,5}})"
    rf"(?P<desk>(?:\s?[,|/–—-]\s?|\s(?:in|at|for|of)\s)[^.!?]{{2,60}})?"
)
_NAME_AND_DESK = re.compile(rf"(?P<names>{_NAME}(?:\s{_NAME}){{1,3}}),\s(?P<desk>{_NAME}(?:\s{_NAME}){{0,3}})")
_PRINTED_DATE = re.compile(
    r"(?P<first>(?:first\s|originally\s)?(?:published|posted|issued|released)(?:\son|\sat|\sdate|\stime)?)?"
    r"(?(first)|(?:last\s)?(?:updated|modified|edited)(?:\son|\sat)?)\s?[:：]?\s",
    re.IGNORECASE,
)
_DESK_CREDIT = re.compile(
    r"\(?(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated) by "
)
_LABEL = re.compile(
    r"(?P<key>title|headline|source|publisher|publication|outlet|authors?|date|publication date|publish date"
    r"|date published|url|link)\s?[:：]\s?(?P<value>\S.*)",
    re.IGNORECASE,
)
_LABELS = {"headline": "title", "publisher": "source", "publication": "source", "outlet": "source"}
_LABELS |= {"authors": "author", "date": "published", "publication date": "published"}
_LABELS |= {"publish date": "published", "date published": "published", "link": "url"}

_SECTION_WORDS = """
opinion opinions op-ed analysis editorial editorials commentary comment world news politics business economy
markets sport sports culture society science technology health exclusive breaking live feature features
interview explainer review column letters statement press release international national latest top stories &
"""
_SECTIONS = frozenset(_SECTION_WORDS.split())
_PARTED = re.compile(r"\s[/|>›»]\s")
_SENTENCE_ENDS = re.compile(r"[^\W\d_A-Z]{3}[\"”’)]*\.[\"”’)]*\s+[\"“‘(]?[^\W\d_a-z]|[。！？].")
_INITIALS_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
_CLOSING = "\"'”’»)] "


def is_caption(block: str) -> bool:
    """Say whether a block is the text under a picture: it ends with a credit, or begins as file photos do.

    >>> is_caption("The two ministers at the Pentagon. Photo: VCG"), is_caption("He took a photo.")
    (True, False)
    """
    if len(block) > LONGEST_CAPTION:
        return False
    return _CAPTION_BEGIN.match(block) is not None or _CAPTION_END.search(block, len(block) - 130) is not None


def is_byline(block: str) -> bool:
    """Say whether a block names who wrote or when it was published, and nothing else.

    >>> is_byline("By Jane Doe"), is_byline("Published: Jan 16, 2026"), is_byline("By then all was over.")
    (True, True, False)
    """
    if len(block) > LONGEST_LINE:
        return False
    if _DESK_CREDIT.match(block) or _BYLINE.fullmatch(block) or is_date(block):
        return True
    if _PRINTED_DATE.match(block):
        return date_in(block) is not None and not _SENTENCE_ENDS.search(block) and _few_words(block)
    parts = _parts(block)
    return len(parts) > 1 and any(is_date(part) or is_byline(part) for part in parts)


def _parts(block: str) -> list[str]:
    return [part.strip() for part in re.split("[|•·]", block) if part.strip()]


def _few_words(block: str) -> bool:
    return len(block.split()) <= 14 and not block.endswith(".")


def names_and_desk(block: str) -> bool:
    """Say whether a block under a headline reads like "Jane Doe, Reuters"."""
    return len(block) <= LONGEST_KICKER and _NAME_AND_DESK.fullmatch(block) is not None


def author_of(block: str) -> str | None:
    """Return the names in a byline, as printed, or None.

    >>> author_of("By Jane Doe, Reuters"), author_of("Published: Jan 16, 2026")
    ('Jane Doe', None)
    """
    for part in _parts(block):
        match = _BYLINE.fullmatch(part) or _NAME_AND_DESK.fullmatch(part)
        if match:
            names = match["names"]
            # "A, B and C" are three people; in "Jane Doe, Reuters" the second is whom she writes for.
            return names if re.search(r"\s(?:and|&)\s", names) else names.split(",")[0].strip()
    return None


def printed_date(block: str) -> tuple[str, bool] | None:
    """Return the date in a byline and whether it is only that of a later change, or None.

    >>> printed_date("Updated: Jan 17, 2026 | Published: Jan 16, 2026"), printed_date("Updated Jan 17, 2026")
    (('2026-01-16', False), ('2026-01-17', True))
    """
    said = list(_PRINTED_DATE.finditer(block))
    first = next((match for match in said if match["first"]), None)
    date = (first and date_in(block[first.end() :])) or date_in(block)
    return (date, bool(said) and first is None) if date else None


def is_kicker(block: str) -> bool:
    """Say whether a block is a section's name or a heading set in capitals.

    >>> is_kicker("CHINA / DIPLOMACY"), is_kicker("World | Asia"), is_kicker("Japan signs")
    (True, True, False)
    """
    if len(block) > LONGEST_KICKER or block[-1] in ".!?,;:":
        return False
    # Capitals need a second look: characters of scripts without capitals are "upper" beside a single one.
    if block.isupper() and sum(map(str.isalpha, block)) == sum(map(str.isupper, block)) > 1:
        return True
    parted = _PARTED.search(block) is not None
    return parted and len(block.split()) <= 7 and not is_byline(block) and any(map(str.isalpha, block))


def is_section(block: str) -> bool:
    """Say whether a kicker cannot be a headline: it is a path of sections, or names one of the usual ones."""
    if len(block) > LONGEST_KICKER:
        return False
    words = block.casefold().split()
    if all(word in _SECTIONS for word in words):
        return True
    return is_kicker(block) and (len(words) <= 1 or _PARTED.search(block) is not None)


def is_headline(block: str) -> bool:
    """Say whether a block may be a headline: short, one sentence at most, without its full stop."""
    if len(block) > LONGEST_HEADLINE or len(block.split()) > 40 or not block[0].isprintable():
        return False
    first = next((character for character in block if character.isalpha()), "")
    if not first or first.islower() or re.match(r"\w+://", block):
        return False
    bare = block.rstrip(_CLOSING)
    if not bare or (bare[-1] in ".,;:。…!?！？" and not _INITIALS_END.search(bare)):
        return bool(bare) and bare[-1] in "?!？！" and len(block) <= LONGEST_LINE and not _two_sentences(block)
    return not _two_sentences(block)


def _two_sentences(block: str) -> bool:
    return _SENTENCE_ENDS.search(block) is not None


def label(block: str) -> tuple[str, str] | None:
    """Return what a metadata line such as "Source: Reuters" says, as (field of Article, value), or None.

    >>> label("Date: 16 January 2026"), label("The date: unknown")
    (('published', '2026-01-16'), None)
    """
    match = _LABEL.fullmatch(block) if len(block) <= LONGEST_HEADLINE + 20 else None
    if match is None:
        return None
    key, value = match["key"].casefold(), match["value"]
    name = _LABELS.get(key, key)
    if name == "published":
        date = date_in(value) if is_date(value) else None
        return (name, date) if date else None
    if name == "url":
        return (name, value) if re.fullmatch(r"(?:https?://|www\.)\S+", value) else None
    named = len(value) <= LONGEST_LINE and value[-1] not in ".?!" and not _two_sentences(value)
    return (name, value) if named or name == "title" else None
