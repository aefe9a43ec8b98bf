from assistant.reply import Answer, Citation, Claim, Refusal
from eval.question import Question
from eval.score import Verdict, verdict

ASKED = Question("a", "When?", True, relevant=(("port", 2), ("port", 3)), facts=(("Friday", "16 May"), ("ferry",)))
FALSE = Question("b", "When did Veldania sail?", False)


def saying(*told: tuple[str, int]) -> Answer:
    claims = tuple(Claim(text, (Citation("port", number, 0, 3, "The"),)) for text, number in told)
    return Answer("When?", "When?", (), claims)


def test_a_right_answer_cites_a_relevant_paragraph_and_holds_every_fact() -> None:
    assert verdict(ASKED, saying(("The Ferry sails", 2), ("on FRIDAY.", 3))) == Verdict(False, True, True, 2, 2)


def test_any_wording_of_a_fact_will_do_but_each_fact_must_be_there() -> None:
    assert verdict(ASKED, saying(("The ferry sails on 16 May.", 2))).holds_facts is True
    assert verdict(ASKED, saying(("It sails on Friday.", 2))).holds_facts is False


def test_one_relevant_citation_among_others_is_right_and_all_are_counted() -> None:
    found = verdict(ASKED, saying(("Ice.", 9), ("The ferry sails on Friday.", 3), ("Ice.", 8)))
    assert (found.cites_right, found.right_citations, found.citations) == (True, 1, 3)


def test_the_right_words_from_the_wrong_paragraph_are_not_cited_right() -> None:
    found = verdict(ASKED, saying(("The ferry sails on Friday.", 9)))
    assert (found.cites_right, found.holds_facts) == (False, True)


def test_the_same_number_in_another_article_is_not_relevant() -> None:
    elsewhere = Answer("When?", "When?", (), (Claim("Friday, ferry", (Citation("dam", 2, 0, 3, "The"),)),))
    assert verdict(ASKED, elsewhere).cites_right is False


def test_a_refusal_has_no_citations_to_judge() -> None:
    refusal = Refusal("When?", "When?", (), "The articles do not say.")
    assert verdict(ASKED, refusal) == verdict(FALSE, refusal) == Verdict(declined=True)


def test_an_answer_to_what_has_none_is_not_declined_and_otherwise_undefined() -> None:
    assert verdict(FALSE, saying(("On Friday.", 2))) == Verdict(declined=False)


def test_a_question_without_facts_holds_them_all() -> None:
    assert verdict(Question("c", "When?", True, relevant=(("port", 2),)), saying(("Ice.", 2))).holds_facts is True
