"""Question sets in the formats that evaluators have already, one file a format."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from eval.importers.imported import Imported, Misfit
from eval.into import write_set
from index.problem import Problem

FORMATS = ("squad", "beir", "trec", "multihop", "clapnq", "mtrag", "csv")


def import_from(format: str, path: Path, into: Path) -> str:  # noqa: A002 - the word of the command line
    """Write articles.jsonl and questions.jsonl into a folder and return a sentence on what was read.

    Raise Problem where the format is unknown or the files do not fit it.
    """
    found = read(format, path)
    write_set(into, found.articles, found.questions)
    open_ended = sum(not question.answerable for question in found.questions)
    told = f"{len(found.articles)} articles and {len(found.questions)} questions ({open_ended} unanswerable): {into}"
    return "\n".join([told, *found.notes])


def read(format: str, path: Path) -> Imported:  # noqa: A002 - the word of the command line
    """Return the articles and questions of a set; raise Problem where it does not fit the format."""
    if format not in FORMATS:
        raise Problem(f"There is no importer for {format!r}: there are {', '.join(FORMATS)}.")
    if not path.exists():
        raise Problem(f"{path} is not there: check the path.")
    reader: Callable[[Path], Imported] = import_module(f"eval.importers.{format}").read
    try:
        found = reader(path)
    except Misfit as misfit:
        raise Problem(f"{misfit.place} does not fit the format {format}: {misfit.reason}.") from misfit
    except UnicodeDecodeError as error:
        raise Problem(f"{path} does not fit the format {format}: it is not text in UTF-8.") from error
    except OSError as error:
        raise Problem(f"{error.filename or path} cannot be read ({error.strerror}): check the path.") from error
    if not found.questions:
        raise Problem(f"{path} does not fit the format {format}: it holds no question.")
    return found
