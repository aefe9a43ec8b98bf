"""Does the answer say what a right one must, and how?"""

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from eval.metrics.metric import Case, Metric, Value

_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "})
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_WORDS = re.compile(r"[a-z0-9]+")


def normal(text: str) -> str:
    """Return the text in small letters, with plain quotation marks, dashes and single spaces.

    >>> normal("“Serious  concern”")
    '"serious concern"'
    """
    return " ".join(text.lower().translate(_MARKS).split())


def holds(text: str, wording: str) -> bool:
    """Say whether a normal text holds a wording; a number at its edge must be the whole number.

    >>> holds("it lost 30 ships", "3"), holds("the ministers met", "minister")
    (False, True)
    """
    return bool(_bounded(wording).search(text))


@cache
def _bounded(wording: str) -> re.Pattern[str]:
    words = normal(wording)
    before = r"(?<![\d])(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?![\d])(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.compile(f"{before}{re.escape(words)}{after}")


def fact_recall(text: str, facts: Sequence[Sequence[str]], patterns: Sequence[str] = ()) -> Value:
    """Return the share of key facts told, each in any of its wordings or as its pattern (TREC 2024 RAG nuggets).

    >>> fact_recall("Twenty ships came.", [["Hegseth", "the secretary"]], ["(20|twenty) ships"])
    0.5
    """
    if not facts and not patterns:
        return None
    plain = normal(text)
    told = [any(holds(plain, wording) for wording in fact) for fact in facts]
    told += [re.search(pattern, text, re.IGNORECASE) is not None for pattern in patterns]
    return sum(told) / len(told)


def squad_normal(text: str) -> list[str]:
    """Return the tokens of a text as SQuAD compares them: no case, punctuation, articles (Rajpurkar et al. 2016).

    >>> squad_normal("The U.S. readout")
    ['us', 'readout']
    """
    return re.sub(r"\b(a|an|the)\b", " ", text.lower().translate(_PUNCTUATION)).split()


def exact_match(text: str, answers: Sequence[str]) -> Value:
    """Return 1 if the text is one of the answers as SQuAD compares them, else 0.

    >>> exact_match("the Pentagon.", ["Pentagon"]), exact_match("at the Pentagon", ["Pentagon"])
    (1.0, 0.0)
    """
    told = squad_normal(text)
    return float(any(told == squad_normal(answer) for answer in answers)) if answers else None


def token_f1(text: str, answers: Sequence[str]) -> Value:
    """Return the best F1 of shared tokens with one of the answers, as SQuAD defines it.

    >>> token_f1("at the Pentagon", ["Pentagon", "Tokyo"])
    0.6666666666666666
    """
    return max(_f1(squad_normal(text), squad_normal(answer)) for answer in answers) if answers else None


def _f1(told: list[str], wanted: list[str]) -> float:
    if not told or not wanted:
        return float(told == wanted)
    return 2 * (Counter(told) & Counter(wanted)).total() / (len(told) + len(wanted))


def rouge_l(text: str, references: Sequence[str]) -> Value:
    """Return the best F of the longest common subsequence of words with one of the references (Lin 2004).

    >>> rouge_l("the police killed the gunman", ["police ended the gunman"])
    0.6666666666666666
    """
    if not references:
        return None
    told = _WORDS.findall(text.lower())
    return max(_rouge(told, _WORDS.findall(reference.lower())) for reference in references)


def _rouge(told: list[str], wanted: list[str]) -> float:
    shared = longest_common(told, wanted)
    return 2 * shared / (len(told) + len(wanted)) if shared else 0.0


def longest_common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, a row of the table at once (Hyyrö 2004).

    >>> longest_common("abcbdab", "bdcaba")
    4
    """
    places: dict[str, int] = {}
    for place, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << place
    whole = (1 << len(a)) - 1
    row = whole
    for word in b:
        taken = row & places.get(word, 0)
        row = ((row + taken) | (row - taken)) & whole
    return len(a) - row.bit_count()


def quote_share(claims: Sequence[Mapping[str, Any]]) -> Value:
    """Return the share of an answer's characters that are the quoted words of its own citations.

    >>> quote_share([{"text": "Shen Yi: Japan asked.", "citations": [{"quote": "Japan asked."}]}])
    0.5714285714285714
    """
    if not claims:
        return None
    covered = 0
    for claim in claims:
        text, marked = claim["text"], bytearray(len(claim["text"]))
        for citation in claim["citations"]:
            start, size = text.find(citation["quote"]), len(citation["quote"])
            if start >= 0:
                marked[start : start + size] = b"\1" * size
        covered += sum(marked)
    return covered / sum(len(claim["text"]) for claim in claims)


def right(case: Case) -> Value:
    """Return 1 for a right reply: an unanswerable question declined; else a relevant citation and all key facts.

    Where a set has no key facts, one of its short answers must be told; where it has no relevant paragraphs, the
    words alone decide. Undefined where a set says nothing of what is right. A failed question is wrong.
    """
    if not case.question.answerable:
        return float(case.record.declined)
    checks: list[bool] = []
    if case.gains:
        checks.append(any(place in case.gains for place in case.record.cited))
    facts = _facts(case)
    if facts is not None:
        checks.append(facts == 1.0)
    elif case.question.answers:
        checks.append(fact_recall(case.record.text, [case.question.answers]) == 1.0)
    return float(case.answered and all(checks)) if checks else None


def _facts(case: Case) -> Value:
    return fact_recall(case.record.text, case.question.facts, case.question.patterns)


def _short(case: Case) -> Sequence[str]:
    return case.question.answers if case.question.answerable else ()


def _long(case: Case) -> Sequence[str]:
    return (case.question.references or case.question.answers) if case.question.answerable else ()


METRICS = (
    Metric(
        "right",
        "a relevant paragraph cited and every key fact told; or declined where nothing answers",
        lambda case: (right(case),),
        headline=True,
    ),
    Metric(
        "fact recall",
        "share of the key facts that the answer tells",
        lambda case: (_facts(case) if case.question.answerable else None,),
        headline=True,
    ),
    Metric(
        "exact match",
        "the answer is one of the short answers (SQuAD)",
        lambda case: (exact_match(case.record.text, _short(case)),),
    ),
    Metric(
        "token F1",
        "words shared with the best short answer (SQuAD)",
        lambda case: (token_f1(case.record.text, _short(case)),),
    ),
    Metric(
        "ROUGE-L",
        "longest common run of words with the best reference answer, gaps allowed",
        lambda case: (rouge_l(case.record.text, _long(case)),),
    ),
    Metric(
        "length",
        "words of an answer",
        lambda case: (float(len(case.record.text.split())) if case.answered else None,),
        unit="words",
        better="",
    ),
    Metric(
        "quote share",
        "share of the answer that is quoted word for word",
        lambda case: (quote_share(case.record.claims),),
        better="",
    ),
)
