"""The words sent to models: one Markdown file each, filled and never composed in code.

A prompt has two parts, divided by a line `---`: the rules, sent as the system's message, and the case, sent as the
user's. A place to fill is a name in double braces: `{{question}}`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("answer", "compare", "omission", "standalone", "judge_support", "judge_answer", "match")
_OURS = Path(__file__).parent
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_DIVIDER = re.compile(r"^---\s*$", re.MULTILINE)


class PromptError(ValueError):
    """A prompt that cannot be used, in a sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: the rules and the case, each with its places to fill."""

    name: str
    system: str
    user: str

    @property
    def places(self) -> frozenset[str]:
        """The names of the places to fill."""
        return frozenset(_PLACE.findall(f"{self.system}\n{self.user}"))


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt with its values: what is sent."""

    system: str
    user: str


Prompts = Mapping[str, Prompt]


def load(folder: Path | None = None) -> Prompts:
    """Return all prompts, those in the folder instead of ours of the same name.

    Raise PromptError where the folder is none, or where one of its prompts lacks a place of ours or has another.
    """
    if folder is not None and not folder.is_dir():
        raise PromptError(f"The prompts are looked for in {folder}, which is no folder: check the path.")
    return {name: _own(folder, name) for name in NAMES}


def _own(folder: Path | None, name: str) -> Prompt:
    ours = _read(_OURS / f"{name}.md", name)
    path = folder / f"{name}.md" if folder is not None else None
    if path is None or not path.is_file():
        return ours
    theirs = _read(path, name)
    for places, fault in ((ours.places - theirs.places, "lacks"), (theirs.places - ours.places, "has the unknown")):
        if places:
            listed = ", ".join(f"{{{{{place}}}}}" for place in sorted(places))
            raise PromptError(f"The prompt {path} {fault} {listed}: write its places as in prompts/{name}.md.")
    return theirs


def _read(path: Path, name: str) -> Prompt:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"The prompt {path} cannot be read ({error}): it must be text in UTF-8.") from error
    parts = _DIVIDER.split(text, maxsplit=1)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise PromptError(f"The prompt {path} needs two parts with a line --- between them: the rules and the case.")
    return Prompt(name, parts[0].strip(), parts[1].strip())


def fill(prompt: Prompt, **values: str) -> Filled:
    """Return the prompt with its values; raise KeyError where one is missing or unknown.

    A value is put in as it stands: braces inside it are no places.
    """
    if set(values) != prompt.places:
        raise KeyError(f"{prompt.name} needs {sorted(prompt.places)} and was given {sorted(values)}")
    return Filled(*(_PLACE.sub(lambda match: values[match[1]], part) for part in (prompt.system, prompt.user)))
