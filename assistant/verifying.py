"""Do exported citations still hold? Every quote is looked for where its citation says, then elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.conversation import MARK
from index.article import Article, address
from index.problem import Problem

_COMMENT = re.compile(rf"<!-- {MARK} (.*?) -->", re.DOTALL)
_SCRIPT = re.compile(rf"<script type='application/json' id='{MARK}'>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of a file: where it says its quote stands, whether it does, and if not, what became of it."""

    address: str
    quote: str
    holds: bool
    told: str = ""


def check(path: Path, articles: Sequence[Article]) -> tuple[Checked, ...]:
    """Return each citation of an exported conversation, or of replies in JSON, against these articles.

    Raise Problem where the file holds none.
    """
    known = {article.id: article for article in articles}
    cited = list(_citations(_turns(path), path))
    return tuple(_checked(citation, known) for citation in cited)


def _turns(path: Path) -> list[Any]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Problem(f"{path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is no text: name a conversation that Readout exported.") from error
    marked = _SCRIPT.search(text) or _COMMENT.search(text)
    try:
        kept = json.loads(marked[1]) if marked else _whole(text)
    except ValueError as error:
        raise Problem(
            f"{path} is no conversation that Readout exported, or it was changed: export it again."
        ) from error
    if isinstance(kept, dict) and MARK in kept:
        return list(kept.get("turns") or [])
    turns = kept if isinstance(kept, list) else [kept]
    if not turns:
        raise Problem(f"{path} is empty: name a conversation that Readout exported.")
    return turns


def _whole(text: str) -> Any:
    """Return what a JSON file holds: one object, or one a line, as `readout ask --json` writes replies."""
    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _citations(turns: Sequence[Any], path: Path) -> Iterator[Mapping[str, Any]]:
    for turn in turns:
        if not isinstance(turn, dict) or not isinstance(turn.get("claims"), list):
            raise Problem(f"{path} is no conversation that Readout exported: it has no claims.")
        for claim in turn["claims"]:
            for citation in claim.get("citations", []) if isinstance(claim, dict) else []:
                if not _is_whole(citation):
                    raise Problem(f"{path} has a citation without its article, paragraph, place or quote.")
                yield citation


def _is_whole(citation: Any) -> bool:
    kinds = {"article": str, "paragraph": int, "start": int, "end": int, "quote": str}
    return isinstance(citation, dict) and all(isinstance(citation.get(key), kind) for key, kind in kinds.items())


def _checked(citation: Mapping[str, Any], known: Mapping[str, Article]) -> Checked:
    quote, number = citation["quote"], citation["paragraph"]
    place = address(citation["article"], number)
    article = known.get(citation["article"])
    if article is None:
        return Checked(place, quote, False, _elsewhere(quote, known.values()) or "the article is not in the index")
    inside = 1 <= number <= len(article.paragraphs)
    text = article.paragraph(number).text if inside else ""
    if text[citation["start"] : citation["end"]] == quote:
        return Checked(place, quote, True)
    if quote in text:
        return Checked(place, quote, False, "the words stand at another place of the paragraph, which was changed")
    moved = _elsewhere(quote, [article]) or _elsewhere(quote, known.values())
    gone = "the paragraph was changed: the words are not there" if inside else "the article has no such paragraph now"
    return Checked(place, quote, False, moved or gone)


def _elsewhere(quote: str, articles: Any) -> str:
    found = (address(a.id, p.number) for a in articles for p in a.paragraphs if quote and quote in p.text)
    first = next(found, None)
    return f"the words stand at {first} now" if first else ""
