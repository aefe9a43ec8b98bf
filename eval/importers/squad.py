"""SQuAD 1.1 and 2.0: {"data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question", "answers"}]}]}]}.

Each title becomes an article, each context a paragraph; `is_impossible` (2.0) is unanswerable.
"""

from pathlib import Path
from typing import Any

from eval.importers.imported import Imported, Misfit, article, json_of, need
from eval.question import Question
from index.article import Article


def read(path: Path) -> Imported:
    """Return the articles and questions of a SQuAD file; raise Misfit where it is none."""
    articles: list[Article] = []
    questions: list[Question] = []
    for number, entry in enumerate(need(json_of(path), "data", list, path), start=1):
        place = f"{path}, article {number}"
        paragraphs = need(entry, "paragraphs", list, place)
        title = str(entry.get("title") or f"article {number}").replace("_", " ")
        name = f"{number:03}-{'-'.join(title.lower().split())}"
        articles.append(article(name, [need(p, "context", str, place) for p in paragraphs], title=title))
        for row, paragraph in enumerate(paragraphs, start=1):
            for asked in need(paragraph, "qas", list, f"{place}, paragraph {row}"):
                questions.append(_question(asked, (name, row), f"{place}, paragraph {row}"))
    return Imported(tuple(articles), tuple(questions))


def _question(asked: Any, address: tuple[str, int], place: str) -> Question:
    answerable = not (isinstance(asked, dict) and asked.get("is_impossible"))
    answers = [need(answer, "text", str, place) for answer in need(asked, "answers", list, place)]
    if answerable and not answers:
        raise Misfit(place, f"question {asked.get('id')!r} is answerable and has no answer")
    return Question(
        need(asked, "id", str, place),
        need(asked, "question", str, place).strip(),
        answerable,
        relevant=(address,) if answerable else (),
        answers=tuple(dict.fromkeys(answers)) if answerable else (),
    )
