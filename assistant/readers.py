"""Who may open a shared window: names and passwords, from the command line or a file."""

from pathlib import Path

from index.problem import Problem


def readers(named: str | None, path: Path | None) -> tuple[tuple[str, str], ...]:
    """Return the names with their passwords; none where neither is given: then anybody may.

    A file has a reader a line, "name:password"; blank lines and those that begin with # are passed over. Raise Problem
    where a line has no name or no password, or a file holds nobody.
    """
    found = [_pair(named, "--auth")] if named is not None else []
    if path is None:
        return tuple(found)
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"The file of readers {path} cannot be read: check the path and that it is text.") from error
    told = [(number, line.strip()) for number, line in enumerate(lines, start=1)]
    found += [_pair(line, f"{path}, line {number}") for number, line in told if line and not line.startswith("#")]
    if not found:
        raise Problem(f"The file of readers {path} holds nobody: write name:password on a line.")
    return tuple(found)


def _pair(text: str, place: str) -> tuple[str, str]:
    name, mark, password = text.partition(":")
    if not (mark and name.strip() and password):
        # The words themselves are not told: one of them may be a password.
        raise Problem(f"{place} is no name and password: write name:password.")
    return name.strip(), password
