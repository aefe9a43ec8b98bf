"""The commands of the ledger: `readout who` and `readout compare`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.batch import write
from assistant.options import index_option, json_option, model_options, opened, store_option
from index.problem import Problem

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _options(command: _Command) -> _Command:
    """Add what both commands take."""
    every = (
        index_option,
        store_option,
        click.option("--about", metavar="TOPIC", help="Only what is said on this topic."),
        click.option("--articles", metavar="ID,ID", help="Only these articles, by id, with commas between."),
        json_option,
        click.option("--markdown", "as_markdown", is_flag=True, help="Write Markdown."),
    )
    for option in reversed(every):
        command = option(command)
    return command


@click.command()
@click.argument("speaker", required=False)
@_options
def who(
    speaker: str | None,
    folder: Path,
    store: str | None,
    about: str | None,
    articles: str | None,
    as_json: bool,
    as_markdown: bool,
) -> int:
    """Show who says what: every statement, or those of one SPEAKER.

    A state stands for all who speak for it, each under its own name. With --about the nearest come first.

    \b
      readout who "Zhang Junshe"
      readout who US --about "radar incident"
      readout who --json > ledger.jsonl
    """
    from assistant.sheet import statement_json, statements_markdown, statements_terminal

    _one_of(as_json, as_markdown)
    with opened(folder, store=store) as assistant:
        found = assistant.statements(speaker, about=about, articles=_listed(articles))
        if not found and speaker and not as_json:
            raise Problem(f"The articles hold no statement by {speaker}: `readout who` lists who says something.")
        if as_json:
            for statement in found:
                write(statement_json(statement))
        elif as_markdown:
            click.echo(statements_markdown(found, assistant.article), nl=False)
        else:
            _print(statements_terminal(found, assistant.article))
    return 0


@click.command()
@click.argument("a")
@click.argument("b")
@_options
@model_options
def compare(
    a: str,
    b: str,
    folder: Path,
    store: str | None,
    about: str | None,
    articles: str | None,
    as_json: bool,
    as_markdown: bool,
    **model: Any,
) -> int:
    """Set what two speakers say side by side: where they agree and differ, and what only one of them says.

    Each event has a table of its own. What articles report as left out stands below, apart from what was found
    by comparing. With --model a chat model judges which statements are counterparts and whether they agree; the
    statements stay the articles' own.

    \b
      readout compare US Japan
      readout compare US Japan --model local
      readout compare Norland Sudria --about ferry --markdown
    """
    from assistant.sheet import comparison_json, comparison_markdown, comparison_terminal

    _one_of(as_json, as_markdown)
    with opened(folder, store=store, **model) as assistant:
        found = assistant.compare(a, b, about=about, articles=_listed(articles), judge=assistant.judge)
        if as_json:
            write(comparison_json(found))
        elif as_markdown:
            click.echo(comparison_markdown(found, assistant.article), nl=False)
        else:
            _print(comparison_terminal(found, assistant.article))
    return 0


def _one_of(as_json: bool, as_markdown: bool) -> None:
    if as_json and as_markdown:
        raise click.UsageError("Give --json or --markdown: one of the two.")


def _listed(articles: str | None) -> list[str] | None:
    return None if articles is None else [key.strip() for key in articles.split(",") if key.strip()]


def _print(what: Any) -> None:
    from rich.console import Console

    Console(highlight=False).print(what)
