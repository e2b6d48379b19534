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
    # rosters: none repeats the cell, which could hold somebody's number
    "TEXT_TOO_LONG": _("太长了，最多 %(signs_max)s 个字，请改短。"),
    "ID_NUMBER_IN_TEXT": _("这里有一个身份证号码，请移到“证件号码”那一列。"),
    "TYPED_AS_NUMBER": _("是数字格式，位数可能已经丢了，请把这一列设成文本再填。"),
    "WORD_UNKNOWN": _("不是可填的词，只能填：%(allowed)s。"),
    "NEITHER_YES_NOR_NO": _("只能填“是”或“否”，不知道就空着。"),
    "DAY_UNREADABLE": _("日期看不懂，请写成 2016-09-30 的样子。"),
    "DAY_TO_COME": _("日期在今天 %(today)s 以后，请核对。"),
    "DAY_WITHOUT_STATE": _("“当前状态”用不着这个日期，请核对状态或删掉日期。"),
    "DAY_NOT_AFTER": _("日期应在 %(first_on)s 之后，请核对。"),
    "MONEY_UNREADABLE": _("金额看不懂，请写元，比如 12000 或 12,000.50。"),
    "NUMBER_UNREADABLE": _("数看不懂，请写数字，比如 4 或 4.5。"),
    "NUMBER_OUT_OF_RANGE": _("数不在范围内，最大 %(number_max)s，请核对。"),
    "BIRTH_DISAGREES": _("和证件号码里的出生日期对不上，请照证件核对。"),
    "BIRTH_OUT_OF_RANGE": _("出生日期应在今天以前、130 年以内，请核对。"),
    "PERSON_TWICE": _("和第 %(first_row)s 行是同一个证件号码，请留一行。"),
    "DIFFERS_FROM_HEAD": _("和户主那一行（第 %(head_row)s 行）不一样，请改成一样或空着。"),
    "ROSTER_VILLAGE_UNKNOWN": _("名单里没有这个村，请核对村代码，或者乡镇和村名。"),
    "ROSTER_VILLAGE_AMBIGUOUS": _("%(towns)s都有这个村名，请写明乡镇或村代码。"),
    "ROSTER_VILLAGE_OF_OTHER_CODE": _("村名和村代码说的不是一个村，请改成一样的。"),
    "ROSTER_VILLAGE_OUT_OF_REACH": _("%(village)s不归您管，请删掉这一户，或请那边的人导入。"),
    "ROSTER_CODE_ELSEWHERE": _("这个户编号是您辖区以外一户的，请核对户编号。"),
    "ANOTHER_COUNTY": _("一份表里只能有一个县的农户，请分开导入。"),
    "DIFFERS_FROM_REGISTRY": _("这一户已经在册，在册的和表里不一样，没有改动。"),
    "MISSING_IN_ROSTER": _("这一户已经在册，在册的人比表里多，没有改动。"),
    # results of a bank: none repeats an account number
    "RESULT_COLUMN_MISSING": _("表里没有这一列，请补上。列名可以是：%(allowed)s。"),
    "RESULT_WITHOUT_NUMBER": _("没有打款编号（像 ML12-0003），不知道是哪一笔，请照银行清单补上。"),
    "RESULT_OF_ANOTHER_BATCH": _("是第 %(value)s 批的，不是这一批的，请到那一批去导入。"),
    "RESULT_UNKNOWN": _("这一批没有第 %(value)s 笔，请核对打款编号。"),
    "RESULT_TWICE": _("和第 %(first_row)s 行是同一笔，请删掉一行。"),
    "RESULT_AMOUNT_DIFFERS": _("写的是 %(value_fen)s，交给银行的是 %(total_fen)s，请找银行核对。"),
    "RESULT_ACCOUNT_DIFFERS": _("账号和交给银行的不一样，请找银行核对。"),
    "RESULT_STATE_UNKNOWN": _("看不懂这个结果，只认：%(allowed)s。"),
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
