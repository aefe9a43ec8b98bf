"""What a run came to, for people and for programs."""

from collections.abc import Callable, Mapping
from pathlib import Path

from eval.figures import Scores
from index.problem import Problem


def write(scores: Scores, path: Path) -> None:
    """Write the report in the form that the file's suffix asks for; raise Problem where there is no such form."""
    from eval.report import files, page

    forms: Mapping[str, Callable[[Scores], str]] = {
        ".html": page.html,
        ".htm": page.html,
        ".md": files.markdown,
        ".csv": files.csv,
        ".xml": files.junit,
        ".json": files.to_json,
    }
    form = forms.get(path.suffix.lower())
    if form is None:
        raise Problem(f"There is no report of the kind {path.suffix or path.name!r}: name a file {', '.join(forms)}.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form(scores), "utf-8", "replace", newline="")
    except OSError as error:
        raise Problem(f"The report cannot be written to {path} ({error.strerror}): choose another file.") from error
