"""The commands that keep a collection whole, move it and check what was quoted: doctor, export, import, verify."""

from pathlib import Path

import click

from assistant.options import index_option, json_option, opened, store_option
from index.problem import Problem


@click.command()
@index_option
@store_option
@click.option("--repair", is_flag=True, help="Mend what is wrong, from the catalog's own words.")
def doctor(folder: Path, store: str | None, repair: bool) -> int:
    """Check that an index keeps its promises: every paragraph, vector, word and statement is where it should be.

    The exit code is 1 where something is wrong and was not mended.

    \b
      readout doctor
      readout doctor --repair --index mine
    """
    from assistant.shelve import ledger
    from index.doctor import examine, mend
    from index.folder import locked, open_index

    with open_index(folder, store=store) as index:
        findings = examine(index)
        for finding in findings:
            click.echo(finding.sentence)
        articles = len(index.catalog.fingerprints())
        if not findings:
            click.echo(f"{folder}: {articles} articles, nothing is wrong.")
            return 0
        if not repair:
            click.echo(f"{folder}: {len(findings)} things are wrong; --repair mends them.")
            return 1
        with locked(folder):
            mended = mend(index, findings, ledger)
        left = examine(index)
        for finding in left:
            click.echo(f"Still: {finding.sentence}")
        click.echo(f"{folder}: {mended} articles indexed again, {len(left)} things are still wrong.")
        return 1 if left else 0


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@index_option
@store_option
def export(file: Path, folder: Path, store: str | None) -> int:
    """Write the whole collection into one FILE, with its addresses and vectors.

    \b
      readout export collection.readout
    """
    from index.bundle import pack
    from index.folder import open_index

    with open_index(folder, store=store) as index:
        count = pack(index, file)
    click.echo(f"{file}: {count} articles, {file.stat().st_size / 1e6:.1f} MB")
    return 0


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@index_option
def import_(file: Path, folder: Path) -> int:
    """Make an index from a FILE that `readout export` wrote; nothing is embedded again.

    \b
      readout import collection.readout --index mine
    """
    from index.bundle import unpack
    from index.embed import DEFAULT_MODEL
    from index.folder import locked

    if not file.is_file():
        raise Problem(f"There is no file {file}: check the path.")
    with locked(folder):
        count = unpack(file, folder, model=DEFAULT_MODEL)
    click.echo(f"{folder}: {count} articles")
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@index_option
@store_option
@json_option
def verify(file: Path, folder: Path, store: str | None, as_json: bool) -> int:
    """Check every quote of an exported conversation against the index.

    FILE is a conversation exported as JSON, Markdown or HTML, or replies as `readout ask --json` writes them. The exit
    code is 1 where a quote no longer stands where it is cited.

    \b
      readout verify conversation.md
      readout ask --batch questions.jsonl --json > replies.jsonl; readout verify replies.jsonl
    """
    from assistant.batch import write
    from assistant.naming import shortened, visible
    from assistant.verifying import check

    with opened(folder, store=store) as assistant:
        checked = check(file, assistant.articles())
    broken = [one for one in checked if not one.holds]
    if as_json:
        write(
            {
                "citations": len(checked),
                "broken": [{"address": b.address, "quote": b.quote, "told": b.told} for b in broken],
            }
        )
        return 1 if broken else 0
    for one in broken:
        click.echo(f"{visible(one.address)} “{visible(shortened(one.quote, 80))}”: {one.told}")
    told = "all hold" if not broken else f"{len(broken)} no longer hold"
    click.echo(f"{file}: {len(checked)} citations, {told}.")
    return 1 if broken else 0
