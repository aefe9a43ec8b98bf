"""Do the citations point at what a right answer rests on, and do they hold?"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from eval.metrics.metric import Case, Metric, Value
from eval.question import Address

OMITS = "omits"


def precision(cited: Sequence[Address], relevant: Container[Address]) -> Value:
    """Return the share of citations to relevant paragraphs; undefined without a citation (Gao et al. 2023, ALCE).

    >>> precision([("a", 1), ("a", 1), ("b", 4)], {("a", 1)})
    0.6666666666666666
    """
    return sum(place in relevant for place in cited) / len(cited) if cited else None


def recall(cited: Iterable[Address], relevant: Sequence[Address]) -> Value:
    """Return the share of the relevant paragraphs that is cited; undefined where none is relevant.

    >>> recall([("a", 1), ("b", 4)], [("a", 1), ("a", 2)])
    0.5
    """
    return len({*cited} & {*relevant}) / len(relevant) if relevant else None


def valid(citation: Mapping[str, Any], text: str | None) -> bool:
    """Say whether the quote stands where the citation says: must hold for every one.

    >>> valid({"start": 4, "end": 8, "quote": "said"}, "Shen said no.")
    False
    >>> valid({"start": 5, "end": 9, "quote": "said"}, "Shen said no.")
    True
    """
    start, end = int(citation["start"]), int(citation["end"])
    return text is not None and 0 <= start < end and text[start:end] == citation["quote"]


def attributed(claim: str, statement: Mapping[str, Any]) -> bool:
    """Say whether a claim names who makes the statement it rests on: by the words of the article or by name.

    What a speaker said, restated without the speaker, turns an opinion into a fact (Hagar et al. 2025).

    >>> shen = {"speaker": "Shen Yi", "speaker_text": "The professor", "issuer": None}
    >>> attributed("Japan wants support, Shen said.", shen), attributed("Japan wants support.", shen)
    (True, False)
    """
    names = [statement["speaker_text"], statement["speaker"], statement.get("issuer") or ""]
    words = statement["speaker"].split()
    # A person goes by one of two or three names; "War" would not do for the Department of War.
    person = len(words) <= 3 and all(word[:1].isupper() and not word.isupper() for word in words)
    parts = [word for word in words if len(word) > 1] if person else []
    said = claim.casefold()
    return any(re.search(rf"\b{re.escape(name.casefold())}\b", said) for name in (*names, *parts) if name)


def kept(case: Case) -> Value:
    """Return the share of citations of attributed words whose claim says whose words they are.

    A citation counts where it overlaps what the ledger of who said what gives to a speaker; what is reported as
    left out is nobody's statement. Undefined where nothing cited is attributed.
    """
    told = []
    for claim in case.record.claims:
        for citation in claim["citations"]:
            spoken = [
                statement
                for statement in case.said.get((citation["article"], citation["paragraph"]), ())
                if statement["stance"] != OMITS
                and min(citation["end"], statement["end"]) > max(citation["start"], statement["start"])
            ]
            if spoken:
                told.append(any(attributed(claim["text"], statement) for statement in spoken))
    return sum(told) / len(told) if told else None


def _asked(case: Case) -> bool:
    # Paragraphs that show a premise false are relevant, but who declines rightly cites none.
    return case.question.answerable and bool(case.gains)


def _precision(case: Case) -> tuple[Value]:
    return (precision(case.record.cited, case.gains) if _asked(case) else None,)


def _recall(case: Case) -> tuple[Value]:
    return (recall(case.record.cited, case.question.relevant) if _asked(case) else None,)


def _validity(case: Case) -> tuple[Value]:
    found = [valid(c, case.paragraph((c["article"], c["paragraph"]))) for c in case.record.citations]
    return (sum(found) / len(found) if found else None,)


METRICS = (
    Metric("citation precision", "share of citations that point at a relevant paragraph", _precision, headline=True),
    Metric("citation recall", "share of the relevant paragraphs that is cited", _recall, headline=True),
    Metric("citation validity", "share of quotes that stand word for word where the citation says", _validity),
    Metric(
        "attribution kept", "share of a speaker's words that are told as that speaker's", lambda case: (kept(case),)
    ),
)
