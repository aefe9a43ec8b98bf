"""What programs are answered: the contract's JSON objects, from an assistant."""

from importlib.metadata import version
from typing import Any

from assistant.api.asked import Asking, Comparing, Naming, Searching
from assistant.ask import Assistant, exchanges, question_of
from assistant.listing import to_json as hits_json
from assistant.reply import to_json
from assistant.settings import QUOTES
from assistant.sheet import comparison_json, statement_json
from index.article import Article

Told = dict[str, Any]


def ask(assistant: Assistant, asked: Asking) -> Told:
    """Return the reply to a question; raise Problem where it cannot be asked."""
    return to_json(assistant.ask(asked.question, asked.history, filters=asked.filters()))


def search(assistant: Assistant, asked: Searching) -> Told:
    """Return the passages that a question finds; raise Problem where it cannot be asked."""
    standalone = assistant.standalone(question_of(asked.question), exchanges(asked.history)).question
    return hits_json(asked.question, standalone, assistant.narrowed(asked.filters()).find(standalone, asked.limit))


def who(assistant: Assistant, asked: Naming) -> Told:
    """Return who says what: {"statements": […]}."""
    found = assistant.statements(asked.speaker, about=asked.about, articles=asked.articles)
    return {"statements": [statement_json(statement) for statement in found]}


def compare(assistant: Assistant, asked: Comparing) -> Told:
    """Return two speakers side by side; raise Problem where neither says anything."""
    return comparison_json(assistant.compare(asked.a, asked.b, about=asked.about, articles=asked.articles))


def articles(assistant: Assistant) -> Told:
    """Return the collection: {"articles": [{"id", "title", "source", "author", "published", "url", "paragraphs"}]},
    of whose paragraphs only the number is told.
    """
    return {"articles": [_facts(one) | {"paragraphs": len(one.paragraphs)} for one in assistant.articles()]}


def article(assistant: Assistant, key: str) -> Told:
    """Return an article with its paragraphs, as the contract's line of JSON has it; raise KeyError where none is."""
    found = assistant.article(key)
    return _facts(found) | {"paragraphs": [paragraph.text for paragraph in found.paragraphs]}


def health(assistant: Assistant) -> Told:
    """Return that the articles can be read, how many there are, and what writes the answers."""
    # An address of a server inside a network is nobody else's business.
    model = "server" if "://" in assistant.writer else assistant.writer
    return {
        "status": "ok",
        "version": version("readout"),
        "articles": assistant.count(),
        "model": model or QUOTES,
    }


def _facts(found: Article) -> Told:
    return {name: getattr(found, name) for name in ("id", "title", "source", "author", "published", "url")}
