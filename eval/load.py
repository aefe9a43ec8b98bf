"""Many readers at once: each asks through the window's own queue, as a page does, one question after another."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import httpx

# A reply begins where one of these stands in what the page is sent.
_WORDS = ("class='claim'", "class='reason'")
_PATIENCE = 120.0


@dataclass(slots=True)
class Load:
    """What many readers saw: seconds until the first words and until the end of each reply, and what went wrong."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def under_load(address: str, questions: Sequence[str], *, sessions: int, seconds: float) -> Load:
    """Let this many sessions ask at once for so many seconds; a question that was begun is waited for."""
    return asyncio.run(_all(address.rstrip("/"), questions, sessions, seconds))


async def _all(address: str, questions: Sequence[str], sessions: int, seconds: float) -> Load:
    load = Load()
    limits = httpx.Limits(max_connections=3 * sessions)
    async with httpx.AsyncClient(timeout=_PATIENCE, limits=limits, trust_env=False) as client:
        config = (await client.get(f"{address}/config")).json()
        ask = _function(config)
        # From here on: what the page is made of is read once, and is no reader's question.
        end = time.perf_counter() + seconds
        # Each session begins elsewhere in the list, so that not all ask the same at the same moment.
        own = [islice(cycle(questions), number, None) for number in range(sessions)]
        prefix = address + config.get("api_prefix", "")
        await asyncio.gather(*(_reader(client, prefix, ask, own[n], f"load{n}", end, load) for n in range(sessions)))
    return load


def _function(config: dict[str, Any]) -> dict[str, int]:
    """Return which function of the page answers a question, and which component triggers it."""
    for function in config["dependencies"]:
        for component, event in function["targets"]:
            if event == "ask":
                return {"fn_index": function["id"], "trigger_id": component}
    raise ValueError("The page has no event by which a question is asked")


async def _reader(
    client: httpx.AsyncClient,
    prefix: str,
    ask: dict[str, int],
    questions: Iterator[str],
    session: str,
    end: float,
    load: Load,
) -> None:
    while time.perf_counter() < end:
        try:
            await _asked(client, prefix, ask, next(questions), session, load)
        except (httpx.HTTPError, ValueError) as error:
            load.errors.append(f"{type(error).__name__}: {error}")


async def _asked(
    client: httpx.AsyncClient, prefix: str, ask: dict[str, int], question: str, session: str, load: Load
) -> None:
    """Ask, and read what comes until the reply is whole; raise ValueError where the server says that it failed."""
    started = time.perf_counter()
    # Each question takes the place of the first: a conversation that grows for ever would measure itself.
    sent = {"data": [None], "event_data": {"text": question, "since": 1}, "session_hash": session, **ask}
    joined = await client.post(f"{prefix}/queue/join", json=sent)
    joined.raise_for_status()
    event, is_first = joined.json()["event_id"], True
    async with client.stream("GET", f"{prefix}/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            if not line.startswith("data:"):
                continue
            if is_first and any(words in line for words in _WORDS):
                load.first.append(time.perf_counter() - started)
                is_first = False
            told = json.loads(line[5:])
            if told["msg"] == "process_completed" and told.get("event_id") == event:
                if not told["success"]:
                    raise ValueError(f"The server failed: {told['output']}")
                load.whole.append(time.perf_counter() - started)
                return
    raise ValueError("The server closed the stream before the reply was whole")
