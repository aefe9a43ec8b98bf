"""JSON lines: one article a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Article, Paragraph, Role
from index.load.assemble import numbered
from index.load.blocks import blocks
from index.load.dates import date_in
from index.load.decode import clean, read_lines
from index.load.roles import is_caption
from index.problem import Problem

# One for one, so that an offset into a paragraph is one into the file's own string too.
_UNPRINTABLE = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path, article_id: str) -> Iterator[tuple[int, Article | Problem]]:
    """Yield line number and article of each line, or the Problem of a line that holds none.

    A line is `{"id", "title", "paragraphs": ["…"] or "body": "…", "source", "published", "url", "author"}`;
    `id`, and `paragraphs` or `body`, are required; other keys are ignored. The number of a paragraph is its
    place in `paragraphs`, from 1: a blank entry stays, as a paragraph with empty text, so that those after it
    keep their numbers. A body is parted as plain text is. `published` becomes an ISO 8601 date, or None
    where it holds no whole date. Raise Problem where the file is JSON, but not in lines.
    """
    del article_id  # Each line names its own.
    begun = False
    for number, line in enumerate(read_lines(path), 1):
        if isinstance(line, Problem):
            yield number, line
        elif line.strip():
            if not begun and (line.lstrip().startswith("[") or line.strip() == "{"):
                raise Problem("The file is JSON but not JSON lines: write each article on a line of its own.")
            begun = True
            yield number, _article_or_problem(line)
    if not begun:
        raise Problem("The file is empty: write one article a line into it, or leave it out.")


def _article_or_problem(line: str) -> Article | Problem:
    try:
        return article(json.loads(line))
    except Problem as problem:
        return problem
    except RecursionError:
        return Problem("The JSON is nested too deeply: write an object with an id and paragraphs.")
    except ValueError as error:
        place = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Problem(f"This is not JSON{place}: write one JSON object a line.")


def article(record: Any) -> Article:
    """Return the article that a decoded JSON line describes; raise Problem where it describes none."""
    if not isinstance(record, dict):
        raise Problem("This is not a JSON object: write an object with an id and paragraphs.")
    article_id = _id(record.get("id"))
    paragraphs = _paragraphs(record)
    if not any(paragraph.text for paragraph in paragraphs):
        raise Problem("The article has no text: fill its paragraphs or its body.")
    published = _string(record, "published")
    return Article(
        article_id,
        paragraphs,
        title=_string(record, "title") or "",
        source=_string(record, "source"),
        author=_string(record, "author"),
        published=date_in(published) if published else None,
        url=_string(record, "url"),
    )


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not clean(value).strip():
        raise Problem('The article has no "id": give it one, as a string.')
    return " ".join(clean(value).split())


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise Problem(f'"{key}" is not a string: write it as one, or leave it out.')
    return " ".join(clean(value).split()) or None if value else None


def _paragraphs(record: dict[str, Any]) -> tuple[Paragraph, ...]:
    entries, body = record.get("paragraphs"), record.get("body")
    if entries is None and isinstance(body, str):
        entries = blocks(clean(body))
    elif entries is None:
        raise Problem('The article has neither "paragraphs" nor "body": give it a list of strings or a string.')
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise Problem('"paragraphs" is not a list of strings: write each paragraph as one string.')
    texts = [_printable(entry) for entry in entries]
    return numbered((text, Role.CAPTION if text and is_caption(text) else Role.BODY, None) for text in texts)


def _printable(entry: str) -> str:
    return _SURROGATE.sub("\ufffd", entry.translate(_UNPRINTABLE)).rstrip()
