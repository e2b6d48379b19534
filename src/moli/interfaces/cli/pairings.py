"""The figures of pairing plans, for scripts and for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.pairing.rules.kinds import PairingKind


@dataclass(frozen=True)
class PairFigures:
    """What planning a kind came to. `plan` is the key of what was stored, "" for a dry run."""

    kind: PairingKind
    helpers: int
    helped: int
    ties: int
    pairs: int
    changed: int
    cost_points: int
    bound_points: int
    plan: str = ""

    def as_json(self) -> dict[str, object]:
        """What `moli pair --json` prints of a kind. `gap` is a plain 0 for a plan proved best."""
        missing = self.cost_points - self.bound_points
        return {
            "kind": str(self.kind),
            "helpers": self.helpers,
            "helped": self.helped,
            "ties": self.ties,
            "pairs": self.pairs,
            "changed": self.changed,
            "alone": self.helped - self.pairs,
            "cost": self.cost_points,
            "bound": self.bound_points,
            "gap": missing / abs(self.cost_points) if missing else 0,
            "plan": self.plan,
        }

    def lines(self) -> list[str]:
        """What `moli pair` tells a person of a kind."""
        facts = {
            "kind": label(self.kind),
            "helpers": number(self.helpers),
            "helped": number(self.helped),
            "pairs": number(self.pairs),
            "alone": number(self.helped - self.pairs),
            "ties": number(self.ties),
            "changed": number(self.changed),
            "cost": number(self.cost_points),
            "bound": number(self.bound_points),
        }
        told = _(
            "%(kind)s：%(helpers)s 家能带，%(helped)s 个等着带，排出 %(pairs)s 对，"
            "%(alone)s 个没排上；原来连着的 %(ties)s 对里换 %(changed)s 对。"
        )
        if self.cost_points == self.bound_points:
            return [told % facts, _("　已证明最好：总分 %(cost)s，没有更低的排法。") % facts]
        return [told % facts, _("　总分 %(cost)s，再好也低不过 %(bound)s。") % facts]
