"""Vectors on a real Chroma server, behind the real door, on loopback."""

import gc
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from assistant import open_assistant
from assistant.shelve import Sharing
from index.build import Summary, build
from index.doctor import examine
from index.folder import Index, open_index, open_or_create
from index.problem import Problem
from index.search import search
from index.server import TOKEN, Server
from tests.conftest import Readout
from tests.fakes import WordEncoder
from tests.index.story import BUDGET, HARBOUR, news, story

# Chroma's client leaves connections open when its server dies; they are collected here, not in another test.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SECRET = "a token of the tests"


@dataclass
class Running:
    """`readout store` in a process of its own, which can be killed and started anew."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        # The whole group: Chroma's own process must not outlive its door.
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def start(self) -> None:
        self.process = started(self.folder, self.port)


def started(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "assistant.cli", "store", "--folder", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, TOKEN: SECRET}, start_new_session=True)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return process
        except OSError:
            assert process.poll() is None
            time.sleep(0.05)
    raise AssertionError("the store did not start")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder = tmp_path_factory.mktemp("store")
    store = Running(folder, port, started(folder, port))
    yield store
    store.kill()


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(TOKEN, SECRET)
    yield
    gc.collect()


def found(index: Index) -> str:
    return search(index, "Why was the ferry cancelled?").hits[0].article_id


def test_two_clients_share_what_either_writes(running: Running, tmp_path: Path) -> None:
    with open_or_create(tmp_path, store=running.url) as one, open_index(tmp_path) as other:
        assert build(one, news()[:1]) == Summary(added=1)
        assert found(other) == "harbour"
        assert build(other, news()) == Summary(added=2, unchanged=1)
        assert build(one, news()) == Summary(unchanged=3)
        assert examine(one) == examine(other) == ()


def test_indexes_on_one_server_do_not_see_each_other(running: Running, tmp_path: Path) -> None:
    with (
        open_or_create(tmp_path / "a", store=running.url) as one,
        open_or_create(tmp_path / "b", store=running.url) as other,
    ):
        build(one, news())
        assert other.vectors.count() == 0
        build(other, [story("airship", "Zeppelins replace the boats.")])
        assert len(one.vectors.ids()) == 3
        assert examine(one) == examine(other) == ()


def test_a_store_killed_and_started_anew_has_lost_nothing_and_its_clients_go_on(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_or_create(tmp_path, store=running.url) as window, open_index(tmp_path) as indexer:
        build(indexer, news()[:2])
        running.kill()
        monkeypatch.setattr("index.server.PATIENCE", 0.3)
        with pytest.raises(Problem, match="does not answer: start it with `readout store`"):
            found(window)
        with pytest.raises(Problem, match="what was indexed is kept"):
            build(indexer, news())
        running.start()
        assert found(window) == "harbour"
        assert build(indexer, news()) == Summary(added=1, unchanged=2)
        assert examine(window) == ()


def test_what_a_store_acknowledged_outlives_its_being_killed_at_once(running: Running, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    with open_or_create(tmp_path, store=running.url) as index:
        chance = np.random.default_rng(0)
        for turn in range(3):
            for number in range(20):
                key = f"{turn}-{number}"
                vector = chance.standard_normal((1, 384)).astype(np.float32)
                index.vectors.add([key], vector / np.linalg.norm(vector))
                acknowledged.append(key)
            running.kill()
            running.start()
            assert set(acknowledged) <= index.vectors.ids()


def test_a_window_is_told_in_a_sentence_and_goes_on_when_the_store_is_back(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Why was the ferry cancelled?"
    with open_or_create(tmp_path, store=running.url) as index:
        build(index, news())
    with open_assistant(tmp_path) as one, open_assistant(tmp_path) as other:
        before = one.ask(question)
        running.kill()
        monkeypatch.setattr("index.server.PATIENCE", 0.3)
        for window in (one, other):
            with pytest.raises(Problem, match=r"^The store at \S+ does not answer: [^\n]+\.$"):
                window.ask(question)
        running.start()
        for window in (one, other):
            assert replace(window.ask(question), seconds={}) == replace(before, seconds={})


def test_a_store_that_comes_back_while_it_is_asked_is_waited_for(running: Running, tmp_path: Path) -> None:
    with open_or_create(tmp_path, store=running.url) as index:
        build(index, news())
        running.kill()
        starting = Thread(target=running.start)
        starting.start()
        assert found(index) == "harbour"
        starting.join()


def test_every_command_is_told_where_the_store_is_now(running: Running, tmp_path: Path, readout: Readout) -> None:
    folder = tmp_path / "index"
    with open_or_create(folder, store=running.url) as index:
        build(index, news())
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("update about set value = 'http://127.0.0.1:9' where key = 'store'")
    for command in (["doctor"], ["who", "--json"], ["export", tmp_path / "packed"]):
        ran = readout(*command, "--index", folder, "--store", running.url)
        assert (ran.code, ran.err) == (0, ""), command


def test_a_store_is_not_opened_without_its_token(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_or_create(tmp_path, store=running.url).close()
    for wrong in ("", "another"):
        monkeypatch.setenv(TOKEN, wrong)
        with pytest.raises(Problem, match=f"asks for a token: set {TOKEN}"):
            open_index(tmp_path)


def test_what_was_embedded_by_another_meanwhile_is_not_indexed_twice(running: Running, tmp_path: Path) -> None:
    class Overtaken(WordEncoder):
        """While the model reads, another indexes the same words under another name."""

        def embed(self, texts):  # type: ignore[no-untyped-def]
            if not overtaken:
                overtaken.append(True)
                build(
                    Index(other.folder, other.catalog, other.vectors, WordEncoder(), True),
                    [story("b", *HARBOUR, *BUDGET)],
                )
            return super().embed(texts)

    overtaken: list[bool] = []
    with open_or_create(tmp_path, store=running.url) as one, open_index(tmp_path) as other:
        index = Index(one.folder, one.catalog, one.vectors, Overtaken(), True)
        assert build(index, [story("a", *HARBOUR, *BUDGET), story("c", "Other words.")]) == Summary(
            added=1, duplicate=1
        )
        assert set(one.catalog.fingerprints()) == {"b", "c"}
        assert one.vectors.ids() == one.catalog.vectors()


@pytest.mark.parametrize("url", ["ftp://a:1", "http://", "http://a:port", "127.0.0.1:8000", "http://a:1/path"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(Problem, match="is no address of a store"):
        Server(url, "x").reached()


def test_an_index_is_not_made_for_an_address_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is no address of a store"):
        open_or_create(tmp_path, store="example.org")
    assert not (tmp_path / "catalog.sqlite").exists()


def test_each_article_is_of_one_part() -> None:
    stories = [story(f"s{number}", "Words.") for number in range(60)]
    for of in (1, 2, 7):
        parts = [[one.id for one in stories if Sharing(part=(which, of)).holds(one)] for which in range(1, of + 1)]
        assert sorted(key for part in parts for key in part) == sorted(one.id for one in stories)
        assert all(parts)
