import csv
import io
import json
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Page, sync_playwright

from assistant.ui.screenshot import FLAGS, chromium
from eval.figures import Scores, scored, summary
from eval.question import Question
from eval.report import write
from eval.report.files import csv as as_csv
from eval.report.files import junit, markdown, to_json
from eval.report.page import html
from index.problem import Problem
from tests.eval.runs import answered, declined, record, run_of, scores_of

HOSTILE = "<script>alert(1)</script></script><!-- | ** \x00 \ud83d &amp; “q”"


def scores() -> Scores:
    when = Question(
        "when", "When did ships come?", True, (("port", 1),), facts=(("March",),), type="when", tags=("sea",)
    )
    return scores_of(
        (when, record("when", answered("port:1"), ["port:1", "dam:1"])),
        (
            Question("rose", "When did water rise?", True, (("dam", 2),), facts=(("May",),), type="when"),
            record("rose", answered("port:1", "dam:1"), ["port:1", "dam:1", "dam:2"]),
        ),
        (Question("sank", "Who sank?", False, type="who"), record("sank", answered("dam:1"), ["dam:1"], chance=0.9)),
        (Question("ebb", "Did it ebb?", True, (("dam", 2),), type="who"), record("ebb", declined(), ["dam:2"])),
        (Question("bad", "Why?", True, (("dam", 1),)), record("bad", None, error="RuntimeError: no", seconds={})),
        name="night",
    )


def test_the_page_says_first_how_many_replies_are_right_and_which_figures_a_model_gave() -> None:
    page = html(scores())
    assert "<b>1 of 5</b> questions are answered or declined rightly" in page
    assert "No figure on this page was given by a model." in page


def test_a_report_names_the_judge_its_prompts_and_peoples_agreement() -> None:
    agreed = {"support": {"value": 0.61, "low": 0.5, "high": 0.7, "defined": 40, "questions": 40}}
    judge = {"judge": "small-model", "prompts": {"support": "abc"}, "agreement": agreed}
    run = run_of([Question("q", "?", True)], [record("q", answered("port:1"))], judge=judge)
    for text in (html(scored(run)), markdown(scored(run))):
        assert "small-model (prompts support abc)" in text
        assert "κ = 0.61 (0.50 to 0.70, 40 grades)" in text


def test_the_page_needs_no_network_and_nothing_said_in_an_article_becomes_markup(tmp_path: Path) -> None:
    question = Question(HOSTILE, HOSTILE, True, (("port", 1),), facts=((HOSTILE,),), type=HOSTILE, tags=(HOSTILE,))
    told = record(HOSTILE, answered("port:1", text=HOSTILE), ["port:1"])
    for kind in ("html", "md", "csv", "xml", "json"):
        write(scores_of((question, told)), tmp_path / f"report.{kind}")
    ElementTree.parse(tmp_path / "report.xml")
    page = html(scores_of((question, told)))
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "alert(1)" in page
    assert "http" not in page.replace("http-equiv", "")


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for, and what goes wrong in it."""
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return asked, errors


@pytest.mark.browser
def test_in_a_browser_a_question_opens_with_its_evidence_and_filters_keep_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write(scores(), path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900})
            asked, errors = watched(page)
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
            assert page.locator(".question").count() == 4
            page.get_by_role("button", name="When did water rise?").click()
            body = page.locator(".body")
            assert "retrieved but not chosen" in body.inner_text()
            assert body.locator("mark").all_inner_texts() == ["Ships came in March.", "The dam held."]
            assert "found at rank 3" in body.inner_text()
            assert "not told: May" in body.inner_text()
            page.get_by_role("button", name="All 5").click()
            assert page.locator(".question").count() == 5
            page.get_by_label("Type").select_option("when")
            assert page.locator(".question").count() == 2
            page.get_by_label("Contains").fill("ships come")
            assert page.locator(".question").count() == 1
            page.locator(".stages button", has_text="wrongly declined").click()
            assert page.locator(".question").all_inner_texts()[0].count("Did it ebb?") == 1
            assert errors == []
            assert asked == [path.as_uri()]
        browser.close()


def test_junit_counts_wrong_replies_errors_and_what_is_not_known() -> None:
    suite = ElementTree.fromstring(junit(scores()))
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5", "failures": "3", "errors": "1", "skipped": "0",
    }  # fmt: skip
    failure = suite.find("testcase[@name='rose']/failure")
    assert failure is not None
    assert failure.get("message") == "retrieved but not chosen: When did water rise?"


def test_csv_has_a_row_a_question_and_leaves_undefined_cells_empty() -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(as_csv(scores())))}
    assert [rows[key]["right"] for key in ("when", "rose", "sank", "ebb", "bad")] == ["1", "0", "0", "0", "0"]
    assert rows["sank"]["citation precision"] == ""
    assert rows["ebb"]["failed stage"] == "wrongly declined"
    assert rows["bad"]["reply"] == "error"


def test_json_and_markdown_say_the_same_figures() -> None:
    told = json.loads(to_json(scores()))
    assert told["figures"]["right"]["value"] == 0.2
    assert told["groups"]["type"]["when"]["right"]["value"] == 0.5
    assert "| right | 20.0 % |" in markdown(scores())
    assert "| bad | Why? | error |" in markdown(scores())


def test_a_report_of_an_unknown_kind_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"kind '\.pdf'"):
        write(scores(), tmp_path / "report.pdf")


def test_ten_thousand_records_are_scored_with_a_thousand_bootstrap_samples_in_20_seconds() -> None:
    rng = np.random.default_rng(1)
    text = "Ships came in March and the strike ended after talks between the harbour and the crews " * 3
    pairs = []
    for number in range(10_000):
        question = Question(
            f"q{number}",
            f"Question {number}?",
            number % 5 != 0,
            (("port", 1), ("dam", 2)),
            facts=(("March",), ("May",)),
            references=("The strike ended after talks.",),
            type=f"type {number % 8}",
        )
        found = [("port:1", "port:2", "dam:1", "dam:2", "port:3")[place] for place in rng.permutation(5)]
        reply = declined() if number % 7 == 0 else answered(found[0], found[1], text=text)
        pairs.append((question, record(question.id, reply, found, chance=float(rng.random()))))
    started = time.perf_counter()
    figures = summary(scores_of(*pairs), samples=1000)
    assert time.perf_counter() - started < 20
    assert figures["right"].low < figures["right"].value < figures["right"].high
