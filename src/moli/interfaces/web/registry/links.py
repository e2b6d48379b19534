"""Where the registry's first page leads, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moli.accounts.rules import Standing
from moli.households.queries.figures import open_procedures_count, registry_figures
from moli.interfaces.access import RIGHTS
from moli.interfaces.words.amounts import number


@dataclass(frozen=True)
class RegistryLink:
    """A page beside this one: where, what it is, what one does there."""

    url: str
    icon: str
    what: str
    why: str


_LINKS: Final[tuple[tuple[str, str, Promise, Promise], ...]] = (
    ("procedures", "list", _("办理"), _("识别、退出、监测，轮到谁、到哪天")),
    ("import_roster", "up", _("导入花名册"), _("一份表，一户几口人一起存")),
    ("batches", "file", _("导入批次"), _("复核、入册或撤销")),
    ("export_roster", "out", _("导出名册"), _("本辖区的农户，号码只留两头")),
    ("registry_figures", "chart", _("各乡镇情况"), _("多少户在哪一步，为什么困难")),
    ("quality", "ok", _("数据质量"), _("哪里要改，归谁改")),
    ("poverty", "chart", _("多维贫困"), _("不只看收入：上学、看病、住房、水电")),
    ("statements", "yuan", _("结算单"), _("每户每月卖了多少、扣了多少、到手多少")),
    ("standards", "book", _("标准和底线"), _("每年的贫困线、八有一超、办理期限")),
    ("withdrawn", "x", _("撤出的农户"), _("保存到哪天，到期抹掉姓名和号码")),
    ("glass", "eye", _("看辖区外的一户"), _("要写理由，只开三小时，会留痕")),
)


def links_of(standing: Standing) -> list[RegistryLink]:
    """The pages that the person may open, of those that there are."""
    return [
        RegistryLink(url=reverse(f"web:{name}"), icon=icon, what=str(what), why=str(why))
        for name, icon, what, why in _LINKS
        if (right := RIGHTS.get(f"web:{name}")) is not None and right.opens_for(standing)
    ]


def kpis(area_codes: Sequence[str], *, on: date) -> list[tuple[str, str]]:
    """How many households of some areas stand where, and what goes on: two queries."""
    figures = registry_figures(area_codes, on=on)
    going_on = open_procedures_count(area_codes)
    return [
        (gettext("贫困户"), _households(figures.poor.households)),
        (gettext("脱贫户"), _households(figures.exited.households)),
        (gettext("监测对象"), _households(figures.monitored.households)),
        (
            gettext("办理中"),
            ngettext("%(count)s 件", "%(count)s 件", going_on) % {"count": number(going_on)},
        ),
    ]


def _households(count: int) -> str:
    return ngettext("%(count)s 户", "%(count)s 户", count) % {"count": number(count)}
