"""Blocks to an article: the headline found, paragraphs numbered, roles given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.article import Article, Paragraph, Role
from index.load.roles import (
    author_of,
    is_byline,
    is_caption,
    is_headline,
    is_kicker,
    is_section,
    label,
    names_and_desk,
    printed_date,
)
from index.load.source import dateline_source, outlet
from index.problem import Problem

HEAD = 12
"""How many blocks at the top may hold a byline; none stands further down but at the foot."""

FOOT = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A text block on its way to a paragraph; `role` is None where the words have yet to tell it, `page` where
    there are none.
    """

    text: str
    role: Role | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its article in so many words: empty or None where it says nothing."""

    title: str = ""
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


def assemble(article_id: str, blocks: Sequence[Block], known: Metadata) -> Article:
    """Return the article made of these blocks, in their order, without its headline and metadata lines.

    What `known` says goes before what the blocks say. Raise Problem where nothing is left to cite.
    """
    blocks, known = _without_labels(_with_roles(blocks), known)
    place = _headline(blocks, known.title)
    if place is not None:
        known = known if known.title else replace(known, title=blocks[place].text)
        blocks = [*blocks[:place], *_desks(blocks[place + 1 :])]
    if not blocks:
        raise Problem("The file has no paragraph beside its headline: add the text of the article.")
    paragraphs = numbered((block.text, block.role or _plain(block.text), block.page) for block in blocks)
    known = _completed(known, paragraphs)
    return Article(article_id, paragraphs, known.title, known.source, known.author, known.published, known.url)


def numbered(blocks: Iterable[tuple[str, Role, int | None]]) -> tuple[Paragraph, ...]:
    """Return the blocks as paragraphs numbered from 1, repeated words pointing to where they stood first."""
    first: dict[str, int] = {}
    paragraphs = []
    for number, (text, role, page) in enumerate(blocks, 1):
        earlier = first.setdefault(text, number) if text else number
        paragraphs.append(Paragraph(number, text, role, earlier if earlier != number else None, page))
    return tuple(paragraphs)


def _with_roles(blocks: Sequence[Block]) -> list[Block]:
    last = len(blocks) - FOOT
    return [
        block if block.role else replace(block, role=_role(block.text, edge=place < HEAD or place >= last))
        for place, block in enumerate(blocks)
    ]


def _role(text: str, *, edge: bool) -> Role | None:
    if is_caption(text):
        return Role.CAPTION
    if edge and is_byline(text):
        return Role.BYLINE
    return None


def _without_labels(blocks: list[Block], known: Metadata) -> tuple[list[Block], Metadata]:
    """Take metadata lines out of the head, and read the one that may stand at the foot."""
    kept: list[Block] = []
    said: dict[str, str] = {}
    in_head = True
    for block in blocks:
        in_head = in_head and len(kept) < HEAD
        pair = label(block.text) if in_head and block.role is None else None
        if pair:
            said.setdefault(*pair)
        else:
            kept.append(block)
            in_head = in_head and (block.role is not None or is_headline(block.text))
    foot = label(kept[-1].text.strip("()")) if kept else None
    if foot and foot[0] == "source":
        said.setdefault(*foot)
        kept[-1] = replace(kept[-1], role=Role.BYLINE)
    return kept, replace(known, **{name: value for name, value in said.items() if not getattr(known, name)})


def _headline(blocks: Sequence[Block], title: str) -> int | None:
    """Return the place of the headline, or None; with a title known, that is the block that repeats it."""
    if title:
        same = (place for place, block in enumerate(blocks[:HEAD]) if _alike(block.text, title))
        return next(same, None)
    candidates = []
    for place, block in enumerate(blocks[:HEAD]):
        if block.role is None and not is_headline(block.text):
            break
        if block.role is None:
            candidates.append(place)
    if sum(block.role is None for block in blocks) < 2:
        return None
    return _main(blocks, candidates)


def _main(blocks: Sequence[Block], candidates: Sequence[int]) -> int | None:
    for place, after in zip_longest(candidates, candidates[1:]):
        text = blocks[place].text
        if is_section(text):
            continue
        if after is None or not is_kicker(text) or is_kicker(blocks[after].text):
            return place
    return None


def _alike(text: str, title: str) -> bool:
    return " ".join(text.split()).casefold() == " ".join(title.split()).casefold()


def _plain(text: str) -> Role:
    return Role.KICKER if is_kicker(text) or is_section(text) else Role.BODY


def _desks(blocks: Sequence[Block]) -> list[Block]:
    """Read "Jane Doe, Reuters" as a byline: only under a headline is it more than two names."""
    return [
        replace(block, role=Role.BYLINE) if place < 3 and block.role is None and names_and_desk(block.text) else block
        for place, block in enumerate(blocks)
    ]


def _completed(known: Metadata, paragraphs: Sequence[Paragraph]) -> Metadata:
    bylines = [paragraph.text for paragraph in paragraphs if paragraph.role is Role.BYLINE]
    dates = [date for text in bylines if (date := printed_date(text))]
    dates.sort(key=lambda date: date[1])
    body = [paragraph.text for paragraph in paragraphs if paragraph.role is Role.BODY]
    # A deck or a place's name may stand above the paragraph with the dateline.
    agency = next((name for text in body[:4] if (name := dateline_source(text))), None)
    source = known.source or agency or outlet(body)
    author = known.author or next((name for text in bylines if (name := author_of(text))), None)
    published = known.published or (dates[0][0] if dates else None)
    return replace(known, source=source, author=author, published=published)
