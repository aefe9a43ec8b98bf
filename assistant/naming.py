"""What a reader calls the things a reply points at: numbers, articles, days; and text made safe to show."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from assistant.reply import Answer, Citation, Reply
from index.article import Article

Articles = Callable[[str], Article]
"""The article with this id."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Whatever CommonMark or GitHub's dialect could read as markup, anywhere in a line or at its start.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$@{}]|:(?=//)|(?<=www)\.|^[+=-]|(?<=\d)[.)](?=\s|$)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def shown(text: str) -> str:
    """Return the text without characters that steer a terminal or reorder a line; line ends become spaces."""
    return "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or not _steers(sign))


def visible(text: str) -> str:
    """Return the text on one line, without the characters that `shown` drops and without spare spaces.

    >>> visible("one\\x1b[31m two\\n\\u202ethree ")
    'one[31m two three'
    """
    return " ".join(shown(text).split())


def markdown(text: str) -> str:
    """Return the text on one line with every sign escaped that Markdown could read as markup.

    >>> print(markdown("*no* [link](x) | cell"))
    \\*no\\* \\[link\\](x) \\| cell
    """
    return _MARKUP.sub(lambda match: "\\" + match[0], visible(text))


def _steers(sign: str) -> bool:
    reorders = "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"
    return reorders or unicodedata.category(sign) in {"Cc", "Cs"}


def shortened(text: str, limit: int) -> str:
    """Return the text in at most `limit` characters, cut between words where it has any.

    >>> shortened("Readout differences reveal a push", 22)
    'Readout differences…'
    """
    text = visible(text[: 10 * limit])
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:–—-") + "…"


def day(published: str | None, *, year: bool = True) -> str:
    """Return an ISO date as a reader writes it; whatever is no date stays as it is.

    >>> day("2026-01-16"), day("2026-01-16", year=False), day(None)
    ('16 Jan 2026', '16 Jan', '')
    """
    match = _DATE.match(published or "")
    if match is None or not 1 <= int(match[2]) <= 12:
        return visible(published or "")
    words = f"{int(match[3])} {_MONTHS[int(match[2]) - 1]}"
    return f"{words} {match[1]}" if year else words


def names(articles: Iterable[Article]) -> dict[str, str]:
    """Return a short, distinct name for each of these articles by its id, in their order: source and day.

    The title stands in where there is no source, or where two articles share source and day, and the id
    where the titles do not tell them apart either. The year is told where the articles differ in it.
    """
    known = {article.id: article for article in articles}
    year = len({(article.published or "")[:4] for article in known.values() if article.published}) > 1
    called: dict[str, str] = {}
    ways: tuple[Callable[[Article], str], ...] = (
        lambda article: article.source or article.label,
        lambda article: article.label,
        lambda article: article.id,
    )
    for words in ways:
        told = {key: _name(words(known[key]), known[key], year) for key in known if key not in called}
        taken = [*called.values(), *told.values()]
        called |= {key: name for key, name in told.items() if taken.count(name) == 1}
    return {key: called.get(key, visible(key)) for key in known}


def _name(words: str, article: Article, year: bool) -> str:
    when = day(article.published, year=year)
    return shortened(words, 40) + (f", {when}" if when else "")


def described(article: Article) -> str:
    """Return the whole name of an article: title (else source, else id), source and day."""
    parts = (article.title, article.source, day(article.published))
    told = [visible(part) for part in parts if part]
    return " · ".join(told if article.title or article.source else [visible(article.id), *told])


def numbered(reply: Reply) -> dict[Citation, int]:
    """Return the citations of a reply with their numbers, from 1 in the order of reading."""
    claims = reply.claims if isinstance(reply, Answer) else ()
    distinct = dict.fromkeys(citation for claim in claims for citation in claim.citations)
    return {citation: number for number, citation in enumerate(distinct, start=1)}


def named(reply: Reply, articles: Articles) -> dict[str, str]:
    """Return the short names of the articles that the reply cites, or found where it refuses."""
    cited = [citation.article for citation in numbered(reply)] or [found.article for found in reply.evidence]
    return names(articles(key) for key in dict.fromkeys(cited))


def plain(reply: Reply) -> str:
    """Return the words of the reply alone: what a follow-up question looks back on."""
    return " ".join(claim.text for claim in reply.claims) if isinstance(reply, Answer) else reply.reason
