import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.form import Form, mentions, shape
from assistant.question import read

FORMS = {
    Form.SAID: [
        "What did Mayor Ilse Gant say about the dam?",
        "What did the ferry company say?",
        "According to Ada Brisk, why did the talks fail?",
        "How did the union respond to the offer?",
        "What was Norland's reaction to the strike?",
        "In Tom Reed's view, who started the fire?",
        "What do analysts think of the merger?",
        "What did Ada Brisk warn of?",
        "Did the minister mention the tax?",
        "what did ada brisk say",
    ],
    Form.WHOSE: [
        "Who said that the harbour would freeze?",
        "Which newspaper reported the flood?",
        "Who denied the rumour?",
        "Whose spokesman announced the strike?",
        "Which analyst called it a farce?",
    ],
    Form.OMITTED: [
        "What did Norland's statement leave out?",
        "What did the Sudrian readout omit?",
        "What is missing from the company's account?",
        "What did the mayor fail to mention?",
        "Which details were absent from the ministry's version?",
        "What did the union not mention?",
        "What did Ada Brisk leave out of her report?",
    ],
    Form.COMPARED: [
        "How do the two accounts differ?",
        "What do Norland and Sudria disagree about?",
        "Compare the statements of the union and the company.",
        "Where do the versions contradict each other?",
        "Do both sides agree on the wages?",
    ],
    Form.PLAIN: [
        "When did the ferry sink?",
        "How many whales were counted?",
        "Where is the observatory?",
        "Who won the regatta?",
        "Which bridge was closed?",
        "Why was the opera postponed?",
        "How long is the tunnel?",
        "What left the harbour empty?",
        "",
    ],
}


@pytest.mark.parametrize(("question", "form"), [(q, form) for form, several in FORMS.items() for q in several])
def test_the_words_of_a_question_tell_the_form_of_its_answer(question: str, form: Form) -> None:
    assert shape(read(question)).form is form


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did Mayor Ilse Gant of Norland say about the dam?", "Mayor Ilse Gant"),
        ("According to Ada Brisk, why did Norland leave?", "Ada Brisk"),
        ("In Tom Reed's view, who started the fire?", "Tom Reed"),
        ("What was Norland's reaction to the strike?", "Norland"),
        ("How did the union respond to Norland?", "union"),
        ("What do Chinese analysts think of the merger?", "Chinese analysts"),
    ],
)
def test_whom_the_question_has_speak_comes_first(question: str, first: str) -> None:
    assert shape(read(question)).subject[0] == first


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did Norland and Sudria agree on?", ("Norland", "Sudria")),
        ("what did the us say about japanese ships", ("US", "Japanese")),
        ("Why did Norland leave Norland's talks?", ("Norland",)),
        ("What did the company tell the mayor?", ("company", "mayor")),
        ("When was it in May or on Tuesday?", ()),
        ("Did they join us?", ()),
        ("", ()),
    ],
)
def test_who_may_be_a_speaker_is_named_once_in_order(question: str, named: tuple[str, ...]) -> None:
    assert mentions(question) == named


@given(st.text(max_size=120))
def test_any_question_has_a_form(text: str) -> None:
    found = shape(read(text))
    assert found == shape(read(text))
    assert len(set(found.about)) == len(found.about)
    assert all(found.subject)


@pytest.mark.parametrize(
    "question",
    [
        "Who directed the silent film about the harbour?",
        "How long was the silence after the bell?",
        "Why was the striker omitted from the squad?",
        "Why could the driver not see the name of the street?",
    ],
)
def test_a_word_of_silence_that_is_the_topic_asks_for_no_omission(question: str) -> None:
    assert shape(read(question)).form is not Form.OMITTED


@pytest.mark.parametrize("question", ["What does the US statement say nothing about?", "What did Japan not go into?"])
def test_what_is_said_nothing_about_is_an_omission(question: str) -> None:
    assert shape(read(question)).form is Form.OMITTED
