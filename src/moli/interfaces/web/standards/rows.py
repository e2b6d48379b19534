"""Lines and standards as a page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from moli.households.rules.lines import LineKind
from moli.households.rules.standards import (
    ExitItem,
    Limits,
    StandardKind,
    exit_standard,
)
from moli.interfaces.web.naming import county_name
from moli.interfaces.words.labels import label
from moli.kernel.certainty import Certainty

_PREFIX_DIGITS = {2: "province", 4: "city", 6: "county"}


@dataclass(frozen=True)
class LineRow:
    """One line with its source; unsure ones are marked."""

    kind: str
    region: str
    year: int
    fen: int
    source: str
    certainty: str
    is_sure: bool


@dataclass(frozen=True)
class StandardRow:
    """One version of a standard and what it asks, in words."""

    kind: str
    version: str
    from_on: date
    to_on: date | None
    asks: tuple[str, ...]
    source: str
    certainty: str


def line_row(row: Any) -> LineRow:
    """A line in the reader's words."""
    certainty = Certainty(row.certainty)
    return LineRow(
        kind=label(LineKind(row.kind)),
        region=_region(row.region),
        year=row.year,
        fen=row.fen,
        source=row.source,
        certainty=label(certainty),
        is_sure=certainty in {Certainty.VERIFIED, Certainty.DERIVED},
    )


def _region(code: str) -> str:
    names = {
        "province": gettext("本省（自治区）"),
        "city": gettext("本市"),
        "county": county_name(),
    }
    return names[_PREFIX_DIGITS[len(code)]] if code else gettext("全国")


def standard_row(row: Any) -> StandardRow:
    """A version of a standard in the reader's words."""
    kind = StandardKind(row.kind)
    return StandardRow(
        kind=label(kind),
        version=row.version,
        from_on=row.from_on,
        to_on=row.to_on,
        asks=tuple(_ASKS[kind](row.content)),
        source=row.source,
        certainty=label(Certainty(row.certainty)),
    )


def _exit_asks(content: Any) -> list[str]:
    asked = exit_standard(content)
    line = gettext("人均纯收入超过%(line)s") % {"line": label(asked.line_kind)}
    return [*(label(ExitItem(item)) for item in asked.items), line]


def _limits_asks(content: Any) -> list[str]:
    words = {
        "check_days_max": gettext("线索 %(n)s 天内核实"),
        "review_days_max": gettext("核实后 %(n)s 天内评议"),
        "notice_days_min": gettext("公示至少 %(n)s 天"),
        "removal_notice_days_min": gettext("风险消除公示至少 %(n)s 天"),
        "town_days_max": gettext("公示后 %(n)s 天内乡镇审核"),
        "county_days_max": gettext("乡镇审核后 %(n)s 天内县里审定"),
        "removal_months_min": gettext("监测满 %(n)s 个月才能消除风险"),
    }
    return [words[name] % {"n": content[name]} for name in Limits.__dataclass_fields__]


def _deprivation_asks(content: Any) -> list[str]:
    return [
        gettext("%(count)s 项指标，加权满 %(cut)s 分算多维贫困")
        % {"count": len(content["indicators"]), "cut": content["cut"]}
    ]


_ASKS = {
    StandardKind.EXIT: _exit_asks,
    StandardKind.LIMITS: _limits_asks,
    StandardKind.DEPRIVATION: _deprivation_asks,
}
