import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.article import Article
from index.load import Failure, Fetching, load
from tests.data import CORPUS
from tests.data.pages import PAGE_PARAGRAPHS, TITLE, page

PRIVATE = Fetching(private=True)


class _Site(BaseHTTPRequestHandler):
    pages: dict[str, tuple[int, str, bytes]]
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, kind, raw = self.pages.get(self.path, (404, "text/plain", b"none"))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, dict[str, tuple[int, str, bytes]], list[str]]]:
    page(tmp_path / "page.html")
    pages = {"/ferry": (200, "text/html; charset=utf-8", (tmp_path / "page.html").read_bytes())}
    handler = type("Site", (_Site,), {"pages": pages, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages, handler.asked  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


Site = tuple[str, dict[str, tuple[int, str, bytes]], list[str]]


def only(url: str, rules: Fetching = PRIVATE) -> Article | Failure:
    (outcome,) = load([url], fetching=rules)
    return outcome


def reason(url: str, rules: Fetching = PRIVATE) -> str:
    outcome = only(url, rules)
    assert isinstance(outcome, Failure)
    assert outcome.reason.endswith(".")
    return outcome.reason


def test_a_page_is_read_with_its_address(site: Site) -> None:
    article = only(f"{site[0]}/ferry")
    assert isinstance(article, Article)
    assert tuple(p.text for p in article.paragraphs) == PAGE_PARAGRAPHS
    assert (article.title, article.url) == (TITLE, f"{site[0]}/ferry")
    assert article.id == f"{site[0].removeprefix('http://')}/ferry"


@pytest.mark.parametrize("name", ["letter.docx", "column.pdf", "note.txt", "feed.rss"])
def test_documents_and_feeds_are_read_as_files_are(site: Site, name: str, tmp_path: Path) -> None:
    file = next(one for one in CORPUS if one.name == name)
    file.write(tmp_path / name)
    site[1][f"/{name}"] = (200, "application/octet-stream", (tmp_path / name).read_bytes())
    articles = [one for one in load([f"{site[0]}/{name}"], fetching=PRIVATE) if isinstance(one, Article)]
    assert [tuple(p.text for p in article.paragraphs) for article in articles] == list(file.articles)
    assert all(article.url for article in articles)


def test_addresses_inside_a_network_are_refused_and_not_asked(site: Site) -> None:
    assert "inside a network" in reason(f"{site[0]}/ferry", Fetching())
    assert "inside a network" in reason(site[0].replace("127.0.0.1", "localhost") + "/ferry", Fetching())
    assert "inside a network" in reason("http://[::ffff:127.0.0.1]/ferry", Fetching())
    assert site[2] == []


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "http:///a", "https://"])
def test_other_schemes_are_refused(url: str) -> None:
    assert "Only http and https" in reason(url)


def test_what_is_no_address_is_told() -> None:
    assert "is no web address" in reason("http://[::1/a")
    assert "is no web address" in reason("http://example.org:port/a")


def test_redirects_are_told_and_followed_only_where_that_is_meant(site: Site) -> None:
    site[1]["/old"] = (302, f"{site[0]}/ferry", b"")
    assert f"leads on to {site[0]}/ferry" in reason(f"{site[0]}/old")
    article = only(f"{site[0]}/old", Fetching(follow=True, private=True))
    assert isinstance(article, Article)
    assert article.url == f"{site[0]}/ferry"


def test_redirects_end_and_each_hop_is_looked_at(site: Site) -> None:
    site[1]["/round"] = (302, "/round", b"")
    assert "more than 5 times" in reason(f"{site[0]}/round", Fetching(follow=True, private=True))
    site[1]["/out"] = (302, "file:///etc/passwd", b"")
    assert "Only http and https" in reason(f"{site[0]}/out", Fetching(follow=True, private=True))


def test_what_robots_txt_forbids_is_not_read(site: Site) -> None:
    site[1]["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /ferry\n")
    assert "robots.txt" in reason(f"{site[0]}/ferry")
    assert "/ferry" not in site[2]
    site[1]["/robots.txt"] = (500, "text/plain", b"")
    assert "robots.txt fails" in reason(f"{site[0]}/ferry")


def test_a_page_that_is_not_there_or_too_large_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "answers with 404" in reason(f"{site[0]}/none")
    monkeypatch.setattr("index.load.address.LARGEST", 1000)
    assert "larger than" in reason(f"{site[0]}/ferry")


def test_a_site_that_is_not_there_is_told() -> None:
    assert "cannot be reached" in reason("http://127.0.0.1:9/a")
    assert "There is no site" in reason("http://no-such-site.invalid/a")
