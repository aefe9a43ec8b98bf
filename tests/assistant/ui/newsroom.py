"""A small collection and a hand-written assistant that answers a few questions about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Self

from assistant.comparison import Comparison, Relation, Row
from assistant.reply import Answer, Citation, Claim, Found, History, Refusal, Reply, Withheld, cite
from index.article import Article, Paragraph, Role
from index.filter import Filters
from index.problem import Problem
from index.statement import Stance, Statement
from tests.fakes import statement


def _article(id: str, *texts: str, title: str, source: str, published: str) -> Article:  # noqa: A002
    paragraphs = tuple(
        Paragraph(number, text, Role.CAPTION if text.endswith("Photo: agency") else Role.BODY)
        for number, text in enumerate(texts, start=1)
    )
    return Article(id, paragraphs, title, source, published=published)


HARBOUR = _article(
    "harbour",
    "The ministers of Norland and Sudria at the ferry terminal. Photo: agency",
    "The transport ministers of Norland and Sudria met in Port Amber on Tuesday over the night ferry.",
    "In its readout, the Sudrian ministry said both sides “agreed to double the crossings by spring” and "
    "“shared grave concern over the fuel price.”",
    "The Norland ministry's readout does not mention the number of crossings. It speaks of useful talks.",
    "“A readout is a letter to one's own voters,” Ada Brisk, a lecturer at Amber College, told the Herald.",
    "Neither ministry answered questions about the cost of a second ship.",
    "Passenger numbers fell by a fifth last year, the port said, after two engines failed within a month.",
    "The present ship, the Corvina, has been in service since 1989.",
    "The mayor of Port Amber called the meeting “long overdue.”",
    "A third round of talks is planned for the autumn.",
    title="Two ministries, two readouts: what Norland left out of the ferry talks",
    source="Amber Herald",
    published="2026-01-14",
)
SHIP = _article(
    "ship",
    "Norland's transport ministry said on Friday that it will lease a second ship for the night ferry.",
    "The ministry denied that the lease had been agreed in Port Amber. “We decided this at home,” its "
    "spokesman Tom Reed said.",
    "Sudria welcomed the decision within the hour and called it “the fruit of our talks.”",
    title="Norland leases second ferry",
    source="Coast Post",
    published="2026-01-16",
)
HOSTILE = Article(
    "hostile",
    (
        Paragraph(1, "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'> said the ministry."),
        Paragraph(
            2,
            "![look](http://outside.test/a.png) <img src=http://outside.test/b.png> \u202etxet ${1+1} {{x}}",
        ),
    ),
    "<img src=http://outside.test/c.png onerror=window.pwned=3>",
    "</summary><svg onload=window.pwned=4>",
    published="2026-01-17",
)


def words(article: Article, number: int, quote: str) -> Citation:
    paragraph = article.paragraph(number)
    start = paragraph.text.index(quote)
    return cite(article.id, paragraph, start, start + len(quote))


OMITTED = Claim(
    "The Amber Herald reports: “The Norland ministry's readout does not mention the number of crossings.”",
    (words(HARBOUR, 4, "The Norland ministry's readout does not mention the number of crossings."),),
)
DOUBLED = Claim(
    "The Sudrian ministry said both sides “agreed to double the crossings by spring”, and later called the "
    "second ship “the fruit of our talks.”",
    (words(HARBOUR, 3, "agreed to double the crossings by spring"), words(SHIP, 3, "the fruit of our talks")),
)
DENIED = Claim(
    "Norland's transport ministry denied that the lease had been agreed in Port Amber.",
    (words(SHIP, 2, "The ministry denied that the lease had been agreed in Port Amber."),),
)
ATTACK = Claim(
    "<script>window.pwned = 5</script> ![look](http://outside.test/d.png) **bold** [link](javascript:window.pwned=6)",
    (words(HOSTILE, 1, HOSTILE.paragraph(1).text), words(HOSTILE, 2, "${1+1} {{x}}")),
)
ANSWERS = {
    "What did Norland leave out?": (OMITTED, DOUBLED),
    "And what did it deny?": (DENIED,),
    "What does the hostile article say?": (ATTACK,),
}


WITHHELD = Withheld("Norland paid <b>ten million</b>.", "none", "No paragraph tells an amount.")
SAID = (
    statement(HARBOUR, 3, "Sudria Ministry", "agreed to double the crossings by spring"),
    statement(HARBOUR, 4, "Norland Ministry", "the number of crossings", Stance.OMITS),
    statement(HARBOUR, 5, "Ada Brisk", "A readout is a letter to one's own voters"),
    statement(SHIP, 2, "Tom Reed", "We decided this at home"),
    statement(SHIP, 3, "Sudria", "the fruit of our talks"),
)
COMPARED = Comparison(
    "Ada Brisk",
    "Tom Reed",
    (
        Row("a letter to voters", (SAID[2],), (), Relation.ONLY_A, ("harbour", "ship"), SAID[3]),
        Row("decided at home", (SAID[4],), (SAID[3],), Relation.DIFFERENCE, ("harbour", "ship")),
    ),
    (SAID[1],),
)


@dataclass
class Newsroom:
    """Answers what is in `ANSWERS`, declines the rest, and remembers what it was asked.

    "Slowly" gives its second claim when `go_on` is set; "By a model" is an answer with a sentence withheld, and
    "Break" breaks.
    """

    collection: tuple[Article, ...] = (HARBOUR, SHIP, HOSTILE)
    heard: list[tuple[str, History]] = field(default_factory=list)
    tunings: list[tuple[int, bool]] = field(default_factory=list)
    go_on: Event = field(default_factory=Event)
    writer: str = ""
    added: tuple[Article, ...] = ()
    narrowings: list[Filters] = field(default_factory=list)

    def ask(self, message: str, /, history: History = ()) -> Reply:
        self.heard.append((message, history))
        if len(message) > 2000:
            raise Problem("The question has more than 2,000 characters; ask a shorter one.")
        standalone = f"What did Norland {message[12:]}" if message.startswith("And what did it") else message
        if message in ANSWERS:
            return Answer(message, standalone, (), ANSWERS[message])
        if message == "By a model":
            return Answer(message, message, (), (OMITTED,), (WITHHELD,), "Written by a test.")
        near = (Found("harbour", HARBOUR.paragraph(6), 1.0), Found("ship", SHIP.paragraph(1), 0.7))
        return Refusal(message, standalone, near, "The articles do not say what a second ship costs.")

    def stream(self, message: str, /, history: History = ()) -> Iterator[Reply]:
        if message == "Break":
            raise RuntimeError("The disk is gone")
        if message == "Slowly":
            first = Answer(message, message, (), (OMITTED,))
            yield first
            self.go_on.wait(20)
            yield replace(first, claims=(OMITTED, DOUBLED))
            return
        yield self.ask(message, history)

    def tuned(self, *, sentences: int, writes: bool) -> Self:
        self.tunings.append((sentences, writes))
        return self

    @property
    def own(self) -> tuple[Article, ...]:
        return self.added

    def holding(self, articles: Sequence[Article], /) -> Self:
        return replace(self, collection=(*self.collection, *articles), added=(*self.added, *articles))

    def without(self, ids: Sequence[str], /) -> Self:
        left = tuple(article for article in self.collection if article.id not in ids)
        return replace(self, collection=left, added=tuple(a for a in self.added if a.id not in ids))

    def narrowed(self, filters: Filters, /) -> Self:
        self.narrowings.append(filters)
        return self

    def close(self) -> None:
        self.added = ()

    def answers(self, question: str, /) -> bool:
        return "Reed" not in question

    def articles(self) -> tuple[Article, ...]:
        return self.collection

    def article(self, id: str, /) -> Article:  # noqa: A002
        for article in self.collection:
            if article.id == id:
                return article
        raise KeyError(id)

    def statements(
        self, speaker: str | None = None, *, about: str | None = None, articles: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        return tuple(s for s in SAID if articles is None or s.article in articles)

    def compare(self, a: str, b: str, *, about: str | None = None, articles: Sequence[str] | None = None) -> Comparison:
        return replace(COMPARED, a=a, b=b)

    def contrast(self, a: str, b: str, /) -> Comparison:
        if a == b:
            raise Problem("An article compared with itself says the same: choose two articles.")
        return replace(COMPARED, a=self.article(a).label, b=self.article(b).label)
