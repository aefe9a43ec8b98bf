from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.figures import scored, summary, unstable
from eval.metrics import all_metrics, answer, citation, cost, refusal
from eval.metrics.metric import Case
from eval.question import Question
from eval.stage import Stage, failed_stage
from index.problem import Problem
from tests.eval.runs import answered, case, declined, many, record, run_of, scores_of

WHEN = Question("q", "When did ships come?", True, (("port", 1),), facts=(("March", "in spring"),), answers=("March",))
NEVER = Question("n", "Who sank?", False)


@pytest.mark.parametrize(
    ("told", "reference", "value"),
    [("a b c d", "a x b y", 0.5), ("a b", "a b", 1.0), ("", "a", 0.0), ("a", "b", 0.0), ("a a b", "b a a", 2 / 3)],
)
def test_rouge_l_is_the_f_of_the_longest_common_subsequence(told: str, reference: str, value: float) -> None:
    assert answer.rouge_l(told, [reference]) == pytest.approx(value)
    assert answer.rouge_l(told, ["zzz", reference]) == pytest.approx(value)


def slow(a: str, b: str) -> int:
    """The longest common subsequence by the textbook's table."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_the_quick_subsequence_is_as_long_as_the_textbooks(a: str, b: str) -> None:
    assert answer.longest_common(a, b) == slow(a, b)


@pytest.mark.parametrize(
    ("told", "answers", "exact", "f1"),
    [
        ("The Pentagon!", ["Tokyo", "pentagon"], 1.0, 1.0),
        ("at the Pentagon", ["the Pentagon", "Tokyo"], 0.0, 2 / 3),
        ("x y z", ["x q", "x y"], 0.0, 0.8),
        ("a a", ["a"], 1.0, 1.0),
        ("", ["March"], 0.0, 0.0),
        ("x x", ["x"], 0.0, 2 / 3),
        ("x x y", ["x x"], 0.0, 0.8),
    ],
)
def test_exact_match_and_token_f1_are_those_of_squad(told: str, answers: list[str], exact: float, f1: float) -> None:
    assert answer.exact_match(told, answers) == exact
    assert answer.token_f1(told, answers) == pytest.approx(f1)


def test_key_facts_are_told_in_any_wording_with_whole_numbers_and_as_patterns() -> None:
    assert answer.fact_recall("It lost 30 “ships”.", [["3"], ['"ships"', "boats"]]) == 0.5
    assert answer.fact_recall("It lost 3,000.", [["3"]]) == 0.0
    assert answer.fact_recall("It lost 1.3.", [["3"]]) == 0.0
    assert answer.fact_recall("It lost 3.", [["3"]]) == 1.0
    assert answer.fact_recall("Two SHIPS", [], [r"two ships", "three"]) == 0.5
    assert answer.fact_recall("anything", []) is None


def test_a_quote_share_counts_each_character_once_and_only_its_own_citations() -> None:
    def claim(text: str, *quotes: str) -> dict[str, object]:
        return {"text": text, "citations": [{"quote": quote} for quote in quotes]}

    assert answer.quote_share([claim("abcd", "abc", "bc")]) == 0.75
    assert answer.quote_share([claim("abcd", "zz"), claim("zz", "zz")]) == pytest.approx(2 / 6)
    assert answer.quote_share([]) is None


def test_a_reply_is_right_with_a_relevant_citation_and_every_fact_or_where_it_declines_rightly() -> None:
    assert answer.right(case(WHEN, answered("port:1"))) == 1
    assert answer.right(case(WHEN, answered("port:1", text="In April."))) == 0
    assert answer.right(case(WHEN, answered("dam:1", text="In March."))) == 0
    assert answer.right(case(WHEN, answered("dam:1", "port:1"))) == 1
    assert answer.right(case(replace(WHEN, facts=(("March",), ("May",))), answered("port:1"))) == 0
    assert answer.right(case(WHEN, declined())) == 0
    assert answer.right(case(WHEN, None, error="no")) == 0
    assert answer.right(case(NEVER, declined())) == 1
    assert answer.right(case(NEVER, answered("dam:1"))) == 0
    assert answer.right(case(NEVER, None, error="no")) == 0


def test_right_rests_on_what_a_set_says_and_is_undefined_where_it_says_nothing() -> None:
    words_only = Question("q", "When?", True, answers=("March",))
    assert answer.right(case(words_only, answered("port:1"))) == 1
    assert answer.right(case(words_only, answered("dam:2"))) == 0
    assert answer.right(case(Question("q", "When?", True), answered("port:1"))) is None
    assert answer.right(case(Question("q", "When?", True, (("port", 1),)), answered("port:1"))) == 1


def test_citations_are_precise_complete_and_valid_by_their_own_definitions() -> None:
    relevant = [("a", 1), ("a", 2)]
    cited = [("a", 1), ("a", 1), ("b", 1), ("b", 2)]
    assert citation.precision(cited, relevant) == 0.5
    assert citation.recall(cited, relevant) == 0.5
    assert citation.precision([], relevant) is None
    assert citation.recall([], relevant) == 0
    assert citation.recall(cited, []) is None
    quote = {"start": 0, "end": 5, "quote": "Ships"}
    assert citation.valid(quote, "Ships came.")
    assert not citation.valid(quote, "Boats came.")
    assert not citation.valid({"start": -4, "end": 10, "quote": "came"}, "Ships came")
    assert not citation.valid(quote | {"start": 1}, "Ships came.")
    assert not citation.valid(quote, None)


SAID = {
    "speaker": "Clodagh Renn",
    "speaker_text": "the judge",
    "issuer": None,
    "start": 10,
    "end": 27,
    "stance": "asserts",
}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Renn said boats would sail.", 1.0),
        ("Boats would sail, the judge said.", 1.0),
        ("Boats would sail.", 0.0),
        ("Boats would sail, said Renner.", 0.0),
    ],
)
def test_words_of_a_speaker_are_told_as_that_speakers(text: str, kept: float) -> None:
    told = case(WHEN, answered("port:2", text=text))
    assert citation.kept(Case(told.question, told.record, told.paragraph, {("port", 2): [SAID]})) == kept


def test_attribution_is_undefined_where_nothing_cited_is_attributed() -> None:
    told = case(WHEN, answered("port:2"))
    assert citation.kept(told) is None
    for other in (SAID | {"stance": "omits"}, SAID | {"start": 100, "end": 110}):
        assert citation.kept(Case(told.question, told.record, told.paragraph, {("port", 2): [other]})) is None


def test_a_department_is_not_named_by_one_of_its_words() -> None:
    department = {"speaker": "US Department of War", "speaker_text": "the Pentagon", "issuer": None}
    assert not citation.attributed("War is near.", department)
    assert citation.attributed("The US Department of War said no.", department)


def refusals(*pairs: tuple[bool, bool]) -> dict[str, float]:
    """Figures of questions given as (answerable, declined)."""
    asked = []
    for number, (answerable, gone) in enumerate(pairs):
        question = Question(f"q{number}", f"{number}?", answerable, (("port", 1),) if answerable else ())
        asked.append((question, record(question.id, declined() if gone else answered("port:1"))))
    return {name: figure.value for name, figure in summary(scores_of(*asked), samples=20).items()}


def test_refusal_figures_are_those_of_the_confusion_table() -> None:
    # 3 rightly declined, 1 wrongly; 2 unanswerable answered; 4 rightly answered.
    found = refusals(*[(False, True)] * 3, (True, True), *[(False, False)] * 2, *[(True, False)] * 4)
    assert found["refusal precision"] == pytest.approx(3 / 4)
    assert found["refusal recall"] == pytest.approx(3 / 5)
    assert found["refusal F1"] == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))
    assert found["refusal balanced accuracy"] == pytest.approx((3 / 5 + 4 / 5) / 2)
    assert found["answerable declined"] == pytest.approx(1 / 5)


def test_an_error_is_neither_declined_nor_answered_but_wrong() -> None:
    failed = case(WHEN, None, error="RuntimeError: no")
    assert refusal.precision(failed) is None
    assert refusal.answered(failed) == 0
    assert refusal.recall(case(NEVER, None, error="no")) == 0
    assert answer.fact_recall(failed.record.text, WHEN.facts) == 0


def test_risk_is_that_of_an_unanswerable_question_and_chance_its_order() -> None:
    assert refusal.risk(case(NEVER, declined(), chance=0.2)) == (0.2, 1.0)
    assert refusal.risk(case(WHEN, declined(), chance=0.9)) == (0.9, 0.0)
    assert refusal.risk(case(WHEN, None, chance=None)) == (None, None)


def test_tokens_cost_what_the_table_says_and_an_unknown_model_has_no_price() -> None:
    prices = {"m": {"input": 3.0, "output": 10.0}}
    assert cost.cost({"input": 1_000_000, "output": 200_000}, "m", prices) == pytest.approx(5.0)
    assert cost.cost({"input": 1}, "other", prices) is None
    assert cost.cost({"input": 1}, None, prices) == 0
    assert {"input", "output"} <= cost.read()["gpt-4o-mini"].keys()


def test_a_broken_table_of_prices_is_a_problem(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "prices.json").write_text('{"models": {"m": {"input": 1}}}')
    with pytest.raises(Problem, match="cannot be read"):
        cost.read(tmp_path / "prices.json")


def test_latency_is_told_by_percentile_and_stage_and_leaves_errors_out() -> None:
    asked = []
    for number in range(1, 101):
        question = Question(f"q{number}", f"{number}?", True)
        asked.append(
            (question, record(question.id, answered("port:1"), seconds={"retrieve": number, "total": 2 * number}))
        )
    asked.append((Question("bad", "?", True), record("bad", None, error="no", seconds={})))
    found = summary(scores_of(*asked), samples=20)
    assert [found[f"latency p{p}"].value for p in (50, 95, 99)] == [100, 190, 198]
    assert [found[f"latency retrieve p{p}"].value for p in (50, 95, 99)] == [50, 95, 99]
    assert found["latency p50"].defined == 100


def test_undefined_values_are_left_out_and_counted() -> None:
    found = summary(scores_of((WHEN, record("q", answered("port:1"))), (NEVER, record("n", declined()))), samples=20)
    assert (found["citation precision"].value, found["citation precision"].defined) == (1.0, 1)
    assert (found["length"].value, found["length"].defined) == (4, 1)
    assert found["citation precision"].questions == 2
    assert "judged support" not in found


def test_repeats_are_averaged_and_questions_whose_replies_differ_are_named() -> None:
    run = run_of([WHEN], [record("q", answered("port:1")), record("q", declined(), repeat=1)])
    scores = scored(run)
    assert scores.of("right") == {"q": 0.5}
    assert unstable(scores) == ["q"]
    assert unstable(many([True])) == []


@pytest.mark.parametrize(
    ("question", "reply", "found", "stage"),
    [
        (WHEN, answered("port:1"), ["port:1"], None),
        (WHEN, None, [], Stage.ERROR),
        (Question("q", "?", True, (("gone", 1),)), declined(), [], Stage.NOT_INDEXED),
        (WHEN, answered("dam:1"), ["dam:1"], Stage.NOT_RETRIEVED),
        (WHEN, declined(), ["dam:1"], Stage.NOT_RETRIEVED),
        (WHEN, answered("dam:1"), ["dam:1", "port:1"], Stage.NOT_CHOSEN),
        (WHEN, answered("port:1", text="In April."), ["port:1"], Stage.NOT_CHOSEN),
        (WHEN, answered("dam:1", text="In March."), ["port:1"], Stage.WRONGLY_CITED),
        (WHEN, declined(), ["port:1"], Stage.WRONGLY_DECLINED),
        (NEVER, answered("dam:1"), ["dam:1"], Stage.WRONGLY_ANSWERED),
        (NEVER, declined(), [], None),
    ],
)
def test_the_stage_that_failed_is_the_first_on_the_way(question, reply, found, stage) -> None:  # type: ignore[no-untyped-def]
    assert failed_stage(case(question, reply, found, error=None if reply else "no")) == stage


def test_every_metric_has_a_name_of_its_own_and_says_what_it_is() -> None:
    metrics = all_metrics(cost.read())
    assert len({metric.name for metric in metrics}) == len(metrics)
    assert all(metric.told for metric in metrics)
    assert sum(metric.headline for metric in metrics) <= 6


def test_every_share_of_a_question_stays_in_0_to_1() -> None:
    scores = many([True, False, True])
    for metric in scores.metrics:
        values = scores.values[metric.name]
        if metric.unit == "share":
            assert np.nanmin(np.append(values, 0.0)) >= 0
            assert np.nanmax(np.append(values, 0.0)) <= 1 + 1e-12
