"""What docs/api.md shows is what is answered, and its programs run."""

import contextlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.ask import Assistant
from tests.assistant.api.conftest import serving

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
SHOWN = re.findall(r"^```http\n(.*?)^```\n\n(?:[^`#]*?)```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ANYTHING = "…"


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(assistant) as address:
        yield address


def is_like(shown: Any, answered: Any) -> bool:
    """Whether an answer is the one that is shown, in which … stands for anything, and at a list's end for more."""
    match shown, answered:
        case str(), _ if shown == ANYTHING:
            return True
        case dict(), dict():
            return shown.keys() == answered.keys() and all(is_like(shown[key], answered[key]) for key in shown)
        case [*some, last], list() if last == ANYTHING:
            return len(answered) >= len(some) and all(map(is_like, some, answered))
        case list(), list():
            return len(shown) == len(answered) and all(map(is_like, shown, answered))
    return bool(shown == answered)


def test_the_page_shows_every_place() -> None:
    assert len(SHOWN) == PAGE.count("```http") == PAGE.count("```json") == 9
    assert len(PROGRAMS) == 2


@pytest.mark.parametrize(("asked", "shown"), SHOWN)
def test_what_is_shown_is_what_is_answered(asked: str, shown: str, address: str) -> None:
    line, _, body = asked.partition("\n")
    method, path = line.split()
    sent = {"json": json.loads(body)} if body.strip() else {}
    answered = httpx.request(method, address + path, timeout=60, trust_env=False, **sent).json()
    assert is_like(json.loads(shown), answered), answered


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_programs_run(program: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert "http://127.0.0.1:7880" in program
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program.replace("http://127.0.0.1:7880", address), {})
    assert re.search(r"\['00\d_\w+:\d+'", printed.getvalue())
