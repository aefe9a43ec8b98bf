"""Messages that still lack their topic, and the topic: the phrases of the last question."""

import re
from collections.abc import Sequence

from assistant.turn.clause import first_sentence, stem
from assistant.turn.phrase import named_again, phrases
from assistant.turn.word import read


def leans(question: str, *, opened: bool) -> bool:
    """Say whether a question still lacks its topic: no name, and few words or a pronoun left over."""
    told = read(stem(question))
    if "N" in told.tags:
        return False
    held = len(re.findall(r"[nV]", told.tags))
    if len(told.tags) == 1 and not opened:
        return False
    if not re.search(r"[AV]", told.tags) or held <= 1:
        return "p" in told.tags or held <= 2
    # "Who attended?", "What happened next?"
    if re.fullmatch(r"R?Wx?A?x*V[xn]?", told.tags):
        return True
    left = any(
        told.tags[i] == "p" and told.word(i) in {"it", "they", "them", "that", "this", "those", "these"}
        for i in range(len(told.tags))
    )
    # "And what does the union demand?" has a subject of its own; "And how long did it take?" has not.
    own = re.match(r"WA[DPJ]*nV", told.tags) is not None
    return (held <= 4 and opened and not own) or (held <= 3 and left)


def with_topic(question: str, told: Sequence[tuple[str, str]]) -> str:
    """Return a question with the topic of the last one added."""
    topic = topic_of(told, but=question)
    return f"{stem(question)}, regarding {topic}" if topic else question


def topic_of(told: Sequence[tuple[str, str]], *, but: str = "") -> str:
    """Return the phrases of the last question, at most three, or the answer's where it has none.

    What `but` holds already is left out; nothing is returned where that is all of the topic.
    """
    question, answer = told[-1]
    for text in (stem(question), first_sentence(answer)):
        told_in = read(text)
        whole = [phrase for phrase in phrases(told_in) if phrase.kind != "time"]
        own = [p for p in whole if not any(p is not q and q.start <= p.start and p.end <= q.end for q in whole)]
        if own:
            new = [phrase for phrase in own if phrase.head not in but.lower()]
            return " and ".join(named_again(told_in, phrase) for phrase in new[:3])
    return stem(question)
