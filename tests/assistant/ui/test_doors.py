"""The doors for programs stand beside the window, in the same server."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from assistant import open_assistant
from assistant.api.app import doors
from assistant.ui.window import start

pytestmark = [
    pytest.mark.browser,
    # Gradio leaves the loops of its logins to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
READERS = (("ann", "secret"),)
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def address(browser: Browser, samples: Path) -> Iterator[str]:
    with open_assistant(samples) as assistant:
        blocks = start(assistant, auth=READERS, doors=doors(assistant, READERS))
        yield str(blocks.local_url)
        blocks.close(verbose=False)


def test_programs_ask_where_readers_do(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as program:
        assert program.get("healthz").json()["articles"] == 2
        for path in ("api/ask", "mcp"):
            assert program.post(path, json={"question": "Who?"}).status_code == 401
        program.auth = ("ann", "secret")
        answered = program.post("api/ask", json={"question": "What did the US readout omit?"})
        assert (answered.status_code, answered.json()["kind"]) == (200, "answer")
        assert "default-src 'self'" in answered.headers["content-security-policy"]
        assert answered.headers["x-content-type-options"] == "nosniff"
        listed = program.post("mcp", json=LIST, headers=ACCEPT)
        assert {tool["name"] for tool in listed.json()["result"]["tools"]} >= {"ask", "search", "who", "compare"}


def test_the_window_is_still_where_it_was_and_offers_no_other_programs_anything(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as reader:
        assert reader.get("/").status_code == 200
        assert reader.get("config").status_code == 401
        assert reader.post("login", data={"username": "ann", "password": "secret"}).status_code == 200
        assert reader.get("config").status_code == 200
        offered = reader.get("gradio_api/info").json()
        assert offered == {"named_endpoints": {}, "unnamed_endpoints": {}}
