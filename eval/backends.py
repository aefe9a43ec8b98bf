"""What runs the embedding model how quickly, and how near to float32: `python -m eval.backends` prints the table."""

import argparse
from collections.abc import Sequence
from importlib.util import find_spec

from eval.scale import PAGE, load
from eval.table import write
from index.backend import Backend, available
from index.embed import DEFAULT_MODEL
from index.quickest import ALIKE, Measured, best, compared, embedding


def table(found: dict[Backend, Measured], chosen: Backend) -> str:
    """Return the figures as Markdown."""
    rows = ["| backend | texts a second | smallest cosine to float32 | |", "|---|---:|---:|---|"]
    for backend, one in found.items():
        told = "chosen" if backend == chosen else "" if one.alike >= ALIKE else "another model"
        rows.append(f"| {backend} | {one.pace:.1f} | {one.alike:.5f} | {told} |")
    return "\n".join([*rows, "", load()])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, bfloat16 in it even where the choice leaves it out."""
    parser = argparse.ArgumentParser(prog="python -m eval.backends", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    options = parser.parse_args(arguments)
    backends: list[Backend] = [*available()]
    backends += [] if "bfloat16" in backends else ["bfloat16"]
    found = compared({backend: embedding(DEFAULT_MODEL, backend) for backend in backends})
    told = table(found, best({backend: found[backend] for backend in available()}))
    if not find_spec("openvino"):
        told += " OpenVINO was not installed."
    print(told)
    if options.write:
        write(PAGE, "backend", told)


if __name__ == "__main__":
    main()
