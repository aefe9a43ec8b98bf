"""The plot of docs/scale.md: how time, memory and disk grow with the collection."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.scale import Size


def plot(sizes: "Sequence[Size]", path: Path) -> None:
    """Draw the figures of each size into a PNG."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (asking, space, indexing) = pyplot.subplots(1, 3, figsize=(12, 3.6), layout="constrained")
    paragraphs = [one.paragraphs for one in sizes]
    for way in sizes[0].waits:
        asking.plot(paragraphs, [one.waits[way][0] for one in sizes], marker="o", label=way)
    asking.set(title="A warm question, median", ylabel="milliseconds", ylim=(0, None))
    space.plot(paragraphs, [one.memory for one in sizes], marker="o", label="peak memory")
    space.plot(paragraphs, [one.disk for one in sizes], marker="o", label="disk")
    space.set(title="Space", ylabel="megabytes", yscale="log")
    indexing.plot(paragraphs, [one.pace for one in sizes], marker="o", label="all but the model")
    indexing.plot(paragraphs, [one.model for one in sizes], marker="o", label="the model alone")
    indexing.set(title="Indexing, one processor", ylabel="paragraphs a second", ylim=(0, None))
    for axes in (asking, space, indexing):
        axes.set(xscale="log", xlabel="paragraphs")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
