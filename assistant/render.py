"""A reply as people read it: in the terminal, as Markdown, as HTML to keep; ui/talk.py shows it in the window."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, assert_never

from assistant.naming import Articles, described, markdown, named, numbered, shortened, shown, visible
from assistant.reply import Answer, Citation, Refusal, Reply
from assistant.sheet import comparison_html, comparison_markdown

if TYPE_CHECKING:
    from rich.console import RenderableType

NEAREST = 3
"""So many of the paragraphs that lay nearest are shown with a refusal."""

_WEB = re.compile(r"https?://[^\s<>]+")


class Segment(NamedTuple):
    """A run of text with the marks that cover it; `marks` is empty where none does."""

    text: str
    marks: tuple[str, ...]


def segments(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Segment]:
    """Cut the text where a span (start, end, mark) begins or ends; the pieces make up the text again.

    >>> segments("abcd", [(1, 3, "x"), (2, 4, "y")])[2]
    Segment(text='c', marks=('x', 'y'))
    """
    spans = list(spans)
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    return [
        Segment(text[a:b], tuple(mark for start, end, mark in spans if start <= a and b <= end))
        for a, b in pairwise(cuts)
    ]


def _read_as(reply: Reply) -> str:
    """The standalone question where it is not the one asked and not told anyway, else nothing."""
    standalone = visible(reply.standalone)
    return standalone if isinstance(reply, Answer) and standalone != visible(reply.question) else ""


def to_html(reply: Reply, articles: Articles, *, turn: int = 1) -> str:
    """Return the reply as one line of HTML in which nothing but our own elements is markup.

    A citation is a button of class `chip`; its value `turn-number` is the mark of its words in the sources.
    """
    standalone = _read_as(reply)
    head = f"<p class='standalone'>Read as: {escape(standalone)}</p>" if standalone else ""
    head += f"<p class='standalone'>{escape(visible(reply.narrowed))}</p>" if reply.narrowed else ""
    match reply:
        case Answer():
            beside = f"{_sides(reply, articles)}{_beside(reply)}"
            return f"<div class='reply'>{head}{_claims(reply, articles, turn)}{beside}</div>"
        case Refusal():
            return f"<div class='reply refusal'>{head}{_refused(reply, articles, turn)}</div>"
        case _:
            assert_never(reply)


def _claims(answer: Answer, articles: Articles, turn: int) -> str:
    numbers, called = numbered(answer), named(answer, articles)

    def chip(citation: Citation) -> str:
        number, place = (
            numbers[citation],
            f"{called[citation.article]} ¶{citation.paragraph}{also_in(answer, citation)}",
        )
        return _chip(f"{turn}-{number}", place, f"“{citation.quote}”", badge=f"<b>{number}</b> ")

    return "".join(
        f"<p class='claim'>{escape(visible(claim.text))} "
        f"{' '.join(chip(citation) for citation in dict.fromkeys(claim.citations))}</p>"
        for claim in answer.claims
    )


def _sides(answer: Answer, articles: Articles) -> str:
    if answer.comparison is None:
        return ""
    table = comparison_html(answer.comparison, articles)
    return f"<details class='beside' open><summary>Side by side</summary>{table}</details>"


def also_in(answer: Answer, citation: Citation) -> str:
    """Return in how many other articles the cited words stand too, in brackets, or nothing."""
    count = len(answer.also.get(citation, ()))
    return f" (also in {count} other article{'s' if count > 1 else ''})" if count else ""


def withheld_of(answer: Answer) -> str:
    """Return how many sentences were withheld, in a sentence, or nothing."""
    count = len(answer.withheld)
    if not count:
        return ""
    what = "1 sentence of the model was" if count == 1 else f"{count} sentences of the model were"
    return f"{what} withheld: the paragraphs do not support {'it' if count == 1 else 'them'}."


def _beside(answer: Answer) -> str:
    """Return the note on an answer and what was withheld, folded and marked as unsupported."""
    note = f"<p class='note'>{escape(visible(answer.note))}</p>" if answer.note else ""
    if not answer.withheld:
        return note
    unsupported = "".join(
        f"<li><s>{escape(visible(one.text))}</s> <span>Unsupported: {escape(visible(one.reason))}</span></li>"
        for one in answer.withheld
    )
    summary = f"<summary>{escape(withheld_of(answer))}</summary>"
    return f"{note}<details class='withheld'>{summary}<ul>{unsupported}</ul></details>"


def _chip(mark: str, place: str, words: str, *, badge: str = "") -> str:
    title = escape(visible(words))
    return f"<button type='button' class='chip' value='{mark}' title='{title}'>{badge}{escape(place)}</button>"


def _refused(refusal: Refusal, articles: Articles, turn: int) -> str:
    called = named(refusal, articles)
    reason = f"<p class='reason'>{escape(visible(refusal.reason))}</p>"
    nearest = "".join(
        f"<li>{_chip(f'{turn}-{n}', f'{called[f.article]} ¶{f.paragraph.number}', f.paragraph.text)} "
        f"<q>{escape(shortened(f.paragraph.text, 160))}</q></li>"
        for n, f in enumerate(refusal.evidence[:NEAREST], start=1)
    )
    if not nearest:
        return f"{reason}<p class='searched'>No paragraph came near the question.</p>"
    searched = f"<p class='searched'>Searched for “{escape(visible(refusal.standalone))}”. Nearest paragraphs:</p>"
    return f"{reason}{searched}<ul>{nearest}</ul>"


def to_markdown(reply: Reply, articles: Articles) -> str:
    """Return the reply with its citations and the words they rely on; no text of theirs is markup."""
    called = named(reply, articles)
    lines = [f"**Question:** {markdown(reply.question)}"]
    lines += [f"*Read as:* {markdown(_read_as(reply))}"] if _read_as(reply) else []
    lines += [f"*{markdown(reply.narrowed)}*"] if reply.narrowed else []
    if isinstance(reply, Refusal):
        lines += [markdown(reply.reason), f"Searched for: {markdown(reply.standalone)}"]
        lines += [
            f"* {markdown(called[f.article])} ¶{f.paragraph.number}: “{markdown(shortened(f.paragraph.text, 300))}”"
            for f in reply.evidence[:NEAREST]
        ]
        return "\n\n".join(lines) + "\n"
    numbers = numbered(reply)
    for claim in reply.claims:
        told = " ".join(rf"\[{numbers[citation]}\]" for citation in dict.fromkeys(claim.citations))
        lines.append(f"{markdown(claim.text)} {told}")
    for citation, number in numbers.items():
        place = f"{markdown(called[citation.article])} ¶{citation.paragraph}{also_in(reply, citation)}"
        lines.append(rf"\[{number}\] {place}: “{markdown(citation.quote)}”{_link(articles(citation.article).url)}")
    if reply.comparison:
        lines.append(comparison_markdown(reply.comparison, articles).strip())
    lines += [f"*{markdown(told)}*" for told in (reply.note, withheld_of(reply)) if told]
    lines += [f"* ~~{markdown(one.text)}~~ Unsupported: {markdown(one.reason)}" for one in reply.withheld]
    return "\n\n".join(lines) + "\n"


def _link(url: str | None) -> str:
    return f" <{url}>" if url and url == visible(url) and _WEB.fullmatch(url) else ""


def terminal(reply: Reply, articles: Articles) -> "RenderableType":
    """Return what `readout ask` prints: the answer, and under it the paragraphs it stands on."""
    from rich.console import Group

    return Group(*as_it_grows([reply], articles))


def as_it_grows(replies: Iterable[Reply], articles: Articles) -> "Iterator[RenderableType]":
    """Yield what `readout ask` prints of a reply that grows: each claim as soon as it stands, the rest at the end."""
    from rich.text import Text

    told, reply = 0, None
    for reply in replies:
        if told == 0:
            yield from _head_lines(reply)
        if isinstance(reply, Answer):
            yield from list(_answer_lines(reply))[told:]
            told = len(reply.claims)
    match reply:
        case Answer():
            yield from (Text(), *_cited_lines(reply, articles), *_beside_lines(reply))
        case Refusal():
            yield from _receipt(reply, articles)


def _head_lines(reply: Reply) -> "Iterable[RenderableType]":
    from rich.text import Text

    if _read_as(reply):
        yield Text(f"Read as: {_read_as(reply)}\n", style="dim")
    if reply.narrowed:
        yield Text(f"{visible(reply.narrowed)}\n", style="dim")


def _answer_lines(answer: Answer) -> "Iterable[RenderableType]":
    from rich.text import Text

    numbers = numbered(answer)
    for claim in answer.claims:
        told = "".join(f"[{numbers[citation]}]" for citation in dict.fromkeys(claim.citations))
        yield Text.assemble(visible(claim.text), " ", (told, "bold cyan"))


def _beside_lines(answer: Answer) -> "Iterable[RenderableType]":
    from rich.text import Text

    if answer.note:
        yield Text(visible(answer.note), style="dim")
    if answer.withheld:
        yield Text(withheld_of(answer), style="dim")
    for one in answer.withheld:
        yield Text.assemble("  ✗ ", (visible(one.text), "strike dim"), (f" {visible(one.reason)}", "dim"))


def _cited_lines(answer: Answer, articles: Articles) -> "Iterable[RenderableType]":
    numbers = numbered(answer)
    cited: dict[tuple[str, int], list[Citation]] = {}
    for citation in numbers:
        cited.setdefault((citation.article, citation.paragraph), []).append(citation)
    for (key, number), citations in cited.items():
        article = articles(key)
        spans = [(citation.start, citation.end, "cited") for citation in citations]
        told = "".join(f"[{numbers[citation]}]" for citation in citations)
        place = f"{described(article)} ¶{number}{also_in(answer, citations[0])}"
        yield from _paragraph(f"{told} ", place, segments(article.paragraph(number).text, spans))


def _receipt(refusal: Refusal, articles: Articles) -> "Iterable[RenderableType]":
    from rich.text import Text

    yield Text(visible(refusal.reason))
    yield Text(f"\nSearched for: {visible(refusal.standalone)}", style="dim")
    yield Text("Nearest paragraphs:" if refusal.evidence else "No paragraph came near.", style="dim")
    for found in refusal.evidence[:NEAREST]:
        place = f"{described(articles(found.article))} ¶{found.paragraph.number}"
        yield from _paragraph("", place, [Segment(shortened(found.paragraph.text, 300), ())])


def _paragraph(told: str, place: str, pieces: Iterable[Segment]) -> "Iterable[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    words = [(shown(piece.text), "bold black on yellow" if piece.marks else "") for piece in pieces]
    yield Text.assemble((told, "bold cyan"), (place, "bold"))
    yield Padding(Text.assemble(*words), (0, 0, 1, 4))
