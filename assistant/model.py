"""Settings → chat model: the only file that builds one, and the door through which all text of a model comes.

Keys are read from the environment by the vendor's own client and never kept, shown or written by Readout.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.settings import LOCAL, QUOTES, Settings
from index.problem import Problem
from prompts import Filled

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Write = Callable[[Filled], Iterator[str]]
"""A filled prompt → the model's text, piece by piece as it comes."""

# Seconds without an answer, and how often a request that met a passing error is tried.
TIMEOUT = 120.0
TRIES = 3
# What an answer may be long at most, in tokens of the model and in characters: some models never end.
TOKENS = 600
LONGEST = 6000
KEY = "READOUT_API_KEY"
"""The variable with the key of a server given by its address; other servers' keys are not sent there."""
_PASSING = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
# LangChain's word for a model that ended before it began.
_NOTHING = "No generation chunks"
_TOO_LONG = re.compile(r"context|too long|maximum.{0,20}(?:length|tokens)|exceed", re.IGNORECASE)


class TooLong(Problem):
    """The prompt does not fit the model's context."""


def chat_model(settings: Settings) -> "BaseChatModel | None":
    """Return the chat model of the settings, or None for the answer from quotes.

    Raise Problem where the name is unknown, a package or a key is missing, or the server has no model.
    """
    if settings.model == LOCAL:
        from assistant.local import LocalChat

        return LocalChat.load()
    if settings.model_url:
        return _served(settings.model, settings.model_url)
    return None if settings.model == QUOTES else _named(settings.model)


def _named(name: str) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, temperature=0, timeout=TIMEOUT, max_retries=0, max_tokens=TOKENS)
    except ImportError as error:
        package = re.search(r"langchain[-_][\w-]+", str(error))
        needed = package[0] if package else "its LangChain package"
        raise Problem(f"The model {name} needs {needed}: run `pip install {needed}`.") from error
    except Exception as error:
        raise Problem(_why_not_built(name, error)) from error
    return model


def _why_not_built(name: str, error: Exception) -> str:
    variable = re.search(r"\b[A-Z][A-Z0-9]*_(?:API_)?(?:KEY|TOKEN)\b", str(error))
    if variable:
        return f"The model {name} needs a key: set {variable[0]} in the environment."
    if "provider" in str(error):
        return f"No provider is known for the model {name}: write it as provider:model, such as ollama:qwen3:8b."
    return f"The model {name} cannot be used ({type(error).__name__}): check its name and its provider's settings."


def _served(name: str, url: str) -> "BaseChatModel":
    """Return the model of an OpenAI-compatible server; the first it serves where none is named."""
    import httpx
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Problem(f"The address {url} is none of a server: write it like http://127.0.0.1:8080/v1.")
    # A server on this machine is not asked through the reader's proxy.
    near = address.hostname in {"localhost", "127.0.0.1", "::1"}
    client = httpx.Client(trust_env=not near, timeout=TIMEOUT)
    key = os.environ.get(KEY) or "none"
    named = name if name != QUOTES else _first_served(client, url, key)
    return ChatOpenAI(
        model=named,
        base_url=url,
        api_key=SecretStr(key),
        temperature=0,
        timeout=TIMEOUT,
        max_retries=0,
        max_completion_tokens=TOKENS,
        http_client=client,
        use_responses_api=False,
    )


def _first_served(client: Any, url: str, key: str) -> str:
    from openai import OpenAI

    try:
        with_models = OpenAI(base_url=url, api_key=key, http_client=client, max_retries=0)
        return next(iter(with_models.models.list())).id
    except StopIteration as error:
        raise Problem(f"The server at {url} serves no model: load one there, or name it with --model.") from error
    except Exception as error:
        raise problem(error, url) from error


def writer(model: "BaseChatModel", name: str) -> Write:
    """Return what writes with a model: text as it streams, passing errors tried again, others told as Problem."""

    def write(prompt: Filled) -> Iterator[str]:
        messages = [("system", prompt.system), ("human", prompt.user)]
        length = 0
        for piece in _begun(model, messages, name):
            yield piece
            length += len(piece)
            if length > LONGEST:
                return

    return write


def _begun(model: "BaseChatModel", messages: Sequence[tuple[str, str]], name: str) -> Iterator[str]:
    """Yield the model's text; what was shown once is not asked for again, so only the beginning is retried."""
    from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

    retrying = Retrying(
        retry=retry_if_exception(passing),
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential_jitter(max=8),
        reraise=True,
    )
    try:
        first, pieces = retrying(_first, model, list(messages))
        yield first
        yield from pieces
    except Problem:
        raise
    except Exception as error:
        raise problem(error, name) from error


def _first(model: "BaseChatModel", messages: list[tuple[str, str]]) -> tuple[str, Iterator[str]]:
    pieces = (text for chunk in model.stream(messages) if (text := str(chunk.text)))
    try:
        first = next(pieces, "")
    except ValueError as error:
        if _NOTHING not in str(error):
            raise
        first = ""
    # Some servers do not stream, and answer whole to whoever asks for a whole answer.
    return first or str(model.invoke(messages).text), pieces


def passing(error: BaseException) -> bool:
    """Say whether a request may succeed when tried again: a limit, a fault of the server, a broken connection."""
    from langchain_core import exceptions as known

    if isinstance(error, known.ContextOverflowError):
        return False
    if isinstance(error, known.ModelRateLimitError | known.ModelAPIError | known.ModelTimeoutError):
        return True
    return _status(error) in _PASSING or _connecting(error)


def problem(error: Exception, name: str) -> Problem:
    """Return what is told about an error of a model: never its own words, which may hold a key or the prompt."""
    from langchain_core import exceptions as known

    status = _status(error)
    if isinstance(error, known.ContextOverflowError) or (status in {400, 413} and _TOO_LONG.search(str(error))):
        return TooLong(f"The paragraphs are too long for the model {name}: choose one with a longer context.")
    if status in {401, 403}:
        return Problem(f"The model {name} refuses the key: check the key in the environment.")
    if status == 404:
        return Problem(f"The model {name} is not known there: check its name, and that it is installed.")
    if status == 429:
        return Problem(f"The model {name} takes no more requests now: try again later, or check its limits.")
    if _connecting(error):
        return Problem(f"The model {name} cannot be reached: see that its server runs and that the address is right.")
    told = f"error {status}" if status else type(error).__name__
    return Problem(f"The model {name} cannot answer ({told}): try again, or choose another with --model.")


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _connecting(error: BaseException) -> bool:
    import httpx
    from langchain_core import exceptions as known

    broken = (known.ModelConnectionError, known.ModelTimeoutError, httpx.TransportError, ConnectionError, TimeoutError)
    # The vendor's own errors are not LangChain's where its client is called directly.
    return isinstance(error, broken) or any(kind.__name__ == "APIConnectionError" for kind in type(error).__mro__)
