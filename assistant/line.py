"""A sentence chosen for an answer, and how it is told: in its own words, with whoever says it named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.naming import names
from assistant.reply import Claim, cite
from index.ledger import voice
from index.sentence import Sentence
from index.statement import UNNAMED, Stance, Statement


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a paragraph."""

    article: str
    number: int
    sentence: Sentence

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text


def told(evidence: Evidence, lines: Sequence[Line]) -> tuple[Claim, ...]:
    """Return the lines as claims: each sentence as it stands, introduced where it does not name its speaker.

    An answer drawn from several articles says which article and date each part is from.
    """
    lines = once(lines)
    articles = dict.fromkeys(line.article for line in lines)
    called = names(evidence.articles[key] for key in articles) if len(articles) > 1 else {}
    return tuple(_claim(evidence, line, called.get(line.article, "")) for line in lines)


def once(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that say the same, word for word, as one before: papers print each other."""
    said: dict[str, Line] = {}
    for line in lines:
        said.setdefault(" ".join(line.text.split()).casefold(), line)
    return list(said.values())


def _claim(evidence: Evidence, line: Line, called: str) -> Claim:
    article = evidence.articles[line.article]
    citation = cite(line.article, article.paragraph(line.number), line.sentence.start, line.sentence.end)
    return Claim(led(evidence, line, line.text, called), (citation,))


def led(evidence: Evidence, line: Line, text: str, called: str = "") -> str:
    """Return a text that says what a line says, introduced by whoever says it where the text does not name them.

    `called` is what the article is called where an answer draws from several.
    """
    article = evidence.articles[line.article]
    speaker = unnamed(evidence, line, text)
    if not speaker and not called and article.source and not _statements(evidence, line):
        # The article's own voice is a speaker too: what it thinks must not read as a fact.
        speaker = article.source
    lead = ", quoting ".join(part for part in (called, speaker if speaker != article.source else "") if part)
    lead = lead or speaker
    return f"{lead}: {text}" if lead else text


def unnamed(evidence: Evidence, line: Line, text: str | None = None) -> str:
    """Return who says the sentence where the text (the sentence itself) does not name them, else nothing."""
    told = line.text if text is None else text
    said = _statements(evidence, line)
    if not said:
        return ""
    outer = said[0]
    family = outer.speaker.split()[-1]
    named = _says(outer.speaker, told) or (family[0].isupper() and _says(family, told))
    return "" if named else outer.speaker


def _says(name: str, text: str) -> bool:
    """Say whether a text holds a name as whole words: "USS" does not name the US."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _statements(evidence: Evidence, line: Line) -> tuple[Statement, ...]:
    own = [statement for statement in evidence.statements if statement.article == line.article]
    # Who asked a question is at times not told: that names nobody.
    spoken = [s for s in own if s.stance is not Stance.OMITS and s.speaker != UNNAMED]
    return voice(spoken, line.number, line.sentence.start, line.sentence.end)
