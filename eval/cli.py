"""The command line of the evaluation: `readout eval …`, also `python -m eval …`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eval.figures import Scores

_PATH = click.Path(path_type=Path)


@click.group(name="eval")
def app() -> None:
    """Measure answers: ask question sets, compare runs, see why an answer is bad.

    \b
      readout eval run eval/sets/readouts.jsonl --out runs/now
      readout eval report runs/now
      readout eval compare runs/before runs/now
      readout eval gate runs/now --baseline runs/before --rules rules.yaml
    """


@app.command()
@click.argument("questions", type=_PATH, metavar="SET")
@click.option(
    "--index",
    "folder",
    type=_PATH,
    default=Path(".readout"),
    show_default=True,
    metavar="DIR",
    help="The index to ask.",
)
@click.option("--out", type=_PATH, required=True, metavar="RUNDIR", help="Where the run goes; goes on where one is.")
@click.option("--model", metavar="NAME", help="The chat model that answers, as in `readout ask`.")
@click.option("--setting", "settings", multiple=True, metavar="NAME=VALUE", help="A setting other than the default.")
@click.option("--repeat", "repeats", type=click.IntRange(min=1), default=1, show_default=True, help="Ask so often.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Ask so many at a time.")
def run(
    questions: Path, folder: Path, out: Path, model: str | None, settings: tuple[str, ...], repeats: int, workers: int
) -> None:
    """Ask a question set and keep every reply.

    SET is JSON lines or YAML (the head of eval/question_set.py shows a line). Killed and called again, the command
    goes on where it was. A question that fails is kept with its error, and counts as wrong. With --repeat the
    report names the questions whose replies differ.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant.compose import open_assistant
    from eval.about import About, settings_of
    from eval.question_set import read
    from eval.run import run as ask_all

    asked, chosen = read(questions), settings_of(folder, settings, model)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with open_assistant(folder, settings=chosen) as assistant, progress:
        task = progress.add_task("Asking", total=None)
        done = ask_all(
            asked, assistant, out, About(questions.name, chosen, model), repeats=repeats, workers=workers,
            progress=lambda now, wanted: progress.update(task, completed=now, total=wanted),
        )  # fmt: skip
    before = done.records - done.asked
    print(f"{done.asked} asked" + (f", {before} known before" if before else "") + f", {done.failed} failed: {out}")


@app.command()
@click.argument("folder", type=_PATH, metavar="RUN")
@click.option(
    "--out", "files", type=_PATH, multiple=True, metavar="FILE", help="Write .html, .md, .csv, .xml (JUnit) or .json."
)
@click.option("--prices", type=_PATH, metavar="FILE", help="Another table of prices than eval/metrics/prices.json.")
def report(folder: Path, files: tuple[Path, ...], prices: Path | None) -> None:
    """Write what a run came to, by default as the page RUN/report.html.

    The page needs no network: figures with intervals, by type and by tag, and every question with its evidence,
    the cited words marked, and the stage that failed.
    """
    from eval.report import write

    scores = _scores(folder, prices)
    for file in files or (folder / "report.html",):
        write(scores, file)
        print(file)


@app.command()
@click.argument("a", type=_PATH, metavar="RUN_A")
@click.argument("b", type=_PATH, metavar="RUN_B")
@click.option(
    "--metric", "names", multiple=True, metavar="NAME", help="Compare by these; else by the headline figures."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def compare(a: Path, b: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Say which of two runs is better, and how sure that is.

    Effects are B less A, on the questions that both asked, with paired bootstrap intervals; p values are those
    of a paired randomisation test, corrected for the number of metrics (Holm).
    """
    from eval.compare import compare as compared
    from eval.report.comparison import as_rows, markdown

    found = compared(_scores(a), _scores(b), names=names)
    print(json.dumps(as_rows(found), indent=1, ensure_ascii=False) if as_json else markdown(found))


@app.command()
@click.argument("folder", type=_PATH, metavar="RUN")
@click.option("--rules", type=_PATH, required=True, metavar="FILE", help="The rules, YAML or JSON: see eval/gate.py.")
@click.option("--baseline", type=_PATH, metavar="RUN0", help="The run to compare with.")
def gate(folder: Path, rules: Path, baseline: Path | None) -> int:
    """Check a run against rules; exit with 1 where one is broken."""
    from eval.gate import judge, rules_of

    findings = judge(_scores(folder), rules_of(rules), _scores(baseline) if baseline else None)
    for finding in findings:
        print(f"{'FAILED' if finding.failed else 'ok' if ' must ' in finding.sentence else 'note'}: {finding.sentence}")
    return int(any(finding.failed for finding in findings))


@app.command()
@click.argument("folder", type=_PATH, metavar="RUN")
@click.option("--url", required=True, help="An OpenAI-compatible server, as http://127.0.0.1:8080/v1.")
@click.option("--judge", "model", required=True, metavar="NAME", help="The model that judges.")
@click.option("--key", envvar="READOUT_JUDGE_KEY", help="The server's key; better in READOUT_JUDGE_KEY.")
@click.option("--labels", type=_PATH, metavar="FILE", help="Grades by people, to tell the judge's agreement with them.")
def judge(folder: Path, url: str, model: str, key: str | None, labels: Path | None) -> None:
    """Let a model grade a run: support of each claim, correctness and completeness of each answer.

    The grades are kept in the run, with the model's name and the prompt's digest, and reports say which figures
    a model gave. A line of FILE is {"id", "metric", "claim", "grade": "full" | "partial" | "none"}.
    """
    from eval.judge import chat, labelled, told

    print(told(labelled(folder, model, chat(url, model, key), labels)))


@app.command(name="import")
@click.argument("format", metavar="FORMAT")
@click.argument("path", type=_PATH)
@click.option("--into", type=_PATH, required=True, metavar="DIR", help="Where articles.jsonl and questions.jsonl go.")
def import_set(format: str, path: Path, into: Path) -> None:  # noqa: A002 - the argument's name for a reader
    """Make a collection and a question set from a set in another format.

    FORMAT is squad, beir, trec, multihop, clapnq, mtrag or csv; the head of eval/importers/FORMAT.py says what is
    read. What does not fit is refused with what is wrong.
    """
    from eval.importers import import_from

    print(import_from(format, path, into))


@app.command()
@click.argument("source", type=_PATH, metavar="FROM")
@click.option("--to", "target", type=_PATH, required=True, metavar="SET", help="The question set to add to.")
@click.option(
    "--id", "ids", multiple=True, metavar="ID", help="Of a run, the questions to add; else those that failed."
)
def add(source: Path, target: Path, ids: tuple[str, ...]) -> None:
    """Add questions to a set: from a run, or from the thumbs of a chat window (see eval/make/feedback.py)."""
    from eval.make.feedback import add as added

    print(added(source, target, ids))


@app.command()
@click.argument("kind", type=click.Choice(["omissions", "quotes", "unanswerable"]))
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="PATH…")
@click.option("--into", type=_PATH, required=True, metavar="DIR", help="Where articles.jsonl and questions.jsonl go.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed makes the same set.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many questions.")
@click.option("--questions", "known", type=_PATH, metavar="SET", help="For unanswerable: a set about the articles.")
def make(kind: str, paths: tuple[Path, ...], into: Path, seed: int, limit: int, known: Path | None) -> None:
    """Make a question set from articles, without a model; what is right is known by construction.

    \b
    omissions     a copy of an article without some statements: what does it leave out?
    quotes        quotations as printed, with a word changed, stitched, given to another speaker, invented
    unanswerable  questions whose article is held out
    """
    from eval.make import make as made

    print(made(kind, paths, into, seed=seed, limit=limit, known=known))


def _scores(folder: Path, prices: Path | None = None) -> "Scores":
    from eval.figures import scored
    from eval.metrics.cost import read
    from eval.record import open_run

    return scored(open_run(folder), read(prices) if prices else None)


def main() -> None:
    """Run `python -m eval` as the command line of the assistant runs its own commands."""
    from assistant.cli import main as start

    sys.argv[1:1] = ["eval"]
    start()
