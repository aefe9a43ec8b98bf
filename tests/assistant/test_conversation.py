import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.ask import Assistant
from assistant.conversation import MARK, as_html, as_json, as_markdown
from assistant.reply import Reply, to_json
from assistant.verifying import check
from index.article import Article
from index.problem import Problem
from tests.conftest import Readout

QUESTIONS = ("What did the US readout omit?", "Which F-22 fighters did Japan deploy?", "When did the ministers meet?")
WRITERS = {"json": as_json, "md": as_markdown, "html": as_html}


@pytest.fixture(scope="module")
def assistant(samples: Path) -> Iterator[Assistant]:
    with open_assistant(samples) as opened:
        yield opened


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> list[Reply]:
    return [assistant.ask(question) for question in QUESTIONS]


def cited(replies: list[Reply]) -> int:
    return sum(len(claim["citations"]) for reply in replies for claim in to_json(reply)["claims"])


@pytest.mark.parametrize("kind", WRITERS)
def test_every_citation_of_an_export_resolves_again(
    kind: str, assistant: Assistant, replies: list[Reply], tmp_path: Path
) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_text(WRITERS[kind](replies, assistant.article), "utf-8")
    checked = check(path, assistant.articles())
    assert len(checked) == cited(replies) > 5
    assert all(one.holds for one in checked)


def test_an_export_holds_quotes_titles_dates_and_addresses(assistant: Assistant, replies: list[Reply]) -> None:
    kept = json.loads(as_json(replies, assistant.article))
    citation = kept["turns"][0]["claims"][0]["citations"][0]
    article = assistant.article(citation["article"])
    assert citation["address"] == f"{citation['article']}:{citation['paragraph']}"
    assert (citation["title"], citation["published"]) == (article.title, article.published)
    for text in (as_markdown(replies, assistant.article), as_html(replies, assistant.article)):
        assert "16 Jan 2026" in text
        assert citation["article"] in text
        assert all(question in text for question in QUESTIONS)


def changed(article: Article, number: int, text: str) -> Article:
    paragraphs = tuple(replace(p, text=text) if p.number == number else p for p in article.paragraphs)
    return replace(article, paragraphs=paragraphs)


def test_what_no_longer_holds_is_told(assistant: Assistant, replies: list[Reply], tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(as_json(replies[:1], assistant.article), "utf-8")
    first = check(path, assistant.articles())[0]
    key, _, number = first.address.rpartition(":")
    own = assistant.article(key)
    others = tuple(one for one in assistant.articles() if one.id != key)

    def told(*articles: Article) -> str:
        return next(one.told for one in check(path, articles) if one.address == first.address)

    assert "not in the index" in told(*others)
    assert "was changed: the words are not there" in told(changed(own, int(number), "Nothing."), *others)
    assert "another place of the paragraph" in told(changed(own, int(number), f"Now: {first.quote}"), *others)
    moved = replace(own, id="moved")
    assert f"stand at moved:{number} now" in told(moved, *others)


@pytest.mark.parametrize(
    "text", ["", "hello", "{}", "[1]", '{"claims": [{"citations": [{"article": "a"}]}]}', f"<!-- {MARK} {{ -->"]
)
def test_what_is_no_conversation_is_a_problem(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(Problem):
        check(tmp_path / "a.json", ())


def test_nothing_of_an_article_becomes_markup_or_ends_the_kept_part(assistant: Assistant, replies: list[Reply]) -> None:
    hostile = "</script><script>alert(1)</script> --> <img src=x onerror=alert(1)>"
    made = [replace(reply, question=hostile) for reply in replies]
    page = as_html(made, assistant.article)
    assert page.count("<script") == page.count("</script>") == 1
    assert "<img" not in page
    assert as_markdown(made, assistant.article).count("-->") == 1


def test_the_command_checks_replies_and_exports(
    readout: Readout, samples: Path, assistant: Assistant, replies: list[Reply], tmp_path: Path
) -> None:
    path = tmp_path / "replies.jsonl"
    path.write_text("".join(json.dumps(to_json(reply)) + "\n" for reply in replies), "utf-8")
    ran = readout("verify", path, "--index", samples)
    assert (ran.code, f"{cited(replies)} citations, all hold" in ran.out) == (0, True)
    path.write_text(path.read_text("utf-8").replace('"start": ', '"start": 1'), "utf-8")
    broken = readout("verify", path, "--index", samples)
    assert (broken.code, "no longer hold" in broken.out) == (1, True)
    assert json.loads(readout("verify", path, "--json", "--index", samples).out)["broken"]
    assert readout("verify", tmp_path / "none", "--index", samples).code == 1
