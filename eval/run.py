"""Asks a question set, record by record: survives being killed, asks nothing twice."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import local
from typing import Any

from assistant.ask import Assistant
from assistant.draft import Author
from assistant.evidence import Evidence
from assistant.reply import to_json
from eval.about import About, begin
from eval.question import Question, resolved
from eval.question_set import write
from eval.record import (
    ARTICLES,
    OTHER,
    QUESTIONS,
    RECORDS,
    STATEMENTS,
    TOTAL,
    Record,
    article_row,
    records_of,
    to_line,
)
from index.article import Article
from index.problem import Problem
from index.tokens import counts
from prompts import Filled

# As deep as rankings are measured and kept; the reply lists the first ten.
DEPTH = 50

Progress = Callable[[int, int], None]
"""Told of the number of records there are and of how many there will be."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to: records in all, of which so many were asked now and so many failed."""

    records: int
    asked: int
    failed: int


def run(
    questions: Sequence[Question],
    assistant: Assistant,
    folder: Path,
    about: About,
    *,
    repeats: int = 1,
    workers: int = 1,
    progress: Progress = lambda done, wanted: None,
) -> Done:
    """Ask what the folder holds no record of yet, `workers` at a time, and write a line as each comes back.

    Raise Problem where there is no question, where the folder holds a run of something else, or where a quote resolves
    to no paragraph.
    """
    if not questions:
        raise Problem(f"The question set {about.set} holds no question: add one.")
    articles = assistant.articles()
    asked = [resolved(question, articles) for question in questions]
    begin(folder, about, asked, articles)
    write(folder / QUESTIONS, asked)
    path = folder / RECORDS
    _mend(path)
    known = {(record.id, record.repeat) for record in records_of(path)}
    wanted = [(question, repeat) for repeat in range(repeats) for question in asked]
    pending = [(question, repeat) for question, repeat in wanted if (question.id, repeat) not in known]
    if pending:
        _ask_all(pending, watched(assistant), path, workers, lambda n: progress(len(known) + n, len(wanted)))
    records = list(records_of(path))
    _finish(folder, asked, records, articles, assistant)
    return Done(len(records), len(pending), sum(record.error is not None for record in records))


def _mend(path: Path) -> None:
    """Cut off the line that a killed run did not end."""
    path.touch()
    with path.open("rb+") as file:
        whole = file.read()
        file.truncate(whole.rfind(b"\n") + 1)


Ask = Callable[[Question, int], Record]


def _ask_all(
    pending: Sequence[tuple[Question, int]], ask: Ask, path: Path, workers: int, progress: Callable[[int], None]
) -> None:
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file, ThreadPoolExecutor(workers) as pool:
        try:
            futures = [pool.submit(ask, question, repeat) for question, repeat in pending]
            for number, future in enumerate(as_completed(futures), start=1):
                file.write(to_line(future.result()))
                # Whoever kills the process now loses nothing that came back.
                file.flush()
                progress(number)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def watched(assistant: Assistant) -> Ask:
    """Return what asks the assistant as a reader would, and keeps what it found on the way."""
    seen = local()

    def retrieve(question: str) -> Evidence:
        seen.evidence = assistant.retrieve(question)
        evidence: Evidence = seen.evidence
        return evidence

    def written(prompt: Filled) -> Iterator[str]:
        assert isinstance(author, Author)
        seen.prompt, seen.draft = f"{prompt.system}\n{prompt.user}", ""
        for piece in author.write(prompt):
            seen.draft += piece
            yield piece

    author = assistant.draft
    spied = replace(assistant, retrieve=retrieve)
    if isinstance(author, Author):
        spied = replace(spied, draft=replace(author, write=written))

    def ask(question: Question, repeat: int) -> Record:
        seen.evidence = seen.prompt = seen.draft = None
        started = time.perf_counter()
        try:
            reply = to_json(spied.ask(question.question, question.history))
        except Problem as problem:
            return Record(question.id, repeat, error=str(problem))
        except Exception as error:
            # One question's error must not end a run of thousands; as a record it is counted.
            return Record(question.id, repeat, error=f"{type(error).__name__}: {error}")
        total = time.perf_counter() - started
        record = _record(question, repeat, reply, seen.evidence, total)
        return record if seen.draft is None else _drafted(record, seen.prompt, seen.draft)

    return ask


def _drafted(record: Record, prompt: str, draft: str) -> Record:
    """Return the record with what a model was sent and wrote in place of what was shown."""
    given, made = counts([prompt, draft])
    return replace(record, draft=draft, tokens={"input": given, "output": made})


def _record(question: Question, repeat: int, reply: dict[str, Any], evidence: Evidence | None, total: float) -> Record:
    stages = dict(reply["seconds"])
    stages |= {OTHER: round(max(0.0, total - sum(stages.values())), 6), TOTAL: round(total, 6)}
    if evidence is None:
        return Record(question.id, repeat, reply=reply, seconds=stages)
    ranked = dict.fromkeys((sight.article_id, sight.number) for sight in evidence.findings.sights)
    scores = {(s.article_id, s.number): s.score for s in reversed(evidence.findings.sights)}
    read = [evidence.articles[found["article"]].paragraph(found["paragraph"]).text for found in reply["evidence"]]
    told = [claim["text"] for claim in reply["claims"]] or [reply["reason"] or ""]
    given, made = counts(["\n".join([question.question, *read]), " ".join(told)])
    return Record(
        question.id,
        repeat,
        hits=tuple((hit.article_id, hit.paragraphs, round(hit.score, 6)) for hit in evidence.hits[:DEPTH]),
        evidence=tuple((*place, round(scores[place], 6)) for place in list(ranked)[:DEPTH]),
        chance=round(float(evidence.chance), 6),
        reply=reply,
        seconds=stages,
        tokens={"input": given, "output": made},
    )


def _finish(
    folder: Path, questions: Iterable[Question], records: Iterable[Record], articles: Sequence[Article], of: Assistant
) -> None:
    """Write what the records point at, statements first: who finds the articles finds all of it."""
    wanted = {article for question in questions for article, _ in question.relevant}
    wanted |= {found["article"] for r in records if r.reply for found in (*r.reply["evidence"], *r.citations)}
    _write(folder / STATEMENTS, [asdict(said) for said in of.statements() if said.article in wanted])
    _write(folder / ARTICLES, [article_row(article) for article in articles if article.id in wanted])


def _write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    import json

    beside = path.with_suffix(".new")
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    beside.write_text(text, "utf-8", "backslashreplace")
    beside.replace(path)
