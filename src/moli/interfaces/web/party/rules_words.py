"""The Party's rules in words: what each version asks, its source, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.kernel.certainty import Certainty
from moli.party.rules import standards
from moli.party.rules.organisation import RuleKind

# How often, by the months of which each has one.
OFTEN: Mapping[int, str | Promise] = {
    1: gettext_lazy("每月一次"),
    2: gettext_lazy("每两个月一次"),
    3: gettext_lazy("每季度一次"),
    4: gettext_lazy("每四个月一次"),
    6: gettext_lazy("每半年一次"),
    12: gettext_lazy("每年一次"),
}


@dataclass(frozen=True)
class Version:
    """One version of a rule."""

    from_on: date
    to_on: date | None
    asks: tuple[str, ...]
    source: str
    certainty: str
    is_sure: bool


@dataclass(frozen=True)
class RuleRow:
    """A rule: the version of today, or none, and all others."""

    kind: str
    now: Version | None
    others: tuple[Version, ...]
    enter_url: str


def rule_rows(versions: Iterable[Any], *, on: date) -> list[RuleRow]:
    """Every kind of rule, whether or not a county has entered it."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in RuleKind}
    for row in versions:
        by_kind[row.kind].append(row)
    return [_rule_row(RuleKind(kind), rows, on=on) for kind, rows in by_kind.items()]


def _rule_row(kind: RuleKind, rows: Sequence[Any], *, on: date) -> RuleRow:
    holds = [row for row in rows if row.from_on <= on and (row.to_on is None or row.to_on > on)]
    return RuleRow(
        kind=label(kind),
        now=_version(holds[0]) if holds else None,
        others=tuple(_version(row) for row in rows if row not in holds[:1]),
        enter_url=reverse("web:set_party_rule", args=[kind.lower()]),
    )


def _version(row: Any) -> Version:
    certainty = Certainty(row.certainty)
    return Version(
        from_on=row.from_on,
        to_on=row.to_on,
        asks=tuple(_ASKS[RuleKind(row.kind)](row.content)),
        source=row.source,
        certainty=label(certainty),
        is_sure=certainty in {Certainty.VERIFIED, Certainty.DERIVED},
    )


def _sizes(content: Any) -> list[str]:
    said = {name: number(count) for name, count in vars(standards.sizes(content)).items()}
    return [
        gettext(
            "支部至少有 %(full_members_min)s 名正式党员，一般不超过 %(members_usual_max)s 名党员"
        )
        % said,
        gettext("正式党员不够的几个单位成立联合支部，最多 %(joint_units_max)s 个单位") % said,
        gettext("正式党员满 %(committee_from)s 名的，选支委会；不满的，选书记，可以选副书记")
        % said,
        gettext("支委会 %(committee_min)s 到 %(committee_usual_max)s 人，最多 %(committee_max)s 人")
        % said,
    ]


def _terms(content: Any) -> list[str]:
    said = standards.terms(content)
    return [
        gettext("村和社区的支部，一届 %(years)s 年") % {"years": said.village_years},
        gettext("其他支部，一届 %(years)s 年") % {"years": said.other_years},
    ]


def _frequencies(content: Any) -> list[str]:
    return [
        gettext("%(kind)s：%(often)s") % {"kind": label(kind), "often": OFTEN[months]}
        for kind, months in standards.frequencies(content).items()
    ]


def _quorum(content: Any) -> list[str]:
    said = standards.quorum(content)
    return [
        gettext("开会：到会的超过有表决权的 %(share)s") % {"share": share_text(said.meeting_above)},
        gettext("选举：到会的不少于有选举权的 %(share)s")
        % {"share": share_text(said.election_from)},
    ]


def share_text(share: tuple[int, int]) -> str:
    """A share as people write it: "4/5"."""
    return f"{share[0]}/{share[1]}"


_ASKS: Mapping[RuleKind, Callable[[Any], list[str]]] = {
    RuleKind.SIZES: _sizes,
    RuleKind.TERMS: _terms,
    RuleKind.FREQUENCIES: _frequencies,
    RuleKind.QUORUM: _quorum,
}
