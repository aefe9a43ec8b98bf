"""CSV: an article a row."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.article import Article
from index.load import jsonl
from index.load.decode import clean, read_text
from index.problem import Problem

# What people call the columns, and what they are in an article.
_COLUMNS = {
    "id": "id", "title": "title", "headline": "title", "body": "body", "text": "body", "content": "body",
    "article": "body", "source": "source", "publisher": "source", "publication": "source", "outlet": "source",
    "author": "author", "authors": "author", "published": "published", "date": "published",
    "published_at": "published", "publish_date": "published", "url": "url", "link": "url",
}  # fmt: skip


def read(path: Path, article_id: str) -> Iterator[tuple[int, Article | Problem]]:
    """Yield line number and article of each row, or the Problem of a row that holds none.

    The first line names the columns; one for the text (body, text, content) is required, title, source, author,
    published, url and id are taken where they are. Without an id a row is called after the file and its number.
    Raise Problem where there is no text to read.
    """
    csv.field_size_limit(50_000_000)
    text = read_text(path)
    header = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count), strict=True)
    try:
        columns = {name: _COLUMNS[key] for name in rows.fieldnames or [] if (key := name.strip().lower()) in _COLUMNS}
        if "body" not in columns.values():
            raise Problem("The table has no column with texts: call it body, text or content in the first line.")
        for number, row in enumerate(rows, start=1):
            yield rows.line_num, _article(row, columns, f"{article_id}/{number}")
    except csv.Error as error:
        raise Problem(f"The table is broken near line {rows.line_num} ({error}): export it again as CSV.") from error


def _article(row: Mapping[str, str | None], columns: Mapping[str, str], article_id: str) -> Article | Problem:
    record: dict[str, str] = {}
    for name, key in columns.items():
        record.setdefault(key, clean(row.get(name) or ""))
    try:
        return jsonl.article({"id": record.pop("id", "").strip() or article_id} | record)
    except Problem as problem:
        return problem
