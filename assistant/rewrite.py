"""A follow-up → a question that stands alone, by a chat model; its words are checked before they are used."""

import re
from collections.abc import Callable

from assistant.followup import Standalone
from assistant.model import Write
from assistant.question import names, stems
from assistant.reply import History
from prompts import Prompts, fill

# So many exchanges are shown to the model, each answer cut to so many characters.
_EXCHANGES = 4
_ANSWER = 600
_LONGEST = 300
# So few words ("And him?") may all be replaced.
_FEW = 4

Resolve = Callable[[str, History], Standalone]


def by_model(write: Write, prompts: Prompts, rules: Resolve) -> Resolve:
    """Return what makes a message stand alone with a model; the rules decide where its question is not sound."""

    def resolve(message: str, history: History) -> Standalone:
        ruled = rules(message, history)
        if not history:
            return ruled
        told = "\n".join(f"Reader: {q}\nAnswer: {a[:_ANSWER]}" for q, a in history[-_EXCHANGES:])
        question = _line("".join(write(fill(prompts["standalone"], history=told, message=message))))
        return Standalone(question, ruled.spoken) if is_sound(question, message, history) else ruled

    return resolve


def _line(said: str) -> str:
    text = re.sub(r"<think>.*?(?:</think>|\Z)", "", said, flags=re.DOTALL).strip()
    return text.strip('"“”').strip()


def is_sound(question: str, message: str, history: History) -> bool:
    """Say whether a model's question is one line, holds no name or number of its own, and asks what the message asks.

    >>> is_sound("When did Koizumi meet Trump?", "When did he meet him?", (("Who is Koizumi?", "A minister."),))
    False
    """
    if not question or "\n" in question or len(question) > _LONGEST or not re.search(r"\w", question):
        return False
    known = " ".join([message, *(text for exchange in history for text in exchange)])
    words = set(re.findall(r"\w+", known.lower()))
    own = {word for name in names(f"x {question}") for word in re.findall(r"\w+", name.lower())}
    numbers = set(re.findall(r"\d[\d.,]*", question))
    asked = set(stems(message)) & set(stems(question))
    return own <= words and all(number in known for number in numbers) and bool(asked or len(message.split()) < _FEW)
