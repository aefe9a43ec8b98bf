from assistant.reply import Answer, Refusal
from assistant.ui.chat import STOPPED, Conversation, Turn, asked, history, stopped
from tests.assistant.ui.newsroom import DOUBLED, OMITTED, Newsroom


def last(room: Newsroom, message: str, before: Conversation = ()) -> Conversation:
    return list(asked(room, message, before))[-1]


def test_an_answer_arrives_claim_by_claim_after_the_question() -> None:
    grown = [conversation[0].outcome for conversation in asked(Newsroom(), "What did Norland leave out?", ())]
    assert grown[0] is None
    claims = [part.claims for part in grown[1:] if isinstance(part, Answer)]
    assert claims == [(OMITTED,), (OMITTED, DOUBLED), (OMITTED, DOUBLED)]


def test_only_the_last_of_a_growing_reply_is_done() -> None:
    done = [conversation[0].is_done for conversation in asked(Newsroom(), "What did Norland leave out?", ())]
    assert done == [False, False, False, True]


def test_a_refusal_arrives_whole() -> None:
    outcomes = [conversation[0].outcome for conversation in asked(Newsroom(), "Who pays?", ())]
    assert [type(outcome) for outcome in outcomes] == [type(None), Refusal, Refusal]


def test_a_follow_up_takes_the_earlier_exchanges_along() -> None:
    room = Newsroom()
    last(room, "And what did it deny?", last(room, "What did Norland leave out?"))
    assert room.heard[1][1] == (("What did Norland leave out?", f"{OMITTED.text} {DOUBLED.text}"),)


def test_a_problem_is_told_in_the_chat_and_is_no_history() -> None:
    room = Newsroom()
    conversation = last(room, "why " * 1000)
    assert conversation[0].outcome == "The question has more than 2,000 characters; ask a shorter one."
    assert history(conversation) == ()


def test_a_reply_that_is_stopped_keeps_what_was_there() -> None:
    growing = list(asked(Newsroom(), "What did Norland leave out?", ()))
    waiting, partly, whole = growing[0], growing[1], growing[-1]
    assert stopped(waiting)[0] == Turn("What did Norland leave out?", STOPPED, is_done=True, is_stopped=True)
    assert stopped(partly)[0].outcome == partly[0].outcome
    assert stopped(partly)[0].is_stopped
    assert stopped(whole) == whole
    assert stopped(()) == ()
