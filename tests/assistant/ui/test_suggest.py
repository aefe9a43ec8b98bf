from assistant.ui.chat import Turn, asked
from assistant.ui.suggest import FIRST, NEXT, Suggestions, listed
from index.statement import Statement
from tests.assistant.ui.newsroom import SAID, Newsroom


class Asked(Newsroom):
    """Remembers which suggestions were tried."""

    def answers(self, question: str, /) -> bool:
        self.heard.append((question, ()))
        return super().answers(question)


def test_first_questions_ask_for_omissions_differences_and_people_in_turn() -> None:
    assert Suggestions(Newsroom()).first() == (
        "What did the Norland Ministry leave out?",
        "Where do the Sudria Ministry and the Norland Ministry differ?",
        "What did the Sudria Ministry say?",
        "What did Ada Brisk say?",
    )


def test_what_the_articles_do_not_answer_is_never_suggested() -> None:
    room = Newsroom()
    conversation = list(asked(room, "What did it deny?", ()))[-1]
    every = (*Suggestions(room).first(), *Suggestions(room).after(conversation))
    assert every
    assert not any("Reed" in question for question in every)


def test_a_question_is_tried_once_and_no_more_than_a_few_at_a_time() -> None:
    room = Asked()
    suggestions = Suggestions(room)
    suggestions.first()
    tried = len(room.heard)
    suggestions.first()
    assert 0 < tried == len(room.heard) <= 8


def test_what_was_asked_already_is_not_suggested_again() -> None:
    room = Newsroom()
    before = (Turn("what did ada brisk say", room.ask("Who pays?"), True),)
    assert "What did Ada Brisk say?" not in Suggestions(room).after(before)
    assert len(Suggestions(room).after(before)) <= NEXT


def test_after_a_refusal_those_who_speak_near_it_come_first() -> None:
    room = Newsroom()
    conversation = list(asked(room, "Who pays?", ()))[-1]
    assert Suggestions(room).after(conversation)[0] == "What did the Sudria Ministry say?"


def test_where_the_cited_articles_lead_to_nothing_the_whole_collection_does() -> None:
    room = Newsroom()
    conversation = list(asked(room, "And what did it deny?", ()))[-1]
    assert len(Suggestions(room).after(conversation)) == NEXT


def test_nobody_is_asked_for_by_a_name_that_is_none() -> None:
    class Crowd(Newsroom):
        def statements(self, *args: object, **rest: object) -> tuple[Statement, ...]:
            from dataclasses import replace

            names = ("some analysts", "Reports", "Ann and Bob", "Ada Brisk\u202e", "<b>Bold</b> Name", "ministers")
            return tuple(replace(SAID[2], speaker=name) for name in names)

    assert Suggestions(Crowd()).first() == ()


def test_there_are_never_more_than_a_reader_takes_in() -> None:
    assert len(Suggestions(Newsroom()).first()) <= FIRST
    assert Suggestions(Newsroom()).after(()) == ()


def test_no_text_of_a_suggestion_is_markup() -> None:
    assert "<script>" not in listed(["What did <script> say?"], "Next")
    assert listed([], "Next") == ""
