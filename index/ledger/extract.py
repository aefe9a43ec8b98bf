"""THE MAIN FLOW: an article's paragraphs → sentences → attributions → statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from index.article import Article, Paragraph, Role
from index.language import parsed
from index.ledger.cast import Cast, Mention, cast, kind_of
from index.ledger.date import about
from index.ledger.grammar import attributions
from index.ledger.place import Place, placed, quoted
from index.ledger.run import Line, continued, narrates
from index.ledger.sentence import Sentence, quoted_sentences, sentences
from index.ledger.speaker import resolved
from index.statement import UNNAMED, Stance, Statement

if TYPE_CHECKING:
    from index.language import Doc

_BATCH = 32
# "We will win" says nothing about what somebody says: a quotation so short is not parsed by itself.
_SHORTEST = 4
# Whoever is named in the sentence around a quotation is named before what it says.
_BEHIND = 1000


@dataclass(frozen=True, slots=True)
class _Read:
    """One sentence with its paragraph and its parse; a sentence that is all quotation has none.

    `inside` are the sentences of its whole quotations, parsed by themselves.
    """

    paragraph: Paragraph
    sentence: Sentence
    parse: "Doc | None"
    inside: tuple[tuple[Sentence, "Doc"], ...] = ()


def ledger(article: Article) -> tuple[Statement, ...]:
    """Return the attributed statements of an article in the order of reading."""
    return next(iter(ledgers([article])))[1]


def ledgers(articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Statement, ...]]]:
    """Return each article with its statements, in order; sentences of many articles are parsed together."""
    waiting = iter(articles)
    while batch := list(islice(waiting, _BATCH)):
        cut = [list(_pieces(article)) for article in batch]
        texts = [s for pieces in cut for _, outer, inner in pieces for s in (outer, *inner) if s.words]
        docs = parsed([[w.text for w in s.words] for s in texts])
        for article, pieces in zip(batch, cut, strict=True):
            yield article, _statements(article, [_parsed(piece, docs) for piece in pieces])


def _pieces(article: Article) -> "Iterator[_Piece]":
    for paragraph in article.paragraphs:
        if _has_names(paragraph):
            yield from (_cut(paragraph, sentence) for sentence in sentences(paragraph.text))


_Piece = tuple[Paragraph, Sentence, tuple[Sentence, ...]]


def _cut(paragraph: Paragraph, sentence: Sentence) -> _Piece:
    inner = (s for s in quoted_sentences(paragraph.text, sentence) if len(s.words) > _SHORTEST)
    return paragraph, sentence, tuple(inner)


def _parsed(piece: _Piece, docs: "Iterator[Doc]") -> _Read:
    paragraph, sentence, inner = piece
    parse = next(docs) if sentence.words else None
    return _Read(paragraph, sentence, parse, tuple((s, next(docs)) for s in inner))


def _has_names(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is read at all: a caption tells who is who, though nobody speaks in it."""
    return paragraph.role is not Role.BYLINE and paragraph.repeats is None


def _statements(article: Article, read: Sequence[_Read]) -> tuple[Statement, ...]:
    worded = [(entry.parse, entry.paragraph.number) for entry in read if entry.parse is not None]
    everyone = cast([parse for parse, _ in worded], [number for _, number in worded], article.source)
    places = _places(read, everyone)
    found = [_statement(article, place) for place in continued(places, _told_or_said(read))]
    quoted_in = [_statement(article, place) for place in _inside(read, everyone, found)]
    return _nested(_distinct([*found, *quoted_in]))


def _told_or_said(read: Sequence[_Read]) -> list[Line]:
    return [Line(r.paragraph, r.sentence, r.parse is not None and narrates(r.parse)) for r in read]


def _places(read: Sequence[_Read], everyone: Cast) -> list[Place]:
    """Return every attribution with its speaker resolved and its content placed in its paragraph."""
    places: list[Place] = []
    recent: list[Mention] = []
    at = -1
    for number, entry in enumerate(read):
        if entry.parse is None:
            continue
        at += 1
        spoken_of = attributions(entry.parse) if entry.paragraph.role is not Role.CAPTION else ()
        for attribution in spoken_of:
            # Only of a question it is enough that nobody is named; an omission takes the text named before.
            spoken, name = attribution.speaker, UNNAMED if attribution.stance is Stance.ASKS else ""
            if spoken is not None:
                head = entry.parse[spoken.head]
                # "The towers, in his view, could stay": he is not named in the sentence that is his view.
                first = 0 if head.tag_ == "PRP$" and attribution.cue.startswith(("in ", "by ")) else head.i
                name = resolved(head, spoken, (at, first), everyone, recent, after=attribution.after)
                kind = kind_of(head, name, everyone)
                if not (head.tag_ == "PRP" and name == head.text):
                    recent.append(Mention((at, head.i), name, kind, subject=True))
            places.extend(placed(attribution, entry.paragraph, entry.sentence, number, name))
    return places


def _inside(read: Sequence[_Read], everyone: Cast, found: Sequence[Statement]) -> Iterator[Place]:
    """Yield what is attributed inside quotations: "I told him that …", "They asked us to …"."""
    at = -1
    for number, entry in enumerate(read):
        at += entry.parse is not None
        for sentence, parse in entry.inside:
            saying = voice(found, entry.paragraph.number, sentence.start, sentence.end)
            for attribution in attributions(parse):
                if attribution.speaker is None or attribution.content is None:
                    continue
                head = parse[attribution.speaker.head]
                if head.lower_ in _FIRST_PERSON:
                    name = saying[-1].speaker if saying else ""
                else:
                    name = resolved(head, attribution.speaker, (max(at, 0), _BEHIND), everyone, ())
                if name and head.lower_ not in ("you", "who", "one"):
                    yield from placed(attribution, entry.paragraph, sentence, number, name)


_FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me"])


def _statement(article: Article, place: Place) -> Statement:
    content = place.paragraph.text[place.start : place.end]
    return Statement(
        article=article.id,
        paragraph=place.paragraph.number,
        speaker=place.speaker,
        speaker_text=place.speaker_text,
        cue=place.cue,
        start=place.start,
        end=place.end,
        content=content,
        stance=place.stance,
        speech=quoted(place),
        about=about(content, article.published),
    )


def _distinct(found: Sequence[Statement]) -> list[Statement]:
    kept: dict[tuple[int, int, int, str], Statement] = {}
    for statement in found:
        kept.setdefault((statement.paragraph, statement.start, statement.end, statement.speaker), statement)
    return sorted(kept.values(), key=lambda s: (s.paragraph, s.start, -s.end))


def _nested(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Name the outer speaker of each statement that stands inside another's content."""
    done: list[Statement] = []
    for statement in found:
        around = [s for s in found if s.stance is not Stance.OMITS and _holds(s, statement)]
        outer = min(around, key=lambda s: (s.start, -s.end), default=None)
        own = [s for s in around if s.speaker == statement.speaker]
        outer = None if outer in own else outer
        done.append(replace(statement, issuer=outer.speaker) if outer is not None else statement)
    return tuple(done)


def _holds(outer: Statement, inner: Statement) -> bool:
    if outer is inner or outer.paragraph != inner.paragraph:
        return False
    return outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start


def voice(statements: Iterable[Statement], paragraph: int, start: int, end: int) -> tuple[Statement, ...]:
    """Return the statements that cover text[start:end] of a paragraph, outermost first.

    Empty where the article speaks in its own voice. More than half of the span must be covered.
    """
    covering = [
        statement
        for statement in statements
        if statement.paragraph == paragraph
        and 2 * (min(end, statement.end) - max(start, statement.start)) > end - start
    ]
    return tuple(sorted(covering, key=lambda s: s.start - s.end))
