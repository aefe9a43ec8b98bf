"""The options that several commands of the command line take."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from index.backend import BACKENDS
from index.problem import Problem

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.filter import Filters

_Command = TypeVar("_Command", bound=Callable[..., Any])

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(".readout"),
    show_default=True,
    metavar="DIR",
    help="The folder that holds the index.",
)
_MODEL_OPTIONS = (
    click.option(
        "--model",
        default="quotes",
        show_default=True,
        metavar="NAME",
        help="What writes the answers: quotes (the articles' own sentences), local, or PROVIDER:MODEL.",
    ),
    click.option("--model-url", metavar="URL", help="An OpenAI-compatible server (vLLM, llama.cpp, LM Studio)."),
    click.option(
        "--prompts", type=click.Path(path_type=Path), metavar="DIR", help="A folder with prompts of your own."
    ),
    click.option("--verifier", metavar="NAME", help="A second opinion on each sentence: model, or a cross-encoder."),
)


def model_options(command: _Command) -> _Command:
    """Add the options that choose a chat model."""
    for option in reversed(_MODEL_OPTIONS):
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, one object on one line.")
batch_option = click.option(
    "--batch", type=click.Path(allow_dash=True), metavar="FILE", help="Take many questions (- is stdin)."
)


store_option = click.option("--store", metavar="URL", help="The server that keeps the vectors: see `readout store`.")
backend_option = click.option(
    "--backend",
    type=click.Choice(BACKENDS),
    default="auto",
    show_default=True,
    help="What runs the embedding model; auto is the quickest that was found on this machine.",
)
part_option = click.option(
    "--part", metavar="K/N", callback=lambda _, __, text: part(text), help="Index only the K-th of N parts of the list."
)


def part(text: str | None) -> tuple[int, int] | None:
    """Return which part of how many a text like 2/3 names, None where there is no text."""
    if text is None:
        return None
    which, _, of = text.partition("/")
    if not (which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise click.BadParameter(f"{text!r} is no part: write 1/3, 2/3 or 3/3.")
    return int(which), int(of)


def opened(folder: Path, **chosen: Any) -> "Assistant":
    """Open the index in a folder with what the options chose, by the names of the settings."""
    from assistant.compose import open_assistant
    from assistant.settings import Settings

    return open_assistant(settings=Settings(index=folder, **chosen))


def narrowing_options(command: _Command) -> _Command:
    """Add the options that narrow a search to a command, which takes them by name."""
    every = (
        click.option("--article", "articles", multiple=True, metavar="ID", help="Only this article; may be repeated."),
        click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this publication; the same."),
        click.option("--from", "since", metavar="DAY", help="Only what was published on this day or later."),
        click.option("--to", "until", metavar="DAY", help="Only what was published on this day or before."),
        click.option("--speaker", metavar="NAME", help="Only paragraphs in which this speaker says something."),
    )
    for option in reversed(every):
        command = option(command)
    return command


def filters(
    articles: Sequence[str] = (),
    sources: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    speaker: str | None = None,
) -> "Filters":
    """Return what the options say; raise Problem where a day is none or they leave no day."""
    from assistant.narrowing import whole_day
    from index.filter import Filters

    chosen = Filters(
        articles=tuple(articles),
        sources=tuple(sources),
        since=whole_day(since, last=False) if since else None,
        until=whole_day(until, last=True) if until else None,
        speaker=speaker,
    )
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise Problem(f"No day lies between {chosen.since} and {chosen.until}: exchange them.")
    return chosen
