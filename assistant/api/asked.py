"""What programs ask: a JSON object, read strictly, or refused in a sentence that says what to send."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.options import filters
from index.filter import Filters
from index.problem import Problem

MOST_HITS = 100
# No name, id or day is longer, and nobody narrows to more of them.
_Name = Annotated[str, Field(max_length=500)]
_Names = Annotated[list[_Name], Field(max_length=500)]
_History = Annotated[list[tuple[str, str]], Field(max_length=200)]


class Sent(BaseModel):
    """An object with the keys that are known and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Narrowed(Sent):
    articles: _Names = []
    sources: _Names = []
    since: _Name | None = Field(None, alias="from")
    until: _Name | None = Field(None, alias="to")
    speaker: _Name | None = None

    def filters(self) -> Filters:
        """Return what the search is narrowed to; raise Problem where a day is none."""
        return filters(self.articles, self.sources, self.since, self.until, self.speaker)


class Asking(_Narrowed):
    """A question for a reply."""

    question: str
    history: _History = []


class Searching(_Narrowed):
    """A question for the passages that it finds."""

    question: str
    history: _History = []
    limit: int = Field(10, ge=1, le=MOST_HITS)


class Naming(Sent):
    """Whose statements are wanted: of everybody where nobody is named."""

    speaker: _Name | None = None
    about: _Name | None = None
    articles: _Names | None = None


class Comparing(Sent):
    """Two speakers."""

    a: _Name
    b: _Name
    about: _Name | None = None
    articles: _Names | None = None


_Sent = TypeVar("_Sent", bound=Sent)


def read(kind: type[_Sent], body: bytes) -> _Sent:
    """Return what the body asks; raise Problem where it asks nothing of this kind.

    >>> read(Asking, b'{"question": "Who?"}').question
    'Who?'
    >>> read(Asking, b'{"query": "Who?"}')
    Traceback (most recent call last):
    index.problem.Problem: The request has no "question".
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        # What is missing is told before what is there too much: most often it is the same, misspelt.
        errors = sorted(error.errors(include_url=False), key=lambda one: one["type"] != "missing")
        raise Problem(_sentence(kind, errors[0])) from error


def _sentence(kind: type[Sent], error: Any) -> str:
    place = ".".join(str(step) for step in error["loc"])
    match error["type"]:
        case "json_invalid":
            return 'The request is not JSON: send an object, such as {"question": "Who spoke?"}.'
        case "missing" if len(error["loc"]) == 1:
            return f'The request has no "{place}".'
        case "extra_forbidden":
            known = ", ".join(f'"{field.alias or name}"' for name, field in kind.model_fields.items())
            return f'The request has a key "{place[:100]}" that is not known: there are {known}.'
    if error["loc"][:1] == ("history",):
        return 'The history must be a list of pairs, at most 200: [["question", "answer"], …].'
    what = f'The request\'s "{place[:100]}"' if place else "The request"
    return f"{what} is not as it must be: {error['msg'][0].lower()}{error['msg'][1:]}."
