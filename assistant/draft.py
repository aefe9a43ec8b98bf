"""Answers written by a chat model from numbered paragraphs: each sentence is checked before it is shown.

A sentence stands where the paragraphs it cites support it in full; where they do not, or where it cites none, it
stands if another offered paragraph does, and is then cited there. What does not stand is withheld. If nothing
stands, the answer from quotes is given instead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant import cite
from assistant.cite import Drafted
from assistant.evidence import Evidence
from assistant.form import Form, shape
from assistant.line import Line, led
from assistant.model import TooLong, Write
from assistant.naming import names
from assistant.offer import BUDGET, Offered, offered
from assistant.reply import Citation, Claim, Withheld, Written
from assistant.reply import cite as citing
from assistant.verify import Fault, Support, Verdict, verify_all
from assistant.verify.source import Source, relied
from index.tokens import counts
from prompts import Filled, Prompts, fill

Second = Callable[[Sequence[tuple[str, Sequence[Source]]]], Sequence[Support]]
"""Claims with their paragraphs → the support a second judge sees."""

_PROMPT = {Form.OMITTED: "omission", Form.COMPARED: "compare"}
# A sentence without a paragraph that supports it is held against so many of those that share most with it.
_OTHERS = 2
NOTHING = "Nothing that the model wrote stands in the paragraphs; these are the articles' own sentences."
REFUSED = "The model found no answer in the paragraphs; these are the articles' own sentences."
EMPTY = "The model wrote nothing; these are the articles' own sentences."


@dataclass(frozen=True, slots=True)
class Author:
    """A model with what it needs to write: its prompts and, where wanted, a second judge."""

    write: Write
    prompts: Prompts
    second: Second | None = None
    label: str = ""
    """What a reader must know of the model beside each of its answers."""

    def __call__(self, evidence: Evidence, quotes: tuple[Claim, ...]) -> Iterator[Written]:
        """Yield what stands of an answer as it is written; `quotes` is the answer from quotes."""
        budget = BUDGET
        while True:
            chosen = offered(evidence, quotes, budget=budget)
            try:
                yield from self._written(evidence, chosen, quotes)
                return
            except TooLong:
                # Half of it may fit: whole paragraphs go, the least useful first.
                budget = sum(counts([source.text for source in chosen.sources])) // 2
                if len(chosen.sources) < 2:
                    raise

    def _written(self, evidence: Evidence, chosen: Offered, quotes: tuple[Claim, ...]) -> Iterator[Written]:
        reader = _Reader(evidence, chosen, self.second)
        text = ""
        for piece in self.write(self.prompt(evidence, chosen)):
            text += piece
            # Only the end of a sentence can bring a new one.
            if any(sign in piece for sign in '.!?\n]”"'):
                grown = reader.read(text, ended=False)
                if grown is not None and grown.claims:
                    yield grown
        reader.read(text, ended=True)
        yield reader.whole(quotes, self.label, is_empty=not text.strip())

    def prompt(self, evidence: Evidence, chosen: Offered) -> Filled:
        """Return what the model is sent."""
        name = _PROMPT.get(shape(evidence.asked).form, "answer")
        return fill(self.prompts[name], paragraphs=chosen.listing, question=evidence.asked.text)


@dataclass(slots=True)
class _Reader:
    """Reads a growing draft and remembers what it has judged: a sentence is checked once."""

    evidence: Evidence
    chosen: Offered
    second: Second | None
    judged: int = 0
    claims: list[Claim] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    refused: bool = False

    def read(self, text: str, *, ended: bool) -> Written | None:
        """Judge the sentences that are new; return what stands by now, or None where there is none."""
        drafted = cite.read(text, offered=len(self.chosen.sources), ended=ended)
        new = drafted[self.judged :]
        if not new:
            return None
        self.judged = len(drafted)
        self.refused = self.refused or any(one.refuses for one in new)
        for claim in stated(self.evidence, self.chosen, [one for one in new if not one.refuses], self.second):
            if isinstance(claim, Withheld):
                self.withheld.append(claim)
            elif claim.text not in {other.text for other in self.claims}:
                self.claims.append(claim)
        return Written(tuple(self.claims), tuple(self.withheld))

    def whole(self, quotes: tuple[Claim, ...], label: str, *, is_empty: bool) -> Written:
        """Return the answer, from quotes where nothing stands."""
        if self.claims:
            return Written(tuple(self.claims), tuple(self.withheld), label)
        note = EMPTY if is_empty else REFUSED if self.refused and not self.withheld else NOTHING
        return Written(quotes, tuple(self.withheld), note)


def stated(
    evidence: Evidence, chosen: Offered, drafted: Sequence[Drafted], second: Second | None = None
) -> list[Claim | Withheld]:
    """Return each sentence as a claim that stands or as withheld, in order."""
    cited = [(one.text, [chosen.sources[number - 1] for number in one.numbers]) for one in drafted]
    verdicts = list(verify_all(cited))
    for place, (text, own) in enumerate(cited):
        if verdicts[place].support is not Support.FULL:
            found = _elsewhere(text, own, chosen.sources)
            if found is not None:
                cited[place], verdicts[place] = (text, [found]), Verdict()
    verdicts = _confirmed(cited, verdicts, second)
    called = _called(evidence, cited, verdicts)
    return [
        _claim(evidence, text, sources, called)
        if verdict.support is Support.FULL
        else Withheld(text, str(verdict.support), verdict.told)
        for (text, sources), verdict in zip(cited, verdicts, strict=True)
    ]


def _elsewhere(text: str, own: Sequence[Source], sources: Sequence[Source]) -> Source | None:
    """Return an offered paragraph that supports a sentence in full though it does not cite it, or None."""
    near = dict.fromkeys(one.source for one in relied(text, [source for source in sources if source not in own]))
    candidates = list(near)[:_OTHERS]
    verdicts = verify_all([(text, [source]) for source in candidates])
    return next((s for s, v in zip(candidates, verdicts, strict=True) if v.support is Support.FULL), None)


def _confirmed(
    cited: Sequence[tuple[str, Sequence[Source]]], verdicts: list[Verdict], second: Second | None
) -> list[Verdict]:
    """Return the verdicts after the second judge, who may take support away and never gives it."""
    standing = [place for place, verdict in enumerate(verdicts) if verdict.support is Support.FULL]
    if second is None or not standing:
        return verdicts
    for place, support in zip(standing, second([cited[place] for place in standing]), strict=True):
        if support is not Support.FULL:
            verdicts[place] = Verdict((Fault("second", "The second judge does not find it in the paragraph."),))
    return verdicts


def _called(
    evidence: Evidence, cited: Sequence[tuple[str, Sequence[Source]]], verdicts: Sequence[Verdict]
) -> dict[str, str]:
    """Return what the articles are called where the claims that stand rest on several."""
    pairs = zip(cited, verdicts, strict=True)
    keys = {source.article for (_, own), verdict in pairs if verdict.support is Support.FULL for source in own}
    return dict(names(evidence.articles[key] for key in sorted(keys))) if len(keys) > 1 else {}


def _claim(evidence: Evidence, text: str, sources: Sequence[Source], called: dict[str, str]) -> Claim:
    """Return a sentence that stands, with whoever says it, and the words of each paragraph that it relies on."""
    citations = [citation for source in sources if (citation := _citation(evidence, text, source))]
    first = relied(text, sources)[0]
    line = Line(first.source.article, first.source.number, first.sentence)
    return Claim(led(evidence, line, text, called.get(line.article, "")), tuple(citations))


def _citation(evidence: Evidence, text: str, source: Source) -> Citation | None:
    found = cite.span(text, source)
    paragraph = evidence.articles[source.article].paragraph(source.number)
    return citing(source.article, paragraph, *found) if found else None
