"""BEIR folders: corpus.jsonl {"_id", "title", "text"}, queries.jsonl {"_id", "text"}, qrels/SPLIT.tsv.

Each document becomes an article of one paragraph, since its judgement is for the whole. Of the qrels test.tsv is
taken, else dev.tsv, else the first; grades of 0 are not relevant. Queries without a judgement are left out.
"""

from collections.abc import Iterator
from pathlib import Path

from eval.importers.imported import Imported, Misfit, article, lines_of, need, one_of
from eval.question import Question


def read(path: Path) -> Imported:
    """Return the articles and questions of a BEIR folder; raise Misfit where it is none."""
    articles = [
        article(need(row, "_id", str, place), [need(row, "text", str, place)], title=str(row.get("title") or ""))
        for place, row in lines_of(one_of(path, ["corpus.jsonl"], "corpus"))
    ]
    queries = {
        need(row, "_id", str, place): need(row, "text", str, place)
        for place, row in lines_of(one_of(path, ["queries.jsonl"], "queries"))
    }
    known = {one.id for one in articles}
    judged: dict[str, dict[str, int]] = {}
    for place, query, document, grade in judgements(one_of(path / "qrels", ["test.tsv", "dev.tsv", "*.tsv"], "qrels")):
        if query not in queries:
            raise Misfit(place, f"there is no query {query!r}")
        if document not in known:
            raise Misfit(place, f"there is no document {document!r}")
        judged.setdefault(query, {})[document] = grade
    questions = [question(key, queries[key], grades) for key, grades in judged.items()]
    left_out = len(queries) - len(judged)
    return Imported(
        tuple(articles), tuple(questions), (f"{left_out} queries without a judgement left out.",) if left_out else ()
    )


def judgements(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield place, query, document and grade of each line of BEIR's tab-separated qrels."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            cells, place = line.rstrip("\n").split("\t"), f"{path}, line {number}"
            if (number == 1 and cells[0] == "query-id") or not line.strip():
                continue
            if len(cells) != 3 or not cells[2].strip().lstrip("-").isdecimal():
                raise Misfit(place, "it is not a query, a document and a grade with tabs between")
            yield place, cells[0], cells[1], int(cells[2])


def question(key: str, text: str, grades: dict[str, int]) -> Question:
    """Return a query as a question; without a relevant document nothing answers it."""
    relevant = {document: grade for document, grade in grades.items() if grade > 0}
    return Question(
        key,
        text,
        bool(relevant),
        relevant=tuple((document, 1) for document in relevant),
        grades=tuple(relevant.values()) if set(relevant.values()) - {1} else (),
    )
