"""Records and runs: what was asked, what came back, and the folder that holds it.

A run is a folder: `run.json` (what was asked of which index, with which settings, versions, commit and machine),
`questions.jsonl` (the set, quotes resolved), `records.jsonl` (a line a question, in the order they came back),
`articles.jsonl` and `statements.jsonl` (what the records point at; written last, so a run with them is complete).
Where a model judged it, `judged.jsonl` and `judge.json` hold its grades and who it is.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.question import Address, Question
from eval.question_set import read as read_set
from index.article import Article, Paragraph
from index.problem import Problem

RUN, QUESTIONS, RECORDS = "run.json", "questions.jsonl", "records.jsonl"
ARTICLES, STATEMENTS = "articles.jsonl", "statements.jsonl"
JUDGED, JUDGE = "judged.jsonl", "judge.json"
TOTAL, OTHER = "total", "other"


@dataclass(frozen=True)
class Record:
    """What one asking of one question came to.

    `hits`: passages, best first, as (article, paragraph numbers, score). `evidence`: paragraphs, best first, as
    (article, number, score). `chance`: how sure the assistant was that the articles answer, in [0, 1]. `draft`: a
    model's raw text. `reply`: the reply as the contract's JSON. `seconds`: by stage, and their `total`. `tokens`:
    of what an answer was made from (`input`) and of the answer (`output`). `error`: why there is no reply.
    """

    id: str
    repeat: int = 0
    hits: tuple[tuple[str, tuple[int, ...], float], ...] = ()
    evidence: tuple[tuple[str, int, float], ...] = ()
    chance: float | None = None
    draft: str | None = None
    reply: Mapping[str, Any] | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None

    @cached_property
    def declined(self) -> bool:
        """Whether the reply is a refusal; an error is neither refusal nor answer."""
        return self.reply is not None and self.reply["kind"] == "refusal"

    @cached_property
    def citations(self) -> tuple[Mapping[str, Any], ...]:
        """All citations in the order of reading, as the contract's JSON."""
        return tuple(c for claim in self.claims for c in claim["citations"])

    @cached_property
    def claims(self) -> tuple[Mapping[str, Any], ...]:
        """The claims, as the contract's JSON; none where the question was declined or failed."""
        return tuple(self.reply["claims"]) if self.reply else ()

    @cached_property
    def cited(self) -> tuple[Address, ...]:
        """The address of each citation, in the order of reading."""
        return tuple((c["article"], c["paragraph"]) for c in self.citations)

    @cached_property
    def text(self) -> str:
        """The words of the answer; empty where there is none."""
        return " ".join(claim["text"] for claim in self.claims)


@dataclass(frozen=True)
class Run:
    """A finished run: `about` is run.json; `said` what is attributed in which paragraph; `judged` by record."""

    folder: Path
    about: Mapping[str, Any]
    questions: Mapping[str, Question]
    records: tuple[Record, ...]
    articles: Mapping[str, Article]
    said: Mapping[Address, Sequence[Mapping[str, Any]]]
    judged: Mapping[tuple[str, int], Mapping[str, float]]

    @property
    def name(self) -> str:
        """What to call the run."""
        return self.folder.resolve().name

    def paragraph(self, place: Address) -> str | None:
        """Return the words of a paragraph, or None where the index held none such."""
        article = self.articles.get(place[0])
        held = article is not None and 1 <= place[1] <= len(article.paragraphs)
        return article.paragraph(place[1]).text if article is not None and held else None


def to_line(record: Record) -> str:
    """Return the record as one line of JSON, ended."""
    return json.dumps(asdict(record), ensure_ascii=False) + "\n"


def records_of(path: Path) -> Iterator[Record]:
    """Yield the records of a file in their order; raise Problem where a line is none."""
    for number, row in rows(path):
        try:
            hits = tuple((article, tuple(numbers), score) for article, numbers, score in row["hits"])
            yield Record(**{**row, "hits": hits, "evidence": tuple(map(tuple, row["evidence"]))})
        except (KeyError, TypeError, ValueError) as error:
            raise Problem(f"{path}, line {number}: this is no record of a run ({error}).") from error


def rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield line number and value of each line of JSON; raise Problem where a line is none."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise Problem(f"{path}, line {number}: this is not JSON: write one object a line.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read ({error}): check the path.") from error


def open_run(folder: Path) -> Run:
    """Return a finished run; raise Problem where the folder holds none."""
    if not (folder / RUN).is_file():
        raise Problem(f"There is no run in {folder}: make one with `readout eval run SET --out {folder}`.")
    if not (folder / ARTICLES).is_file():
        raise Problem(f"The run in {folder} is not finished: go on with `readout eval run … --out {folder}`.")
    try:
        return _opened(folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem(f"The run in {folder} is damaged ({type(error).__name__}: {error}): run it again.") from error


def _opened(folder: Path) -> Run:
    about = json.loads((folder / RUN).read_text("utf-8"))
    if (folder / JUDGE).is_file():
        about["judge"] = json.loads((folder / JUDGE).read_text("utf-8"))
    questions = {question.id: question for question in read_set(folder / QUESTIONS)}
    if not questions:
        raise Problem(f"The run in {folder} holds no question: run it again.")
    places = {key: place for place, key in enumerate(questions)}
    records = [record for record in records_of(folder / RECORDS) if record.id in places]
    records.sort(key=lambda record: (places[record.id], record.repeat))
    articles = (article_of(row) for _, row in rows(folder / ARTICLES))
    said: dict[Address, list[Mapping[str, Any]]] = {}
    for _, row in rows(folder / STATEMENTS):
        said.setdefault((row["article"], row["paragraph"]), []).append(row)
    return Run(folder, about, questions, tuple(records), {a.id: a for a in articles}, said, _judged(folder / JUDGED))


def _judged(path: Path) -> dict[tuple[str, int], dict[str, float]]:
    """Return what a model graded, averaged by record: name of the metric → share."""
    if not path.is_file():
        return {}
    grades: dict[tuple[str, int], dict[str, list[float]]] = {}
    for _, row in rows(path):
        if row["grade"] is not None:
            grades.setdefault((row["id"], row["repeat"]), {}).setdefault(row["metric"], []).append(row["grade"])
    return {key: {name: sum(g) / len(g) for name, g in found.items()} for key, found in grades.items()}


def article_of(row: Mapping[str, Any]) -> Article:
    """Return the article of a line as `article_row` writes it."""
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(row["paragraphs"], start=1))
    return Article(row["id"], paragraphs, row.get("title") or "", row.get("source"), None, row.get("published"))


def article_row(article: Article) -> dict[str, Any]:
    """Return the article as `readout index` reads it from JSON lines."""
    row = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
    }
    return {key: value for key, value in row.items() if value or key == "paragraphs"}
