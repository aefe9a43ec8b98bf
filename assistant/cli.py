"""The command line: `readout index | ask | search | who | compare | chat`; package eval declares `readout eval`."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.batch import answer_all, lines_of, write
from assistant.keeping import doctor, export, import_, verify
from assistant.ledger_cli import compare, who
from assistant.options import (
    backend_option,
    batch_option,
    index_option,
    json_option,
    model_options,
    narrowing_options,
    part_option,
    store_option,
)
from assistant.options import filters as filters_of
from assistant.serving import mcp, serve
from assistant.storing import store
from index.problem import Problem

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assistant.ask import Assistant
    from assistant.batch import Record, Refuse
    from assistant.reply import History
    from assistant.settings import Settings
    from index.filter import Filters

INTERRUPTED = 130
DECLARED = "readout.commands"
"""The group of entry points in which other packages declare commands of `readout`."""
# All that is needed lies on the disk, and nothing about a reader leaves the machine.
_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
}


def main() -> None:
    """Run the command line as a process of its own."""
    import warnings

    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        # A terminal without curly quotes shows question marks rather than a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code; problems are told on stderr, in a sentence each."""
    try:
        return app.main(list(arguments), prog_name="readout", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Problem as problem:
        _tell(str(problem))
    except (OSError, sqlite3.Error) as error:
        what = getattr(error, "filename", None)
        _tell(f"{what or 'The index'} cannot be used ({error}): see to permissions and to space on the disk.")
    return 1


class _Commands(click.Group):
    """The commands below, and those that packages above this one declare in pyproject: it must not import them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *entry_points(group=DECLARED).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        known = super().get_command(ctx, cmd_name)
        if known is not None or cmd_name not in entry_points(group=DECLARED).names:
            return known
        command: click.Command = entry_points(group=DECLARED)[cmd_name].load()
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="readout", message="readout %(version)s")
def app() -> None:
    """Answer questions about news articles, and show the paragraph behind every sentence.

    \b
      readout index articles/
      readout ask "What did the US readout omit?"
      readout chat

    Exit codes: 0 done (a refusal is done), 1 a problem, told in one sentence on stderr, 2 wrong usage.
    """


@app.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@index_option
@click.option("--remove", "unwanted", multiple=True, metavar="ID", help="Forget the article with this id.")
@click.option("--watch", is_flag=True, help="Go on: index what changes in the folders, until Ctrl-C.")
@click.option("--follow", is_flag=True, help="Let web addresses lead on to others.")
@click.option("--private", is_flag=True, help="Let web addresses be inside a network.")
@store_option
@part_option
@backend_option
def index(
    paths: tuple[str, ...],
    folder: Path,
    unwanted: tuple[str, ...],
    watch: bool,
    follow: bool,
    private: bool,
    **shared: Any,
) -> int:
    """Read articles from files, folders and web addresses into an index.

    Plain text, Markdown, web pages, PDF, Word (.docx), OpenDocument (.odt), RTF, EPUB, RSS and Atom feeds, CSV, ZIP
    archives of these, and JSON lines: one object a line with "id", and "paragraphs" or "body"; "title", "source",
    "published" and "url" where known. A file that cannot be read is told on
    stderr with its line, and the rest is indexed; the exit code is then 1.

    An article is known by its id: its "id" in JSON lines, the file's name without the suffix otherwise (with
    its folders, where two files of one call share the name), a web address without its scheme. Indexing again skips
    what is unchanged; an
    article whose id the index holds already is taken for its new version and replaces it, also when it comes
    from another folder. What is no longer in the folder stays until it is removed.

    With --store the vectors of a new index are kept by `readout store`, and several may index at the same time.

    Where OpenVINO or a graphics card is there, the first large collection measures once what is quickest.

    \b
      readout index articles/ statements.jsonl report.pdf
      readout index https://example.org/news/story
      readout index --watch inbox/
      readout index --remove statement-us
    """
    if not paths and not unwanted:
        raise click.UsageError("Name a PATH to index, or an ID to --remove.")
    from assistant.shelve import Sharing, shelve
    from assistant.shelve import follow as follow_folders
    from index.load import Fetching

    sharing = Sharing(**shared)
    done = shelve(paths, unwanted, folder, tell=_tell, fetching=Fetching(follow, private), sharing=sharing)
    return follow_folders(paths, folder, tell=_tell, sharing=sharing) if watch else done


@app.command()
@click.argument("question", required=False)
@index_option
@json_option
@batch_option
@store_option
@backend_option
@narrowing_options
@model_options
def ask(question: str | None, folder: Path, as_json: bool, batch: str | None, **more: Any) -> int:
    """Answer a question from the articles, with the paragraphs the answer stands on.

    With --batch, each line of FILE is {"id", "question", "history": [["question", "answer"], …]}, and each
    reply is one line of JSON, in the same order, with the id of its question. A question that cannot be asked
    (empty, too long) gets a refusal that says why. So does a line that is broken (no JSON, no question); the
    rest is answered, and the exit code is 1. Both are told on stderr too. Blank lines are passed over.

    With --model a chat model writes the answer, and each of its sentences is checked against the paragraphs
    before it is shown, while the model goes on writing. Keys are read from the environment (OPENAI_API_KEY and
    the like; READOUT_API_KEY for --model-url).

    \b
      readout ask "What did the US readout omit?"
      readout ask "What did Koizumi say?" --model ollama:qwen3:8b
      readout ask "What did Koizumi say?" --source "Global Times" --from 2026-01
      readout ask --batch questions.jsonl --json > replies.jsonl
    """
    from assistant.render import as_it_grows
    from assistant.reply import Refusal, to_json

    filters, model = _narrowing(more)

    def respond(assistant: "Assistant", question: str, history: "History") -> "Record":
        return to_json(assistant.ask(question, history, filters=filters))

    def shown(assistant: "Assistant", question: str) -> "Iterable[RenderableType]":
        return as_it_grows(assistant.narrowed(filters).stream(question), assistant.article)

    def refuse(question: str, reason: str) -> "Record":
        return to_json(Refusal(question, question, (), reason))

    chosen = _settings(folder, model)
    return _answered(question, batch, chosen, as_json, shown=shown, respond=respond, refuse=refuse)


@app.command()
@click.argument("question", required=False)
@index_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, metavar="K", help="At most so many."
)
@json_option
@batch_option
@store_option
@backend_option
@narrowing_options
def search(question: str | None, folder: Path, limit: int, as_json: bool, batch: str | None, **more: Any) -> int:
    """Show the passages that a question finds, best first, without an answer.

    With --batch as in `readout ask`; where a question cannot be searched for, its hits are empty and stderr
    says why.

    \b
      readout search "joint patrols" --limit 3
      readout search --batch questions.jsonl --json > hits.jsonl
    """
    from assistant.ask import exchanges, question_of
    from assistant.listing import listing, to_json

    filters, rest = _narrowing(more)

    def respond(assistant: "Assistant", question: str, history: "History") -> "Record":
        standalone = assistant.standalone(question_of(question), exchanges(history)).question
        return to_json(question, standalone, assistant.narrowed(filters).find(standalone, limit))

    def shown(assistant: "Assistant", question: str) -> "Iterable[RenderableType]":
        return [listing(assistant.search(question, limit=limit, filters=filters), assistant.article)]

    def refuse(question: str, reason: str) -> "Record":
        return to_json(question, question, ())

    return _answered(question, batch, _settings(folder, rest), as_json, shown=shown, respond=respond, refuse=refuse)


@app.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else the first free one from 7860.")
@click.option("--browser/--no-browser", default=True, help="Open a browser on it, or do not.")
@click.option("--auth", metavar="USER:PASSWORD", help="Ask for this name and password; seen by who lists processes.")
@click.option("--auth-file", type=click.Path(path_type=Path), metavar="FILE", help="The same, a line of a file each.")
@click.option(
    "--feedback", type=click.Path(path_type=Path), metavar="FILE", help="Where thumbs go; else DIR/feedback.jsonl."
)
@click.option(
    "--links", type=click.IntRange(min=0), default=90, show_default=True, metavar="DAYS",
    help="For so long a link to a conversation opens; 0: none is offered.",
)  # fmt: skip
@store_option
@backend_option
@model_options
def chat(
    folder: Path,
    host: str,
    port: int | None,
    browser: bool,
    auth: str | None,
    auth_file: Path | None,
    feedback: Path | None,
    links: int,
    **model: Any,
) -> None:
    """Open the chat window on the articles of an index.

    It listens on this machine alone unless --host says otherwise; then ask for a password.

    What readers think of replies is a line of JSON each, for `readout eval add`. Conversations are kept in
    DIR/conversations: for a week, so that a page can be loaded again, and for --links days where a reader made a link.

    \b
      readout chat
      readout chat --port 8080 --no-browser
      readout chat --host 0.0.0.0 --auth-file readers.txt
    """
    from assistant.readers import readers

    known = readers(auth, auth_file)
    with _opened(_settings(folder, model)) as assistant:
        from assistant.api.app import doors
        from assistant.ui.keep import beside
        from assistant.ui.window import launch

        kept = beside(folder, feedback=feedback, days=links)
        for_programs = doors(assistant, known)
        launch(assistant, host=host, port=port, open_browser=browser, auth=known, places=kept, doors=for_programs)


app.add_command(who)
app.add_command(compare)
app.add_command(doctor)
app.add_command(export)
app.add_command(import_)
app.add_command(verify)
app.add_command(store)
app.add_command(serve)
app.add_command(mcp)


def _answered(
    question: str | None,
    batch: str | None,
    chosen: "Settings",
    as_json: bool,
    *,
    shown: "Callable[[Assistant, str], Iterable[RenderableType]]",
    respond: "Callable[[Assistant, str, History], Record]",
    refuse: "Refuse",
) -> int:
    """Write what one question or many come to, and return the exit code."""
    if (question is None) == (batch is None):
        raise click.UsageError("Give a QUESTION, or --batch FILE with questions: one of the two.")
    if batch is not None:
        with lines_of(batch) as lines, _opened(chosen) as assistant:
            return answer_all(lines, batch, partial(respond, assistant), refuse, tell=_tell)
    with _opened(chosen) as assistant:
        if as_json:
            write(respond(assistant, question or "", ()))
        else:
            from rich.console import Console

            console = Console(highlight=False)
            for part in shown(assistant, question or ""):
                console.print(part)
    return 0


def _narrowing(options: Mapping[str, Any]) -> tuple["Filters", dict[str, Any]]:
    """Part the options of a command into filters and the rest."""
    rest = dict(options)
    names = ("articles", "sources", "since", "until", "speaker")
    return filters_of(**{name: rest.pop(name) for name in names}), rest


def _settings(folder: Path, model: Mapping[str, Any] | None = None) -> "Settings":
    from assistant.settings import Settings

    return Settings(index=folder, **(model or {}))


def _opened(chosen: "Settings") -> "Assistant":
    from assistant.compose import open_assistant

    return open_assistant(settings=chosen)


def _tell(sentence: str) -> None:
    from assistant.naming import visible

    print(f"readout: {visible(sentence)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
