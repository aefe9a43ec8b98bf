from assistant.reply import Answer, Refusal
from assistant.ui.chat import Conversation, Turn, asked, history, messages
from tests.assistant.ui.newsroom import DOUBLED, OMITTED, Newsroom


def last(room: Newsroom, message: str, before: Conversation = ()) -> Conversation:
    return list(asked(room, message, before))[-1]


def test_an_answer_arrives_claim_by_claim_after_the_question() -> None:
    grown = [conversation[0].outcome for conversation in asked(Newsroom(), "What did Norland leave out?", ())]
    assert grown[0] is None
    assert [part.claims for part in grown[1:] if isinstance(part, Answer)] == [(OMITTED,), (OMITTED, DOUBLED)]


def test_a_refusal_arrives_whole() -> None:
    outcomes = [conversation[0].outcome for conversation in asked(Newsroom(), "Who pays?", ())]
    assert isinstance(outcomes[-1], Refusal)
    assert len(outcomes) == 2


def test_a_follow_up_takes_the_earlier_exchanges_along() -> None:
    room = Newsroom()
    last(room, "And what did it deny?", last(room, "What did Norland leave out?"))
    assert room.heard[1][1] == (("What did Norland leave out?", f"{OMITTED.text} {DOUBLED.text}"),)


def test_a_problem_is_told_in_the_chat_and_is_no_history() -> None:
    room = Newsroom()
    conversation = last(room, "why " * 1000)
    assert conversation[0].outcome == "The question has more than 2,000 characters; ask a shorter one."
    assert "ask a shorter one" in messages(conversation, room.article)[1]["content"]
    assert history(conversation) == ()


def test_a_waiting_question_has_no_message_of_the_assistant_yet() -> None:
    assert [m["role"] for m in messages((Turn("Who?"),), Newsroom().article)] == ["user"]


def test_messages_are_one_line_each_so_that_no_text_is_read_as_markdown() -> None:
    turn = Turn("one\n\n![look](http://outside.test/a.png)\n<b>two</b>")
    (message,) = messages((turn,), Newsroom().article)
    assert "\n" not in message["content"]
    assert message["content"].startswith("<div class='asked'>one<br><br>![look]")
    assert "&lt;b&gt;two" in message["content"]
