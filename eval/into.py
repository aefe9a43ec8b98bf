"""Where a made or imported set goes: a folder with a collection and the questions about it."""

import json
from collections.abc import Sequence
from pathlib import Path

from eval.question import Question
from eval.question_set import write
from eval.record import article_row
from index.article import Article
from index.problem import Problem


def write_set(into: Path, articles: Sequence[Article], questions: Sequence[Question]) -> None:
    """Write articles.jsonl, which `readout index` reads, and questions.jsonl; raise Problem where it cannot be."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(article_row(article), ensure_ascii=False) + "\n" for article in articles]
        (into / "articles.jsonl").write_text("".join(lines), "utf-8", "backslashreplace")
        write(into / "questions.jsonl", questions)
    except OSError as error:
        raise Problem(f"The set cannot be written to {into} ({error.strerror}): choose another --into.") from error
