"""A gate for continuous integration: rules a run must keep, alone and beside a baseline.

A file of rules is YAML or JSON: a list, each naming a metric and what is asked of it.

    - {metric: right, at_least: 0.80}                     # the figure itself
    - {metric: answerable declined, at_most: 0.05}
    - {metric: citation precision, not_worse: true}       # not significantly worse than the baseline
    - {metric: nDCG@10, not_worse: true, margin: 0.02}    # and not worse by more than this, significant or not
    - {metric: right, explained: "A new ranking."}        # a large improvement is expected

An improvement that is significant and above `SURPRISING`, for which no rule has an `explained`, is reported: more
often than not a set leaked or a metric broke. It does not fail the gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from eval.compare import Compared, compare
from eval.figures import Scores, summary
from eval.statistics.bootstrap import Interval
from index.problem import Problem

SURPRISING = 0.10


class Rule(BaseModel):
    """One rule; see the module."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    metric: str
    at_least: float | None = None
    at_most: float | None = None
    not_worse: bool = False
    margin: Annotated[float, Field(ge=0)] | None = None
    explained: str | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "Rule":
        if self.at_least is None and self.at_most is None and not self.not_worse and self.explained is None:
            raise ValueError("a rule needs at_least, at_most, not_worse or explained")
        if self.margin is not None and not self.not_worse:
            raise ValueError("a margin needs not_worse")
        return self


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the gate; `failed` where it breaks a rule."""

    failed: bool
    sentence: str


def rules_of(path: Path) -> tuple[Rule, ...]:
    """Return the rules in a file; raise Problem where it holds none or one is broken."""
    import yaml

    try:
        rules: Any = yaml.safe_load(path.read_text("utf-8"))
        return tuple(TypeAdapter(Annotated[list[Rule], Field(min_length=1)]).validate_python(rules))
    except ValidationError as error:
        first = error.errors()[0]
        where = f"rule {int(first['loc'][0]) + 1}" if first["loc"] else "the file"
        key = ".".join(str(step) for step in first["loc"][1:])
        raise Problem(f"{path}, {where}: {key + ': ' if key else ''}{first['msg']}.") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Problem(f"The rules in {path} cannot be read ({' '.join(str(error).split())}).") from error


def judge(run: Scores, rules: Sequence[Rule], baseline: Scores | None = None) -> list[Finding]:
    """Return what the rules come to; raise Problem where one cannot be applied."""
    known = {metric.name for metric in run.metrics}
    unknown = [rule.metric for rule in rules if rule.metric not in known]
    if unknown:
        raise Problem(f"There is no metric {unknown[0]!r}: there are {', '.join(sorted(known))}.")
    if baseline is None and any(rule.not_worse for rule in rules):
        raise Problem("A rule says not_worse: name the run to compare with by --baseline.")
    named = {rule.metric for rule in rules}
    figures = summary(run, only=lambda metric: metric.name in named)
    findings = [_threshold(rule, figures.get(rule.metric)) for rule in rules if _has_threshold(rule)]
    if baseline is None:
        return findings
    beside = {found.metric.name: found for found in compare(baseline, run).compared}
    others = sorted({rule.metric for rule in rules if rule.not_worse} - beside.keys())
    if others:
        beside |= {found.metric.name: found for found in compare(baseline, run, names=others).compared}
    findings += [_not_worse(rule, beside.get(rule.metric)) for rule in rules if rule.not_worse]
    return findings + _surprises(beside, {rule.metric for rule in rules if rule.explained})


def _has_threshold(rule: Rule) -> bool:
    return rule.at_least is not None or rule.at_most is not None


def _threshold(rule: Rule, figure: Interval | None) -> Finding:
    asked = [f"at least {rule.at_least:g}"] if rule.at_least is not None else []
    asked += [f"at most {rule.at_most:g}"] if rule.at_most is not None else []
    words = f"{rule.metric} must be {' and '.join(asked)}"
    if figure is None:
        return Finding(True, f"{words}, and no question of the run defines it.")
    low = rule.at_least is not None and figure.value < rule.at_least
    high = rule.at_most is not None and figure.value > rule.at_most
    return Finding(
        low or high,
        f"{words} and is {figure.value:.4g} (95 % interval {figure.low:.4g} to {figure.high:.4g}, "
        f"{figure.defined} questions).",
    )


def _not_worse(rule: Rule, found: Compared | None) -> Finding:
    words = f"{rule.metric} must not be worse than the baseline"
    if found is None:
        return Finding(True, f"{words}, and the runs do not both define it.")
    gap = found.difference
    failed = found.worse and found.significant
    if rule.margin is not None:
        words += f" by more than {rule.margin:g}"
        failed = failed or (found.worse and abs(gap.effect) > rule.margin)
    return Finding(failed, f"{words}: {_told(found)}.")


def _told(found: Compared) -> str:
    gap = found.difference
    return (
        f"{gap.a:.4g} → {gap.b:.4g}, difference {gap.effect:+.4g} "
        f"(95 % interval {gap.low:+.4g} to {gap.high:+.4g}, p = {found.adjusted:.3g})"
    )


def _surprises(beside: Mapping[str, Compared], explained: set[str]) -> list[Finding]:
    return [
        Finding(False, f"{name} improved by much and no rule explains it: {_told(found)}.")
        for name, found in beside.items()
        if found.significant
        and not found.worse
        and found.metric.better
        and abs(found.difference.effect) > SURPRISING
        and name not in explained
    ]
