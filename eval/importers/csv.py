"""Plain CSV: a file of questions, or a folder with questions.csv and articles.csv.

Columns of questions: question, and where known id, answerable (yes or no; yes if empty), relevant, facts, answers,
reference, type, tags, conversation. Several of a kind stand with | between, several wordings of one fact with /.
Columns of articles: id, and text; where known title, source, published, url. Paragraphs of a text are parted
by blank lines.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from eval.importers.imported import Imported, Misfit, article, one_of, paragraphs_of
from eval.question import Question
from index.article import Article

_YES, _NO = {"", "yes", "true", "1", "y"}, {"no", "false", "0", "n"}


def read(path: Path) -> Imported:
    """Return the articles and questions of CSV files; raise Misfit where a column or a value is missing."""
    if path.is_dir():
        articles = tuple(_articles(one_of(path, ["articles.csv"], "articles")))
        return Imported(articles, tuple(_questions(one_of(path, ["questions.csv"], "questions"))))
    return Imported((), tuple(_questions(path)), ("There are no articles here: index them by yourself.",))


def _rows(path: Path, *needed: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        # Spreadsheets of half of Europe write semicolons, exports of databases tabs.
        header = lines.readline()
        lines.seek(0)
        table = csv.DictReader(lines, delimiter=max(",;\t", key=header.count))
        columns = [name.strip().lower() for name in table.fieldnames or []]
        table.fieldnames = columns
        for name in needed:
            if name not in columns:
                raise Misfit(path, f"it has no column {name!r}")
        for row in table:
            place = f"{path}, line {table.line_num}"
            if None in row or None in row.values():
                raise Misfit(place, "it has another number of cells than the first line")
            yield place, {key: value.strip() for key, value in row.items()}


def _articles(path: Path) -> Iterator[Article]:
    for place, row in _rows(path, "id", "text"):
        if not row["id"]:
            raise Misfit(place, "the article has no id")
        facts = {key: row.get(key) for key in ("source", "published", "url")}
        yield article(row["id"], paragraphs_of(row["text"]), title=row.get("title", ""), facts=facts)


def _questions(path: Path) -> Iterator[Question]:
    for number, (place, row) in enumerate(_rows(path, "question"), start=1):
        answerable = row.get("answerable", "").lower()
        if answerable not in _YES | _NO:
            raise Misfit(place, f"answerable is yes or no, not {answerable!r}")
        if not row["question"]:
            raise Misfit(place, "the question is empty")
        relevant = [mark.rpartition(":") for mark in _several(row.get("relevant", ""))]
        if not all(name and number.isdecimal() for name, _, number in relevant):
            raise Misfit(place, "relevant is article:paragraph, with | between several")
        yield Question(
            row.get("id") or f"q{number}",
            row["question"],
            answerable in _YES,
            relevant=tuple((name, int(number)) for name, _, number in relevant),
            facts=tuple(tuple(_several(fact, "/")) for fact in _several(row.get("facts", ""))),
            answers=tuple(_several(row.get("answers", ""))),
            references=(row["reference"],) if row.get("reference") else (),
            type=row.get("type", ""),
            tags=tuple(_several(row.get("tags", ""))),
            conversation=row.get("conversation", ""),
        )


def _several(cell: str, between: str = "|") -> list[str]:
    return [part.strip() for part in cell.split(between) if part.strip()]
