"""README and docs hold: their commands run, their output is what is printed, their files are there."""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from eval.question import SETS
from eval.question_set import read as read_set
from eval.question_set import write as write_set
from eval.table import write
from tests.conftest import ARTICLES, Readout

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return [block for own, block in found if own == language]


def commands() -> list[str]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("readout ")]


def shown() -> list[tuple[str, str]]:
    """Each command that README shows with its output."""
    pairs = [block.removeprefix("$ ").split("\n", 1) for block in blocks("console")]
    return [(command, output) for command, output in pairs]


def listed() -> set[str]:
    """The files and folders of README's tree; a folder ends with a slash."""
    paths: set[str] = set()
    folders: list[str] = []
    for line in next(block for block in blocks("") if "pyproject.toml" in block).splitlines():
        name = line.split()[0]
        del folders[(len(line) - len(line.lstrip())) // 2 :]
        paths.add("".join([*folders, name]))
        if name.endswith("/"):
            folders.append(name)
    return paths


def present() -> Iterator[str]:
    """The files of the repository, without what git ignores and what marks a package."""
    ignored = [pattern.strip("/") for pattern in (ROOT / ".gitignore").read_text("utf-8").split()]
    for folder in (ROOT, ROOT / ".ci"):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            for file in [path] if path.is_file() else path.rglob("*"):
                if file.is_file() and file.name != "__init__.py" and file.suffix != ".pyc":
                    yield file.relative_to(ROOT).as_posix()


@pytest.fixture
def desk(samples: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder as a reader of README has it, in which the commands run."""
    shutil.copytree(ARTICLES, tmp_path / "articles")
    shutil.copytree(samples, tmp_path / ".readout")
    shutil.copytree(samples, tmp_path / "mine")
    # As much of the set as shows that the commands run: each takes a question as long as a reader's.
    (tmp_path / "eval" / "sets").mkdir(parents=True)
    write_set(tmp_path / "eval" / "sets" / "readouts.jsonl", read_set(SETS / "readouts.jsonl")[::17])
    to_import = tmp_path / "mine-to-import"
    to_import.mkdir()
    (to_import / "questions.csv").write_text("question,relevant\nWhen?,port:1\n", "utf-8")
    (to_import / "articles.csv").write_text("id,text\nport,Ships came in March.\n", "utf-8")
    for name, lines in re.findall(r"<!-- (\w+\.(?:jsonl|yaml)) -->\n```\w+\n(.*?)```", README, re.DOTALL):
        (tmp_path / name).write_text(lines, "utf-8")
    with contextlib.chdir(tmp_path):
        yield tmp_path


def test_the_commands_of_readme_run_in_their_order(desk: Path, readout: Readout) -> None:
    assert len(commands()) > 5
    for command in commands():
        line, _, target = command.partition(" > ")
        # The window stays open until it is closed.
        asked = [*shlex.split(line, comments=True)[1:], *(["--help"] if " chat" in line else [])]
        ran = readout(*asked)
        assert (ran.code, ran.err) == (0, ""), command
        assert ran.out, command
        if target:
            (desk / target).write_text(ran.out, "utf-8")
            assert ran.out.count("\n") == len((desk / "questions.jsonl").read_text("utf-8").splitlines())


def test_the_article_written_in_readme_answers_its_question(desk: Path, readout: Readout) -> None:
    readout("index", "statements.jsonl", "--index", "mine")
    asked = next(shlex.split(command)[2] for command in commands() if "meet again" in command)
    assert "They agreed to meet again in May. [" in readout("ask", asked, "--index", "mine").out


@pytest.mark.parametrize(("command", "output"), shown())
def test_what_readme_shows_is_what_is_printed(command: str, output: str, desk: Path, readout: Readout) -> None:
    printed = " ".join(readout(*shlex.split(command)[1:]).out.split())
    assert printed.startswith(" ".join(output.removesuffix("…\n").split()))


def test_the_python_of_readme_runs(desk: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for block in blocks("python"):
            exec(block, {})
    assert re.search(r"^0\.\d{3} \d{3}_\w+ \(\d", printed.getvalue(), re.MULTILINE)


def test_the_tree_of_readme_names_each_file_or_a_folder_that_holds_it() -> None:
    tree = listed()
    files = set(present())
    opened = {path.rsplit("/", 2 if path.endswith("/") else 1)[0] + "/" for path in tree if "/" in path.rstrip("/")}
    closed = tuple(path for path in tree if path.endswith("/") and path not in opened)
    assert sorted(path for path in tree if not (ROOT / path).exists()) == []
    assert sorted(file for file in files if file not in tree and not file.startswith(closed)) == []


def test_links_and_decisions_named_in_the_docs_exist() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), (page.name, target)
        for target in re.findall(r"\bdocs/[\w/-]+\.md\b", text):
            assert (ROOT / target).exists(), (page.name, target)


def test_modules_named_in_the_docs_exist() -> None:
    names = {file.rpartition("/")[2] for file in present()}
    for page in PAGES:
        named = set(re.findall(r"\b(\w+\.py)\b", page.read_text("utf-8")))
        assert named - names == set(), page.name


def test_the_tables_of_figures_have_their_places(tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    copy.write_text(README, "utf-8")
    for name in ("quality", "speed"):
        write(copy, name, f"| {name} |")
        assert f"<!-- {name} -->\n| {name} |\n<!-- /{name} -->" in copy.read_text("utf-8")
