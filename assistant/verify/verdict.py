"""What a check comes to: the support that cited paragraphs give a claim, and what speaks against it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Support(StrEnum):
    """What the cited paragraphs do for a claim."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Weight(IntEnum):
    """How much a fault takes away: `LESS` leaves a claim partly supported, `ALL` leaves nothing."""

    LESS = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the cited paragraphs do not say, told to a reader: `check` names the module that found it."""

    check: str
    told: str
    weight: Weight = Weight.ALL


@dataclass(frozen=True, slots=True)
class Verdict:
    """The support of one claim with the faults that speak against it; full exactly where there is none."""

    faults: tuple[Fault, ...] = ()

    @property
    def support(self) -> Support:
        """Full without a fault, partial where none weighs all."""
        if not self.faults:
            return Support.FULL
        return Support.NONE if max(fault.weight for fault in self.faults) is Weight.ALL else Support.PARTIAL

    @property
    def told(self) -> str:
        """The first fault that weighs most, in a sentence."""
        worst = sorted(self.faults, key=lambda fault: -fault.weight)
        return worst[0].told if worst else ""
