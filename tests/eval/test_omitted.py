from dataclasses import replace

from assistant.compose import joined
from assistant.reply import Answer
from assistant.settings import Settings
from eval import omitted
from eval.collection import collection


def test_every_reported_omission_is_told_none_is_invented_and_events_stay_apart() -> None:
    with collection("readouts") as index:
        assistant = joined(index, Settings())
        told = omitted.told(assistant)
        lost, invented = omitted.sides_told(assistant)
    assert len(told) >= 25
    assert sum(one.asked for one in told) >= 20
    assert [one.question.id for one in told if one.lost or one.invented or one.mixed] == []
    assert (lost, invented) == ([], [])


def test_an_omission_that_is_not_told_and_events_that_are_mixed_are_found() -> None:
    with collection("readouts") as index:
        assistant = joined(index, Settings())
        labels, omits = omitted._labels(assistant), omitted._omissions(assistant)
        question = next(one.question for one in omitted.told(assistant) if one.question.id == "omission-03")
        reply = assistant.ask("What did the US readout omit?")
        assert isinstance(reply, Answer)
        halved = replace(assistant, answer=lambda _: reply.claims[:1])
        found = omitted._told(halved, question, labels, omits)
        assert found.lost
        other = replace(assistant, answer=lambda _: reply.claims)
        assert omitted._told(other, question, labels, omits).mixed
