"""What an import found, cell by cell, in the words of the sheet."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.words.refusals import SENTENCES, filled
from moli.kernel.report import Finding

REASONS: Mapping[str, Promise] = {
    "NO_ROWS": _("没有数据行，从第二行起填。"),
    "EMPTY": _("不能空着，请填上。"),
    "TWICE": _("“%(value)s”和第 %(first_row)s 行重复，请删掉一行。"),
    "NOT_IN_LIST": _("“%(value)s”不在可填的词里，只能填：%(allowed)s。"),
    "CODE_SHAPE": _("“%(value)s”不是 %(digits)s 位数字，请核对代码。"),
    "NO_DIVISION_CODE": _("“%(value)s”不是区划代码，应是 6、9 或 12 位数字。"),
    "DIVISION_UNKNOWN": _("没有代码是“%(value)s”的地方，请先导入区划或核对代码。"),
    "DEGREES_OUT_OF_RANGE": _("“%(value)s”不是度数，应在 −%(limit)s 到 %(limit)s 之间。"),
    # lots
    "COLUMN_MISSING": _("表里没有这一列，请照模板补上。"),
    "COLUMN_TWICE": _("和“%(first)s”是同一列，请留一个。"),
    "ROW_TWICE": _("和第 %(first_row)s 行一模一样，请删掉一行，或把数量加在一起。"),
    "VILLAGE_CODE_UNKNOWN": _("没有代码是“%(value)s”的村，请照名单核对 12 位代码。"),
    "NAME_OF_OTHER_CODE": _("代码是 %(name)s 的，村名却写“%(value)s”，请改成一样的。"),
    "VILLAGE_UNKNOWN": _("没有叫“%(value)s”的村，请核对村名和乡镇。"),
    "VILLAGE_AMBIGUOUS": _("“%(value)s”在%(towns)s都有，请写明乡镇或村代码。"),
    "VILLAGE_OUT_OF_REACH": _("%(value)s不归您报货，请删掉这一行，或请那边的人报。"),
    "PRODUCT_UNKNOWN": _("产品名录里没有“%(value)s”，请照名单写。"),
    "GRADE_UNKNOWN": _("%(product)s没有“%(value)s”这个等级，只能写：%(allowed)s。"),
    "CODE_OUTSIDE": _("“%(value)s”不在“%(outer)s”里面，请核对这两个代码。"),
}


def finding_words(finding: Finding) -> str:
    """One finding with its row and column, as in: 第 3 行“数量”：不能空着，请填上.

    A code is one of an import's own or that of a refusal, whose sentence is then used.
    """
    return gettext("第 %(row)s 行“%(column)s”：%(reason)s") % {
        "row": f"{finding.row:,}",
        "column": finding.column,
        "reason": finding_reason(finding),
    }


def finding_reason(finding: Finding) -> str:
    """The reason alone, for tables that have columns for row and heading."""
    template = REASONS.get(finding.code) or SENTENCES[finding.code]
    return filled(template, finding.facts, field=finding.column)
