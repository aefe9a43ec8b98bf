"""TREC folders: qrels* (topic, iteration, document, grade), topics* and, where there are, the documents.

Topics are TREC's `<top>` blocks with `<num>` and `<title>`, `<topic number="…">` elements whose `<title>`, `<query>`
or words ask, or lines of number, tab, words. Documents are
docs*.jsonl {"id" or "docno", "title", "text" or "contents"}, or docs* with `<DOC>` blocks. Each becomes an article of
one paragraph. Without documents only the questions are written: index them as articles of the same ids.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from eval.importers.beir import question
from eval.importers.imported import Imported, Misfit, article, lines_of, need, one_of
from index.article import Article

_TOPIC = re.compile(r"<top>(.*?)</top>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<topic\s[^>]*?\bnumber\s*=\s*[\"']([^\"']+)[\"'][^>]*>(.*?)</topic>", re.DOTALL | re.IGNORECASE)
_ASKED = re.compile(r"<(title|query|question)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"<num>\s*(?:Number:)?\s*([^\s<]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic:)?\s*(.*?)\s*(?=<|$)", re.DOTALL | re.IGNORECASE)
_DOCUMENT = re.compile(r"<DOC>(.*?)</DOC>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


def read(path: Path) -> Imported:
    """Return the articles and questions of a TREC folder; raise Misfit where it is none."""
    topics = dict(_topics(one_of(path, ["topics*", "*topics*"], "topics")))
    articles = tuple(_documents(path))
    known = {one.id for one in articles}
    judged: dict[str, dict[str, int]] = {}
    for place, topic, document, grade in _judgements(one_of(path, ["qrels*", "*qrels*"], "qrels")):
        if topic not in topics:
            raise Misfit(place, f"there is no topic {topic!r}")
        if known and document not in known and grade > 0:
            raise Misfit(place, f"there is no document {document!r}")
        judged.setdefault(topic, {})[document] = grade
    notes = [] if articles else ["There are no documents here: index them as articles of the same ids."]
    if len(topics) > len(judged):
        notes.append(f"{len(topics) - len(judged)} topics without a judgement left out.")
    return Imported(articles, tuple(question(key, topics[key], grades) for key, grades in judged.items()), tuple(notes))


def _topics(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text("utf-8-sig")
    blocks = _TOPIC.findall(text)
    for block in blocks:
        number, title = _NUMBER.search(block), _TITLE.search(block)
        if not number or not title or not title[1]:
            raise Misfit(path, "a <top> has no <num> or no <title>")
        yield number[1], " ".join(title[1].split())
    elements = _ELEMENT.findall(text)
    for number_given, inside in elements:
        asked = _ASKED.search(inside)
        words = " ".join(html.unescape(_TAG.sub(" ", asked[2] if asked else inside)).split())
        if not words:
            raise Misfit(path, f"topic {number_given} has no words")
        yield number_given.strip(), words
    for line_number, line in enumerate([] if blocks or elements else text.splitlines(), start=1):
        key, tab, words = line.partition("\t")
        if not tab:
            raise Misfit(f"{path}, line {line_number}", "it is neither a <top> nor a number, a tab and words")
        yield key.strip(), words.strip()


def _judgements(path: Path) -> Iterator[tuple[str, str, str, int]]:
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        cells, place = line.split(), f"{path}, line {number}"
        if not cells:
            continue
        if len(cells) != 4 or not cells[3].lstrip("-").isdecimal():
            raise Misfit(place, "it is not topic, iteration, document and grade")
        yield place, cells[0], cells[2], int(cells[3])


def _documents(folder: Path) -> Iterator[Article]:
    for path in sorted({*folder.glob("docs*"), *folder.glob("corpus*")}):
        if path.suffix == ".jsonl":
            for place, row in lines_of(path):
                key = row.get("id") or row.get("docno") or row.get("_id")
                words = row.get("text") or row.get("contents") or need(row, "body", str, place)
                yield article(str(key), [words], title=str(row.get("title") or ""))
            continue
        blocks = _DOCUMENT.findall(path.read_text("utf-8-sig"))
        if not blocks:
            raise Misfit(path, "it has no <DOC>")
        for block in blocks:
            name = re.search(r"<DOCNO>\s*(\S+?)\s*</DOCNO>", block, re.IGNORECASE)
            if not name:
                raise Misfit(path, "a <DOC> has no <DOCNO>")
            title = re.search(r"<(TITLE|HEADLINE|TI)>(.*?)</\1>", block, re.DOTALL | re.IGNORECASE)
            body = re.search(r"<TEXT>(.*?)</TEXT>", block, re.DOTALL | re.IGNORECASE)
            words = body[1] if body else block.replace(name[0], "")
            headline = " ".join(_TAG.sub(" ", title[2]).split()) if title else ""
            yield article(name[1], [_TAG.sub(" ", words)], title=headline)
