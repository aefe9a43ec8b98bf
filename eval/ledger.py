"""How good the ledger is: `python -m eval.ledger` measures it on labelled sentences, by class of construction.

`--write` puts the table into README between its markers, `--failures` lists what went wrong in the half that
may be looked at. Articles whose place in the order of their ids is even make up that half ("seen"); the other
half ("held out") is only ever measured. A labelled statement counts as found when a statement of its
paragraph, each used once, shares at least half of the content's words with it (F1 on tokens).
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.table import write
from index.article import Article
from index.ledger import ledgers
from index.load import load_all
from index.problem import Problem
from index.statement import UNNAMED, Stance, Statement

_HERE = Path(__file__).parent
LABELS = _HERE / "sets" / "ledger.jsonl"
ARTICLES = (_HERE.parent / "index" / "articles", _HERE / "sets" / "newsroom" / "articles")
HALVES = ("seen", "held out")
FOUND = 0.5
GOALS = {"found": 0.9, "precision": 0.9, "speaker": 0.92, "span F1": 0.9, "stance": 0.92}

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """One statement as a person marked it; `tokens` are the places of its content's words in its paragraph."""

    article: str
    paragraph: int
    speaker: str
    speaker_text: str
    content: str
    stance: Stance
    construction: str
    tokens: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A label, the statement taken for it, and the F1 of the two spans; neither label nor statement may lack both."""

    label: Label | None
    statement: Statement | None
    overlap: float = 0.0


def main() -> None:
    """Print the figures of each half, whatever they are."""
    parser = argparse.ArgumentParser(prog="python -m eval.ledger", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--failures", action="store_true", help="list what went wrong in the seen half")
    options = parser.parse_args()
    articles = articles_labelled()
    labels = read(LABELS, articles)
    halves = split(sorted({label.article for label in labels}))
    judged = {half: judge_all([articles[key] for key in keys], labels) for half, keys in halves.items()}
    if options.failures:
        print(*failures(judged["seen"]), sep="\n")
    table = "\n".join([_HEAD, *(row(half, found) for half, found in judged.items())])
    print(table)
    print(*by_construction([one for found in judged.values() for one in found]), sep="\n")
    if options.write:
        write(Path("README.md"), "ledger", table)


def articles_labelled() -> dict[str, Article]:
    """Return the articles that the labels are about, by id."""
    loaded = load_all(ARTICLES)
    if loaded.failures:
        raise Problem(f"The articles of the ledger's labels cannot be read: {loaded.failures[0]}")
    return {one.id: one for one in loaded.articles}


def split(article_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of each half: every other article.

    >>> split(["a", "b", "c"])
    {'seen': ['a', 'c'], 'held out': ['b']}
    """
    return {half: list(article_ids[place::2]) for place, half in enumerate(HALVES)}


def read(path: Path, articles: dict[str, Article]) -> list[Label]:
    """Return the labels of a JSON-lines file; raise Problem where one does not fit its article."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        label = json.loads(line)
        if label["sentence"] in articles[label["article"]].title:
            # A headline is no paragraph: nothing is cited from it.
            continue
        try:
            found.append(_label(label, articles[label["article"]]))
        except (KeyError, ValueError) as error:
            raise Problem(f"{path}, line {number}: this label does not fit its article ({error!r}).") from error
    return found


def _label(line: dict[str, str], article: Article) -> Label:
    sentence, content = line["sentence"], line["content"]
    paragraph = next((p for p in article.paragraphs if sentence in p.text and p.repeats is None), None)
    if paragraph is None:
        raise ValueError("the sentence is not in the article")
    start = paragraph.text.index(content, max(0, paragraph.text.index(sentence) - len(content)))
    return Label(
        article.id,
        paragraph.number,
        line["speaker"],
        line["speaker_text"],
        content,
        Stance(line["stance"]),
        line["construction"],
        tokens(paragraph.text, start, start + len(content)),
    )


def tokens(text: str, start: int, end: int) -> frozenset[int]:
    """Return where the words of a span begin.

    >>> sorted(tokens("It is late.", 3, 11))
    [3, 6]
    """
    return frozenset(match.start() for match in _WORD.finditer(text, start, end))


def judge_all(articles: Sequence[Article], labels: Sequence[Label]) -> list[Judged]:
    """Return every label and every statement of the articles, paired where they tell the same."""
    judged: list[Judged] = []
    for article, statements in ledgers(articles):
        for paragraph in article.paragraphs:
            own = [label for label in labels if (label.article, label.paragraph) == (article.id, paragraph.number)]
            found = [statement for statement in statements if statement.paragraph == paragraph.number]
            judged += paired(own, found, paragraph.text)
    return judged


def paired(labels: Sequence[Label], statements: Sequence[Statement], text: str) -> list[Judged]:
    """Pair labels and statements of one paragraph one to one, so that the overlap in all is the largest."""
    from scipy.optimize import linear_sum_assignment

    spans = [tokens(text, s.start, s.end) for s in statements]
    overlaps = np.array([[f1(label.tokens, span) for span in spans] for label in labels]).reshape(
        len(labels), len(statements)
    )
    same = np.array([[names_alike(label, s) for s in statements] for label in labels]).reshape(
        len(labels), len(statements)
    )
    pairs = [
        (row, column)
        for row, column in zip(*linear_sum_assignment(-(overlaps + 0.2 * same)), strict=True)
        if overlaps[row, column] >= FOUND
    ]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return [
        *(Judged(labels[row], statements[column], float(overlaps[row, column])) for row, column in pairs),
        *(Judged(label, None) for place, label in enumerate(labels) if place not in rows),
        *(Judged(None, statement) for place, statement in enumerate(statements) if place not in columns),
    ]


def f1(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the harmonic mean of precision and recall of one span's words against another's."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def names_alike(label: Label, statement: Statement) -> bool:
    """Say whether the resolved names are the same, give or take case and a leading article.

    Whoever stays unnamed ("reports") is known by the words that stand there.
    """
    if label.speaker.startswith("unnamed") and not label.speaker_text:
        return statement.speaker == UNNAMED
    named = label.speaker_text if label.speaker.startswith("unnamed") else label.speaker
    return sorted(_plain(named).split(" and ")) == sorted(_plain(statement.speaker).split(" and "))


def _plain(name: str) -> str:
    """Return a name as it is compared: "Ann Lee's office" is "the office of Ann Lee".

    >>> _plain("the office of Ann Lee")
    "ann lee's office"
    """
    plain = _ARTICLE.sub("", name.strip()).casefold().replace("’", "'")
    owned = re.fullmatch(r"(office|lawyer|team|campaign|spokesman|spokeswoman|spokesperson|secretary) of (.+)", plain)
    return f"{owned[2]}'s {owned[1]}" if owned else plain


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the measures; those about speaker, span and stance are over the labels that were found."""
    pairs = [(one.label, one.statement, one.overlap) for one in judged if one.label and one.statement]
    labelled = sum(one.label is not None for one in judged)
    given = sum(one.statement is not None for one in judged)
    share = 1.0 / max(1, len(pairs))
    # Speech that runs on has no words of its own that name its speaker.
    worded = [(label, statement) for label, statement, _ in pairs if label.speaker_text]
    return {
        "found": len(pairs) / max(1, labelled),
        "precision": len(pairs) / max(1, given),
        "speaker": share * sum(names_alike(label, s) for label, s, _ in pairs),
        "speaker_text": _share(_plain(label.speaker_text) == _plain(s.speaker_text) for label, s in worded),
        "span F1": share * sum(overlap for *_, overlap in pairs),
        "stance": share * sum(label.stance is s.stance for label, s, _ in pairs),
    }


def _share(values: Iterator[bool]) -> float:
    told = list(values)
    return sum(told) / max(1, len(told))


_HEAD = (
    "| articles | statements | found | precision | speaker | speaker's words | span F1 | stance |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)


def row(name: str, judged: Sequence[Judged]) -> str:
    """Return a line of the table."""
    told = [f"{100 * value:.1f} %" for value in figures(judged).values()]
    return " | ".join([f"| {name}", str(sum(one.label is not None for one in judged)), *told]) + " |"


def by_construction(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each class of construction: how many, found, speaker, span, stance."""
    for name in sorted({one.label.construction for one in judged if one.label}):
        own = [one for one in judged if one.label and one.label.construction == name]
        told = figures(own)
        kept = ("found", "speaker", "span F1", "stance")
        yield f"{name:28} {len(own):4}  " + "  ".join(f"{key} {100 * told[key]:5.1f}" for key in kept)


def failures(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each label or statement that is not right in all."""
    for one in judged:
        label, found = one.label, one.statement
        if label and found:
            wrong = [] if names_alike(label, found) else [f"speaker {found.speaker!r} for {label.speaker!r}"]
            if label.speaker_text and _plain(label.speaker_text) != _plain(found.speaker_text):
                wrong.append(f"speaker_text {found.speaker_text!r} for {label.speaker_text!r}")
            wrong += [f"span {found.content!r} for {label.content!r}"] if one.overlap < 0.9 else []
            wrong += [f"stance {found.stance} for {label.stance}"] if label.stance is not found.stance else []
            if wrong:
                yield f"{label.article}:{label.paragraph} [{label.construction}] <{found.cue}> " + "; ".join(wrong)
        elif label:
            yield f"{label.article}:{label.paragraph} MISSED [{label.construction}] {label.speaker}: {label.content}"
        elif found:
            yield f"{found.article}:{found.paragraph} INVENTED {found.speaker} <{found.cue}>: {found.content}"


if __name__ == "__main__":
    main()
