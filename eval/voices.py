"""Whether answers keep the speaker of what somebody says: `python -m eval.voices` counts claims that lose theirs.

eval/sets/voices.jsonl names a hundred questions of the sets that are answered by sentences somebody says in the
sample articles and the invented news; `--make` writes it anew from the labels. A claim that quotes a sentence of which
half or more was labelled by hand as said by somebody (eval/sets/ledger.jsonl) must name that speaker: by the full or
the family name, or by the words of the article where these are no pronoun.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ask import Assistant
from assistant.compose import joined
from assistant.reply import Answer, Citation
from assistant.settings import Settings
from eval.collection import collection, questions_of
from eval.ledger import LABELS, Label, articles_labelled, read, tokens
from eval.question import Question
from eval.question_set import read as read_questions
from index.statement import Stance

SET = Path(__file__).parent / "sets" / "voices.jsonl"
COLLECTIONS = ("readouts", "newsroom")
QUESTIONS = 100
HALF = 0.5
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|his|her|its|their|who|one|both|some)?$", re.IGNORECASE)
_SMALL = frozenset("the of and for in a an to at".split())


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim that quotes what somebody says: the question's id, the claim's words, the speaker, and whether it
    names the speaker.
    """

    question: str
    text: str
    speaker: str
    named: bool


def main() -> None:
    """Print how many claims keep their speaker, and those that do not."""
    parser = argparse.ArgumentParser(prog="python -m eval.voices", description=__doc__)
    parser.add_argument("--make", action="store_true", help="write the set of questions anew")
    if parser.parse_args().make:
        SET.write_text("".join(json.dumps(line) + "\n" for line in chosen()), encoding="utf-8")
    every = [one for name in COLLECTIONS for one in heard_in(name)]
    for one in every:
        if not one.named:
            print(f"{one.question}: {one.speaker} is lost in “{one.text}”")
    questions = len(SET.read_text("utf-8").splitlines())
    lost = sum(not one.named for one in every)
    print(f"{questions} questions: {len(every)} quotations of what somebody says, {lost} lose the speaker.")


def chosen() -> Iterator[dict[str, str]]:
    """Yield the first questions of the sets of which a right answer may quote what somebody says."""
    labels = _said()
    told = {(label.article, label.paragraph) for label in labels}
    found = [
        {"collection": name, "id": question.id}
        for name in COLLECTIONS
        for question in read_questions(questions_of(name))
        if question.answerable and not question.history and told.intersection(question.relevant)
    ]
    # As many of each collection as it has, in turn, so that neither is there with its first types only.
    step = len(found) / QUESTIONS
    yield from (found[int(place * step)] for place in range(QUESTIONS))


def heard_in(name: str) -> list[Heard]:
    """Ask the set's questions about one collection and return the claims that quote what somebody says."""
    lines = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    wanted = {line["id"] for line in lines if line["collection"] == name}
    with collection(name) as index:
        assistant = joined(index, Settings())
        return [
            one
            for question in read_questions(questions_of(name))
            if question.id in wanted
            for one in heard(assistant, question, _said())
        ]


def _said() -> list[Label]:
    """Return what the labels give to a named speaker; what is left out or not told is the article's own report."""
    silent = (Stance.OMITS, Stance.DECLINES)
    labels = read(LABELS, articles_labelled())
    return [label for label in labels if label.stance not in silent and not label.speaker.startswith("unnamed")]


def heard(assistant: Assistant, question: Question, labels: Sequence[Label]) -> Iterator[Heard]:
    """Yield each quotation in the reply to one question of what somebody says."""
    reply = assistant.ask(question.question)
    for claim in reply.claims if isinstance(reply, Answer) else ():
        for citation in claim.citations:
            text = assistant.article(citation.article).paragraph(citation.paragraph).text
            label = quoted(citation, text, labels)
            if label is not None:
                yield Heard(question.id, claim.text, label.speaker, names(claim.text, label))


def quoted(citation: Citation, text: str, labels: Sequence[Label]) -> Label | None:
    """Return the label that covers most of the words cited, half of them at least; of two the outer one."""
    words = tokens(text, citation.start, citation.end)
    here = [one for one in labels if (one.article, one.paragraph) == (citation.article, citation.paragraph)]
    shares = [(len(words & one.tokens) / max(1, len(words)), len(one.tokens), place) for place, one in enumerate(here)]
    best = max(shares, default=(0.0, 0, 0))
    return here[best[2]] if best[0] >= HALF else None


def names(text: str, label: Label) -> bool:
    """Return whether a claim's words name the speaker of what it quotes."""
    outside = text.replace(label.content, " ")
    said = "" if _PRONOUN.match(label.speaker_text) else label.speaker_text
    telling = [word for word in re.findall(r"[\w’'-]+", label.speaker) if word.lower() not in _SMALL]
    ways = [label.speaker, said, telling[-1] if telling and telling[-1][0].isupper() else ""]
    low = outside.lower()
    return any(way and re.search(rf"(?<!\w){re.escape(way.lower())}(?!\w)", low) for way in ways)


if __name__ == "__main__":
    main()
