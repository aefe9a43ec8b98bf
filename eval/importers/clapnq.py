"""ClapNQ (Rosenthal et al. 2025): the annotated JSON lines, a file or a folder of them.

A line is {"id", "input", "passages": [{"title", "text"}], "output": [{"answer", …}]}. Each passage becomes an article
of one paragraph, the same passage once; a question whose outputs hold no answer is unanswerable.
"""

from pathlib import Path
from typing import Any

from eval.importers.imported import Imported, Misfit, article, lines_of, need
from eval.question import Question
from index.article import Article


def read(path: Path) -> Imported:
    """Return the articles and questions of ClapNQ's files; raise Misfit where one is another's."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    articles: dict[str, Article] = {}
    questions: dict[str, Question] = {}
    for file in files:
        for place, row in lines_of(file):
            passages = need(row, "passages", list, place)
            if not passages:
                raise Misfit(place, "it has no passage")
            for passage in passages:
                text = need(passage, "text", str, place)
                name = f"passage-{len(articles) + 1:05}"
                articles.setdefault(text, article(name, [text], title=str(passage.get("title") or "")))
            question = _question(row, [articles[passage["text"]].id for passage in passages], place)
            questions[question.id] = question
    return Imported(tuple(articles.values()), tuple(questions.values()))


def _question(row: Any, ids: list[str], place: str) -> Question:
    outputs = need(row, "output", list, place)
    answers = [str(output.get("answer") or "") for output in outputs if isinstance(output, dict)]
    told = tuple(dict.fromkeys(answer for answer in answers if answer.strip()))
    return Question(
        str(row.get("id") or need(row, "id", str, place)),
        need(row, "input", str, place),
        bool(told),
        relevant=tuple((key, 1) for key in ids) if told else (),
        references=told,
    )
