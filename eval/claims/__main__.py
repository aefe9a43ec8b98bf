"""`python -m eval.claims`: makes the claims, verifies each, and prints the table by kind."""

import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.verify import Support, verify
from eval.claims.case import Claimed
from eval.claims.make import claims
from eval.collection import SOURCES
from eval.table import write
from index.article import Article
from index.load import load_all

# As many articles of the larger set as keep the making under a minute.
CLAPNQ = 100


def main(arguments: Sequence[str]) -> int:
    """Print a table of kinds; with `--failures`, the claims judged wrongly, so that they can be read; with `--write`,
    put the table into README.
    """
    made = claims(articles())
    judged = [(claim, verify(claim.text, [claim.source])) for claim in made]
    told = "\n".join(table([(claim, verdict.support is Support.FULL) for claim, verdict in judged]))
    told += f" Five sentences are verified in {1000 * seconds(made):.1f} ms."
    print(told)
    if "--write" in arguments:
        write(Path("README.md"), "claims", told)
    if "--failures" in arguments:
        for claim, verdict in judged:
            if (verdict.support is Support.FULL) != claim.holds:
                print(f"\n{claim.made}: {claim.text}\n  {claim.source.text}\n  {verdict.told}")
    return 0


def seconds(made: Sequence[Claimed], *, repeats: int = 60) -> float:
    """Return the median time in seconds that verifying five sentences takes, once all is loaded."""
    chance = random.Random(0)
    times = []
    for _ in range(repeats):
        several = chance.sample(list(made), 5)
        began = time.perf_counter()
        for claim in several:
            verify(claim.text, [claim.source])
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def articles() -> list[Article]:
    """Return the two sample articles, all of XQuAD's and the first of ClapNQ's."""
    found: list[Article] = []
    for name, most in (("readouts", None), ("xquad", None), ("clapnq", CLAPNQ)):
        found += load_all([SOURCES[name]]).articles[:most]
    return found


def table(judged: Sequence[tuple[Claimed, bool]]) -> list[str]:
    """Return the lines of a Markdown table: for each kind the claims, and those judged rightly."""
    lines = ["| made | claims | passed | withheld |", "|---|---:|---:|---:|"]
    for holds in (True, False):
        for name in dict.fromkeys(claim.made for claim, _ in judged if claim.holds is holds):
            own = [passed for claim, passed in judged if claim.made == name]
            share = sum(own) / len(own)
            shown = (f"{share:.1%}", "") if holds else ("", f"{1 - share:.1%}")
            lines.append(f"| {'true' if holds else 'false'}: {name} | {len(own)} | {shown[0]} | {shown[1]} |")
    count = len({claim.source.article for claim, _ in judged})
    return [*lines, "", f"{len(judged)} claims from {count} articles."]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
