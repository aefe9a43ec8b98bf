"""Do the articles answer? A small logistic model over what the search saw; fitted by `python -m eval.fit`."""

import calendar
import difflib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from assistant.candidate import Candidate
from assistant.linear import Linear
from assistant.question import ORGANISATION, Asked, Kind, stems
from assistant.unit import stated, too_early, wanted
from index.article import Article
from index.ledger.state import aliases, state_of
from index.search import Findings, Sight
from index.stopwords import STOPWORDS

if TYPE_CHECKING:
    from assistant.evidence import Evidence

# Each with the direction in which it may only ever count: a fit on few questions must not learn the reverse.
FEATURES = {
    "paragraph": 1,
    "late_content": 1,
    "late_least": 1,
    "word_mean": 1,
    "word_least": 1,
    "sure": 1,
    "overlap": 1,
    "unmatched": -1,
    "missing_names": -1,
    "missing_numbers": -1,
    "kind_who": -1,
    "kind_when": -1,
    "kind_where": -1,
    "kind_why": -1,
    "kind_number": -1,
    "unit": -1,
    "unit_paragraph": -1,
    "too_early": -1,
    "few_words": -1,
}
# What a paragraph's sentences were given as the reason for: names count as missing from these many paragraphs.
LOOKED_AT = 5


def features(
    asked: Asked,
    findings: Findings,
    candidates: Sequence[Candidate],
    scores: np.ndarray,
    articles: Mapping[str, Article],
) -> np.ndarray:
    """Return the features in the order of FEATURES, float64 (f,).

    `candidates` come best first with their logits in `scores`; `articles` holds every article found.
    """
    best = candidates[0]
    text = best.sentence.text
    paragraph = _words(articles, best.sight)
    nearness, unmatched = _word_nearness(asked, findings, best.sight, paragraph)
    unit = wanted(asked.text)
    row = {
        "paragraph": best.sight.score,
        "late_content": best.named("late_content"),
        "late_least": best.named("late_least"),
        "word_mean": float(np.mean(nearness)),
        "word_least": float(np.mean(sorted(nearness)[:2])),
        "sure": float(1.0 / np.exp(scores - scores.max()).sum()),
        "overlap": min(1.0, best.named("overlap") + best.named("around")),
        "unmatched": unmatched,
        "missing_names": float(sum(not named_in(name, paragraph) for name in asked.names)),
        "missing_numbers": float(sum(not named_in(number, paragraph) for number in asked.numbers)),
        "unit": float(unit is not None and not stated(unit, asked.text, text)),
        "unit_paragraph": float(unit is not None and not stated(unit, asked.text, paragraph)),
        "too_early": float(too_early(asked.text, text)),
        "few_words": 1.0 / (1 + len(asked.stems)),
    }
    for kind in (Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.WHY, Kind.NUMBER):
        row[f"kind_{kind}"] = float(asked.kind is kind and best.named("kind") < 0)
    return np.array([row[name] for name in FEATURES])


def named_in(name: str, text: str) -> bool:
    """Say whether a text names what a question names: in these words, give or take a slip of the pen; by half of a
    person's name; by what is peculiar to a body's name; or, for a state, by any name of it.

    >>> named_in("Zhang Junshe", "Zhang said so."), named_in("South Korea", "North Korea said so.")
    (True, False)
    >>> named_in("US", "He told us so."), named_in("US", "The US said so.")
    (False, True)
    """
    return _held(name, text) or all(_held(part, text) for part in _PARTS.split(name))


# A name of fewer capital letters may be written like a word: "US", "IT", "WHO".
_LETTERS = 4
_PARTS = re.compile(r"['’]s |['’] |-(?=[a-zA-Z]{3})| (?:of the|of|the|for|and) ")


def _held(name: str, text: str) -> bool:
    if _stands(name, text):
        return True
    aliased = _aliases(name)
    if aliased:
        return any(_stands(alias, text) for alias in aliased)
    text = text.lower()
    if any(sign.isdigit() for sign in name):
        # A designation goes by its letters and number: B-52s are B-52H bombers, F-22 is no F-35.
        core = re.match(r"[a-z]*[- ]?[\d.,]*\d", name.lower())
        return bool(core and re.search(rf"(?<!\w){re.escape(core[0])}(?!\d)", text))
    words = re.findall(r"[\w-]+", name.lower())
    peculiar = [word for word in words if not ORGANISATION.intersection(stems(word))]
    # Some families write the family name first; either half of a person's name may stand alone.
    halves = peculiar if len(words) == len(peculiar) == 2 else peculiar[-1:]
    return any(_stands(word, text) or _misspelt(word, text) for word in halves)


def _aliases(name: str) -> tuple[str, ...]:
    """Return all names of a state, where a name is one of them."""
    for form in (name, name.removesuffix("s")):
        state = state_of(form)
        if state and form.lower() in {alias.lower() for alias in aliases(state)}:
            return aliases(state)
    return ()


def _stands(words: str, text: str) -> bool:
    """Say whether the words stand in a text, however they are written; "US" stands only in capitals: "us" is a word."""
    shape = rf"(?<!\w){re.escape(words)}(?:['’]?s)?(?!\w)"
    return bool(re.search(shape, text, 0 if words.isupper() and len(words) < _LETTERS else re.IGNORECASE))


def _misspelt(word: str, text: str) -> bool:
    """Say whether the text has a word, or two together, that differs from this one by accents or a letter or two."""
    if len(word) < 5:
        return False
    like = set(re.findall(rf"\b{word[0]}\w{{{len(word) - 3},{len(word) + 1}}}\b", text))
    like |= {"".join(pair) for pair in re.findall(rf"\b({word[0]}\w*) (\w+)", text) if sum(map(len, pair)) == len(word)}
    return bool(difflib.get_close_matches(_bare(word), map(_bare, like), n=1, cutoff=0.8))


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _word_nearness(asked: Asked, findings: Findings, sight: Sight, paragraph: str) -> tuple[list[float], float]:
    """Return for each content word of the question its best cosine in the paragraph, and the share of the words
    that stand there in no form, weighted by how far the nearest is.
    """
    held = set(stems(paragraph))
    best = sight.likeness.max(axis=1)
    near, gaps = [], []
    for match in re.finditer(r"[\w’'-]*\w", asked.text):
        pieces = (findings.question.starts >= match.start()) & (findings.question.ends <= match.end())
        if match[0].lower() in STOPWORDS or not pieces.any():
            continue
        near.append(float(best[pieces].mean()))
        gaps.append(0.0 if held.intersection(stems(match[0])) else max(0.0, 0.7 - near[-1]))
    return (near or [0.5]), sum(gaps)


def chance(row: np.ndarray) -> float:
    """Return the chance, in [0, 1], that the articles answer."""
    return float(1.0 / (1.0 + np.exp(-model().score(row))))


def reason(evidence: "Evidence") -> str | None:
    """Return why the articles do not answer, in a sentence, or None where they may."""
    if not evidence.candidates:
        return "Nothing was found: the collection holds no words like these."
    unknown = absent(evidence.asked, evidence.articles)
    if unknown:
        return f"The articles do not answer this: nothing found there mentions {', '.join(unknown)}."
    if evidence.chance >= threshold():
        return None
    near = " ".join(_words(evidence.articles, sight) for sight in evidence.findings.sights[:LOOKED_AT])
    names = dict.fromkeys((*evidence.asked.names, *evidence.asked.numbers))
    missing = [name for name in names if not named_in(name, near)]
    if missing:
        return f"The articles do not answer this: the paragraphs nearest to it do not mention {', '.join(missing)}."
    return "The articles do not answer this; the nearest paragraphs speak of something else."


def absent(asked: Asked, articles: Mapping[str, Article]) -> list[str]:
    """Return the names and designations of a question that no article found holds: it rests on something else."""
    whole = " ".join(_whole(article) for article in articles.values())
    designations = (number for number in asked.numbers if re.match(r"[A-Z]+-?\d", number))
    return [name for name in dict.fromkeys((*asked.names, *designations)) if not named_in(name, whole)]


def threshold() -> float:
    """Return the chance below which an answer is declined."""
    return float(json.loads(_stored())["threshold"])


@cache
def model() -> Linear:
    """Return the fitted model."""
    return Linear.read(_stored(), tuple(FEATURES))


@cache
def _stored() -> str:
    return (files("assistant") / "decline.json").read_text("utf-8")


def _words(articles: Mapping[str, Article], sight: Sight) -> str:
    article = articles[sight.article_id]
    return " ".join((_about(article), article.paragraph(sight.number).text))


def _whole(article: Article) -> str:
    return " ".join((_about(article), *(paragraph.text for paragraph in article.paragraphs)))


def _about(article: Article) -> str:
    """What a question may name an article by: title, source, author, and its date in words."""
    date = article.published or ""
    month = calendar.month_name[int(date[5:7])] if date else ""
    return " ".join(filter(None, (article.title, article.source, article.author, month, date[:4], date[8:])))
