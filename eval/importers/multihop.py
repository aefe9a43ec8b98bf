"""MultiHop-RAG (Tang and Yang 2024): a folder with corpus.json and the queries (MultiHopRAG.json).

corpus.json lists {"title", "author", "source", "published_at", "url", "body"}; the queries list {"query", "answer",
"question_type", "evidence_list": [{"title", "url", "fact"}]}. A fact is relevant in the paragraph that holds it. A
null query, and any without evidence, is unanswerable.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.importers.imported import Imported, Misfit, article, json_of, need, one_of, paragraphs_of
from eval.question import Address, Question
from index.article import Article

NULL = "null_query"


def read(path: Path) -> Imported:
    """Return the articles and questions of a MultiHop-RAG folder; raise Misfit where it is none."""
    corpus = one_of(path, ["corpus.json"], "corpus")
    queries = one_of(path, ["MultiHopRAG.json", "queries.json", "[mM]ulti[hH]op*.json"], "queries")
    rows = json_of(corpus)
    if not isinstance(rows, list):
        raise Misfit(corpus, "it is not a list of articles")
    articles = [_article(row, number, f"{corpus}, article {number}") for number, row in enumerate(rows, start=1)]
    known: dict[str, Article] = {}
    for row, one in zip(rows, articles, strict=True):
        known |= {str(row["title"]): one} | ({str(row["url"]): one} if row.get("url") else {})
    asked = json_of(queries)
    if not isinstance(asked, list):
        raise Misfit(queries, "it is not a list of queries")
    questions, lost = [], 0
    for number, row in enumerate(asked, start=1):
        question, missing = _question(row, f"q{number:04}", known, f"{queries}, query {number}")
        questions.append(question)
        lost += missing
    notes = (f"{lost} facts stand in no paragraph of their article and are left out.",) if lost else ()
    return Imported(tuple(articles), tuple(questions), notes)


def _article(row: Any, number: int, place: str) -> Article:
    facts = {key: row.get(key) for key in ("source", "author", "url")} if isinstance(row, dict) else {}
    published = str(row.get("published_at") or "")[:10] if isinstance(row, dict) else ""
    title, body = need(row, "title", str, place), need(row, "body", str, place)
    return article(f"a{number:04}", paragraphs_of(body), title=title, facts=facts | {"published": published})


def _question(row: Any, key: str, known: Mapping[str, Article], place: str) -> tuple[Question, int]:
    evidence = need(row, "evidence_list", list, place)
    kind = str(row.get("question_type") or "")
    relevant: dict[Address, None] = {}
    missing = 0
    for proof in evidence:
        told = known.get(str(proof.get("url"))) or known.get(str(proof.get("title")))
        if told is None:
            raise Misfit(place, f"its evidence {proof.get('title')!r} is in no article of the corpus")
        found = _place(told, need(proof, "fact", str, place))
        missing += found is None
        relevant |= {found: None} if found else {}
    answerable = kind != NULL and bool(evidence)
    answer = str(row.get("answer") or "")
    return (
        Question(
            key,
            need(row, "query", str, place),
            answerable,
            relevant=tuple(relevant) if answerable else (),
            answers=(answer,) if answerable and answer else (),
            type=kind,
        ),
        missing,
    )


def _place(told: Article, fact: str) -> Address | None:
    """Return the paragraph that holds a fact, letter by letter but for case, spaces and signs."""
    wanted = _letters(fact)
    return next(((told.id, p.number) for p in told.paragraphs if wanted in _letters(p.text)), None) if wanted else None


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
