"""What a version of the pairing rules holds for one kind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from moli.kernel.certainty import Certainty
from moli.pairing.rules.kinds import PairingKind
from moli.planner.pairing.problem import Weights


@dataclass(frozen=True)
class PairingTerms:
    """How a kind of pairing is planned, and how often what is asked of it.

    `capacity` is how many a helper looks after at most; `stay_points` what a tie is worth by
    itself and `stay_points_per_result` for each result that it brought within `result_days`. A
    pairing is active with a result in that time. Visits and reviews are due that often.
    """

    capacity: int
    weights: Weights
    stay_points: int
    stay_points_per_result: int
    result_days: int
    visit_days: int
    review_months: int

    def to_content(self) -> dict[str, Any]:
        """As a row keeps it."""
        return asdict(self)


def terms_of(content: Mapping[str, Any]) -> PairingTerms:
    """From what a row keeps."""
    return PairingTerms(**{**content, "weights": Weights(**content["weights"])})


@dataclass(frozen=True)
class KnownTerms:
    """A version of the terms of a kind, with where it comes from and how sure that is."""

    pairing_kind: PairingKind
    from_on: date
    content: Mapping[str, Any]
    source: str
    certainty: Certainty


def known_terms() -> Iterator[KnownTerms]:
    """The versions that the package brings, in the order of their file."""
    text = files("moli.pairing").joinpath("data", "rules.toml").read_text("utf-8")
    for row in tomllib.loads(text)["rule"]:
        yield KnownTerms(
            pairing_kind=PairingKind(row["pairing_kind"]),
            from_on=row["from_on"],
            content=row["content"],
            source=row["source"],
            certainty=Certainty(row["certainty"]),
        )
