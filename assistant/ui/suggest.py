"""Questions to suggest, made from the ledger, and kept only where the articles answer them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, islice, zip_longest

from assistant.naming import visible
from assistant.reply import Answer, Found, Refusal
from assistant.ui.chat import Answers, Conversation
from index.ledger import state_of
from index.statement import Stance, Statement

FIRST = 4
"""No more first questions than a reader takes in at a glance."""
NEXT = 3
# Each takes about as long as a question: a reader's own must not wait behind many.
TRIED = 8

# A name a reader would ask by: capitalised words, joined by "of" or "the" at most.
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:of|the|for|[A-Z][\w.'’-]*))* [A-Z][\w.'’-]*")
_NOBODY = re.compile(r"^(?:Some|Many|Several|Reports?|Observers|Both|Two|The)\b|\b(?:and|or)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:Department|Ministry|Government|House|Pentagon|Council|Commission|Union|Kremlin|Nations|Court|Agency|"
    r"Office|Party|Army|Navy|Force|Forces|Police|Bank)\b"
)
_SHORT = frozenset({"US", "UK", "EU", "UN", "UAE"})
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
)


class Suggestions:
    """Suggests questions about a collection, and remembers which of them it answers."""

    def __init__(self, assistant: Answers, only: Sequence[str] | None = None) -> None:
        """Suggest questions about these articles, by their ids, where the assistant is narrowed to them."""
        self._assistant = assistant
        self._only = only
        self._answered: dict[str, bool] = {}

    def first(self) -> tuple[str, ...]:
        """Return up to four first questions: what is left out, where two sides differ, who says what, a day."""
        return self._kept(self._any(), FIRST)

    def after(self, conversation: Conversation) -> tuple[str, ...]:
        """Return up to three questions that lead on from the last reply and were not asked yet.

        Whoever speaks in the paragraphs cited, or nearest to what was declined, comes first; the whole collection last.
        """
        if not conversation or not isinstance(conversation[-1].outcome, Answer | Refusal):
            return ()
        reply = conversation[-1].outcome
        near = _addresses(reply)
        statements = self._assistant.statements(articles=sorted(filter(self._has, {article for article, _ in near})))
        here = [s for s in statements if (s.article, s.paragraph) in near]
        near_by = _in_turn(
            (chain(_people(here), _people(statements)), _omissions(statements), _differences(statements))
        )
        done = {_plain(turn.message) for turn in conversation} | {_plain(reply.standalone)}
        wanted = (question for question in chain(near_by, self._any()) if _plain(question) not in done)
        return self._kept(wanted, NEXT)

    def _any(self) -> Iterator[str]:
        statements = self._assistant.statements(articles=self._only)
        yield from _in_turn(
            (_omissions(statements), _differences(statements), _people(statements), _days(self._texts()))
        )

    def _texts(self) -> Iterator[str]:
        only = None if self._only is None else set(self._only)
        chosen = (article for article in self._assistant.articles() if only is None or article.id in only)
        return (paragraph.text for article in chosen for paragraph in article.paragraphs)

    def _kept(self, questions: Iterable[str], most: int) -> tuple[str, ...]:
        distinct = dict.fromkeys(islice(questions, 200))
        kept: list[str] = []
        tried = 0
        for question in distinct:
            if len(kept) == most or tried == TRIED:
                break
            tried += question not in self._answered
            if self._holds(question):
                kept.append(question)
        return tuple(kept)

    def _has(self, key: str) -> bool:
        # A reader may have removed what an earlier reply cites.
        try:
            return bool(self._assistant.article(key))
        except KeyError:
            return False

    def _holds(self, question: str) -> bool:
        if question not in self._answered:
            self._answered[question] = self._assistant.answers(question)
        return self._answered[question]


def _addresses(reply: Answer | Refusal) -> set[tuple[str, int]]:
    """Return the paragraphs that a reply cites, or those nearest where it declines."""
    if isinstance(reply, Answer):
        return {(citation.article, citation.paragraph) for claim in reply.claims for citation in claim.citations}
    return {(found.article, found.paragraph.number) for found in _nearest(reply.evidence)}


def _nearest(evidence: Sequence[Found]) -> Sequence[Found]:
    return evidence[:5]


def _in_turn(kinds: Sequence[Iterable[str]]) -> Iterator[str]:
    """Yield the first of each kind, then the second of each."""
    for several in zip_longest(*kinds):
        yield from (question for question in several if question is not None)


def _omissions(statements: Iterable[Statement]) -> Iterator[str]:
    counted = Counter(s.speaker for s in statements if s.stance is Stance.OMITS)
    return (f"What did {_the(name)} leave out?" for name, _ in counted.most_common() if _asks_well(name))


def _differences(statements: Iterable[Statement]) -> Iterator[str]:
    """Where the two states that say most differ; where there are none, the two that say most."""
    statements = list(statements)
    states = Counter(filter(None, (state_of(s.speaker) for s in statements)))
    sides = [name for name, _ in states.most_common(2)]
    if len(sides) < 2:
        sides = [name for name, _ in Counter(s.speaker for s in statements).most_common() if _asks_well(name)][:2]
    if len(sides) == 2:
        yield f"Where do {_the(sides[0])} and {_the(sides[1])} differ?"


def _people(statements: Iterable[Statement]) -> Iterator[str]:
    counted = Counter(s.speaker for s in statements if s.stance is not Stance.OMITS)
    # Whoever speaks for a state comes after people who speak for themselves: the differences ask for states.
    known = sorted(counted, key=lambda name: (state_of(name) is not None, -counted[name]))
    return (f"What did {_the(name)} say?" for name in known if _asks_well(name))


def _days(texts: Iterable[str]) -> Iterator[str]:
    counted = Counter(day for text in texts for day in _DAY.findall(text))
    return (f"What happened on {day}?" for day, _ in counted.most_common())


def _asks_well(name: str) -> bool:
    known = visible(name) == name and len(name) <= 60 and not _NOBODY.search(name)
    return known and (bool(_NAME.fullmatch(name)) or state_of(name) is not None)


def _the(name: str) -> str:
    return f"the {name}" if name in _SHORT or _BODY.search(name) else name


def _plain(question: str) -> str:
    return re.sub(r"\W+", " ", question).strip().lower()


def listed(questions: Sequence[str], heading: str) -> str:
    """Return the questions as buttons under a heading; empty where there is none."""
    if not questions:
        return ""
    buttons = "".join(f"<li><button type='button' data-do='suggested'>{escape(q)}</button></li>" for q in questions)
    return f"<section class='next'><h3>{escape(heading)}</h3><ul>{buttons}</ul></section>"
