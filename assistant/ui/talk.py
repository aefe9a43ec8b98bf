"""The conversation as a page shows it: HTML in which nothing but our own elements is markup.

Every citation is a button of class `chip`; its value `turn-number` is the mark of its words in the reader.
"""

from collections.abc import Sequence
from html import escape
from typing import assert_never

from assistant.naming import Articles, day, named, numbered, shortened, shown, visible
from assistant.reply import Answer, Citation, Found, Refusal, Reply
from assistant.ui import narrow
from assistant.ui.chat import Conversation, Turn
from assistant.ui.grid import grid
from assistant.ui.share import thumbs, why
from index.article import Article

NEAREST = 3
"""So many of the paragraphs that lay nearest are shown with a refusal."""
TONES = 6
"""So many colours tell the citations of an answer apart."""
# What a card or a claim shows of a text; the reader beside it has the whole.
CARD = 420
CLAIM = 2400
MESSAGE = 2400
EXCERPT = 180


def tone(number: int) -> str:
    """Return the class of the colour that the citation of this number has, in the chat and in the reader.

    >>> tone(1), tone(7)
    ('t1', 't1')
    """
    return f"t{(number - 1) % TONES + 1}"


def talk(conversation: Conversation, articles: Articles) -> str:
    """Return the whole conversation; empty before the first question."""
    last = len(conversation)
    return "".join(_turn(turn, n, articles, is_last=n == last) for n, turn in enumerate(conversation, start=1))


def welcome(collection: Sequence[Article]) -> str:
    """Return what stands in place of the conversation before the first question."""
    if not collection:
        return (
            "<div class='welcome'><h2>Nothing to ask yet</h2>"
            "<p>The collection holds no article. Add some under Articles, or with <code>readout index</code>.</p></div>"
        )
    return f"<div class='welcome'><h2>What would you like to know?</h2><p>{escape(_about(collection))}</p></div>"


def _about(collection: Sequence[Article]) -> str:
    """How many articles there are, from where and when."""
    count = len(collection)
    sources = sorted({visible(article.source) for article in collection if article.source})
    days = sorted(article.published[:10] for article in collection if article.published)
    told = ["1 article" if count == 1 else f"{count:,} articles"]
    told += [", ".join(shortened(source, 40) for source in sources)] if 0 < len(sources) < 4 else []
    told += [f"{len(sources)} sources"] if len(sources) > 3 else []
    told += [day(days[0]) if days[0] == days[-1] else f"{day(days[0])} to {day(days[-1])}"] if days else []
    return " · ".join(told)


def _turn(turn: Turn, number: int, articles: Articles, *, is_last: bool) -> str:
    edit = _tool("edit", number, "Edit this question") if is_last and turn.is_done else ""
    text = turn.message if len(turn.message) <= MESSAGE else f"{turn.message[:MESSAGE]}…"
    asked = f"<div class='asked'><h2 class='unseen'>You asked</h2><p dir='auto'>{_lines(text)}</p>{edit}</div>"
    of = narrow.told(turn.filters, articles)
    asked += f"<p class='of'><span>Asked only of</span> {escape(of)}</p>" if of else ""
    busy = "" if turn.is_done else " aria-busy='true'"
    return (
        f"<section class='turn' data-turn='{number}'{busy}>{asked}{_outcome(turn, number, articles, is_last)}</section>"
    )


def _outcome(turn: Turn, number: int, articles: Articles, is_last: bool) -> str:
    heading = "<h3 class='unseen'>Readout replied</h3>"
    if turn.outcome is None:
        waiting = "<p class='waiting'><i></i><i></i><i></i><span>Searching the articles</span></p>"
        return f"<div class='reply is-waiting'>{waiting}</div>"
    told = (
        _problem(turn.outcome)
        if isinstance(turn.outcome, str)
        else _reply(turn.outcome, number, articles, turn.is_done)
    )
    more = "" if turn.is_done else "<p class='waiting'><i></i><i></i><i></i><span>More is coming</span></p>"
    ended = "<p class='note'>You stopped it here.</p>" if turn.is_stopped and not isinstance(turn.outcome, str) else ""
    return f"{heading}{told}{more}{ended}{_tools(turn, number, is_last) if turn.is_done else ''}"


def _problem(sentence: str) -> str:
    return f"<div class='reply problem'><p class='reason'>{_lines(sentence)}</p></div>"


def _tools(turn: Turn, number: int, is_last: bool) -> str:
    is_reply = isinstance(turn.outcome, Answer | Refusal)
    copy = _tool("copy", number, "Copy") if is_reply else ""
    retry = _tool("retry", number, "Ask again") if is_last else ""
    tools = f"{copy}{retry}{thumbs(number) if is_reply else ''}"
    return f"<div class='tools' role='group' aria-label='This reply'>{tools}</div>{why(number) if is_reply else ''}"


def _tool(do: str, number: int, label: str) -> str:
    return f"<button type='button' class='tool' data-do='{do}' data-turn='{number}'>{label}</button>"


def _reply(reply: Reply, number: int, articles: Articles, is_done: bool) -> str:
    match reply:
        case Answer():
            beside = _beside(reply, articles) if is_done else ""
            return f"<div class='reply'>{_read_as(reply)}{_claims(reply, number, articles)}{beside}</div>"
        case Refusal():
            return f"<div class='reply refusal'>{_read_as(reply)}{_refused(reply, number, articles)}</div>"
        case _:
            assert_never(reply)


def _read_as(reply: Reply) -> str:
    """The standalone question where it is not the one asked, and how the search was narrowed."""
    standalone = visible(reply.standalone)
    read = ""
    if standalone != visible(reply.question):
        read = f"<p class='standalone'><span>Read as</span> {escape(shortened(standalone, MESSAGE))}</p>"
    return read + (f"<p class='standalone'>{escape(visible(reply.narrowed))}</p>" if reply.narrowed else "")


def _claims(answer: Answer, turn: int, articles: Articles) -> str:
    numbers, called = numbered(answer), named(answer, articles)

    def chipped(citation: Citation) -> str:
        return _chip(f"{turn}-{numbers[citation]}", numbers[citation], citation, called, articles)

    return "".join(
        f"<p class='claim' dir='auto'>{escape(shortened(claim.text, CLAIM))} "
        f"<span class='chips'>{' '.join(chipped(citation) for citation in dict.fromkeys(claim.citations))}</span></p>"
        for claim in answer.claims
    )


def _chip(mark: str, number: int, citation: Citation, called: dict[str, str], articles: Articles) -> str:
    place = f"{called[citation.article]} ¶{citation.paragraph}"
    return _button(mark, number, place, citation.quote, _origin(articles(citation.article), citation.paragraph))


def _button(mark: str, number: int, place: str, quote: str, origin: str) -> str:
    """A chip: number and place to see, the quoted words and where they stand on its card."""
    words, whole = escape(shortened(quote, CARD)), escape(origin)
    return (
        f"<button type='button' class='chip {tone(number)}' value='{mark}' data-quote='{words}' data-origin='{whole}'>"
        f"<span class='unseen'>Citation </span><b>{number}</b> {escape(place)}</button>"
    )


def _origin(article: Article, number: int) -> str:
    """The whole name of a place: title, source, day, paragraph."""
    told = [shortened(article.title, 90), shortened(article.source or "", 60), day(article.published)]
    return " · ".join(part for part in (*(told if any(told) else [visible(article.id)]), f"¶{number}") if part)


def _beside(answer: Answer, articles: Articles) -> str:
    """What stands under the claims: a note, the two sides, and what a model wrote that no paragraph supports."""
    note = f"<p class='note'>{escape(visible(answer.note))}</p>" if answer.note else ""
    sides = ""
    if answer.comparison is not None:
        sides = f"<details class='beside'><summary>Side by side</summary>{grid(answer.comparison, articles)}</details>"
    return f"{note}{_withheld(answer)}{sides}"


def _withheld(answer: Answer) -> str:
    if not answer.withheld:
        return ""
    count = len(answer.withheld)
    summary = "1 unsupported sentence withheld" if count == 1 else f"{count} unsupported sentences withheld"
    unsupported = "".join(
        f"<li><b>Unsupported</b> <s>{escape(shortened(one.text, CLAIM))}</s>"
        f"<span>{escape(visible(one.reason))}</span></li>"
        for one in answer.withheld
    )
    return f"<details class='withheld'><summary>{summary}</summary><ul>{unsupported}</ul></details>"


def _refused(refusal: Refusal, turn: int, articles: Articles) -> str:
    reason = f"<p class='reason'>{escape(visible(refusal.reason))}</p>"
    searched = f"<p class='searched'>Searched the articles for “{escape(shortened(refusal.standalone, MESSAGE))}”.</p>"
    if not refusal.evidence:
        return f"{reason}{searched}<p class='searched'>No paragraph came near it.</p>"
    called = named(refusal, articles)
    nearest = "".join(
        f"<li>{_near(f'{turn}-{n}', n, found, called, articles)}"
        f"<q dir='auto'>{escape(shortened(found.paragraph.text, EXCERPT))}</q></li>"
        for n, found in enumerate(refusal.evidence[:NEAREST], start=1)
    )
    return f"{reason}{searched}<h4>Nearest paragraphs</h4><ul class='nearest'>{nearest}</ul>"


def _near(mark: str, number: int, found: Found, called: dict[str, str], articles: Articles) -> str:
    place = f"{called[found.article]} ¶{found.paragraph.number}"
    return _button(mark, number, place, found.paragraph.text, _origin(articles(found.article), found.paragraph.number))


def _lines(text: str) -> str:
    return "<br>".join(escape(shown(line)) for line in text.strip().splitlines())
