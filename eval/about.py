"""What a run was made with: settings, versions, commit, digests and machine."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from assistant.settings import Settings
from eval.question import Question
from eval.question_set import to_row
from eval.record import RUN
from index.article import Article, address
from index.problem import Problem

PACKAGES = ("readout", "torch", "sentence-transformers", "chromadb", "spacy", "numpy")
# A run goes on only where these are what they were.
SAME = {"set_hash": "question set", "index_hash": "index", "settings": "settings", "versions": "versions"}


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of a run before it begins."""

    set: str
    settings: Settings
    model: str | None = None


def begin(folder: Path, about: About, questions: Sequence[Question], articles: Sequence[Article]) -> None:
    """Write run.json, or check that what stands there is the same run; raise Problem where it is another."""
    facts = described(about, questions, articles)
    path = folder / RUN
    if path.is_file():
        known = json.loads(path.read_text("utf-8"))
        for key, name in SAME.items():
            if known.get(key) != facts[key]:
                raise Problem(f"The run in {folder} has another {name}: choose another folder with --out.")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")
        beside.replace(path)
    except OSError as error:
        raise Problem(f"The run cannot be written to {folder} ({error.strerror}): choose another --out.") from error


def described(about: About, questions: Sequence[Question], articles: Sequence[Article]) -> dict[str, Any]:
    """Return all that is known of a run before its first question."""
    held = {article.id: len(article.paragraphs) for article in articles}
    places = dict.fromkeys(place for question in questions for place in question.relevant)
    return {
        "set": about.set,
        "set_hash": digest([to_row(question) for question in questions]),
        "questions": len(questions),
        "index_hash": digest([asdict(article) for article in articles]),
        "articles": len(articles),
        "missing": [address(*place) for place in places if not 1 <= place[1] <= held.get(place[0], 0)],
        "settings": told(about.settings),
        "model": about.model,
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES},
        "commit": commit(),
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cpus": os.cpu_count()},
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def digest(value: object) -> str:
    """Return a short digest of a value's JSON.

    >>> digest({"a": 1})
    'f9d86028c6e0d64e'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def commit() -> str | None:
    """Return the commit of the code, with a + where it was changed since; None outside a repository."""
    git = ["git", "-C", str(Path(__file__).parent)]
    try:
        head = subprocess.run([*git, "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True)
        dirty = subprocess.run([*git, "status", "--porcelain", "-uno"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if dirty.stdout.strip() else "")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def told(settings: Settings) -> dict[str, Any]:
    """Return the settings as JSON, without the folder: the index is known by its digest."""
    return {key: value for key, value in asdict(settings).items() if key != "index"}


def settings_of(index: Path, pairs: Sequence[str], model: str | None = None) -> Settings:
    """Return the settings that NAME=VALUE pairs make; raise Problem where a name or a value is unknown.

    >>> settings_of(Path("news"), ["ranking=dense"]).ranking
    'dense'
    """
    known = {one.name for one in fields(Settings)} - {"index"}
    chosen: dict[str, Any] = {}
    for pair in [*pairs, *([f"model={model}"] if model else [])]:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Problem(f"The setting {pair!r} has no value: write NAME=VALUE.")
        if name not in known:
            raise Problem(f"There is no setting {name!r} here: there are {', '.join(sorted(known))}.")
        chosen[name] = _value(name, value)
    return Settings(index=index, **chosen)


def _value(name: str, text: str) -> Any:
    kind = get_type_hints(Settings)[name]
    allowed = _literals(kind)
    if allowed and text not in allowed:
        raise Problem(f"The setting {name} is one of {', '.join(allowed)}, not {text!r}.")
    if kind is bool:
        if text not in {"true", "false"}:
            raise Problem(f"The setting {name} is true or false, not {text!r}.")
        return text == "true"
    if kind in {int, float}:
        try:
            return kind(text)
        except ValueError as error:
            raise Problem(f"The setting {name} is a number, not {text!r}.") from error
    return Path(text) if kind is Path else text


def _literals(kind: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in get_args(kind)) if "Literal" in str(get_origin(kind)) else ()


def same_questions(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Say whether two runs asked the same set of the same index."""
    return bool(a["set_hash"] == b["set_hash"] and a["index_hash"] == b["index_hash"])
