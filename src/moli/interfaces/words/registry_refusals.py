"""Sentences of the registry's refusals. None of them repeats a number that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTRY_SENTENCES: Mapping[str, Promise] = {
    # lines and standards
    "LineOutOfRange": _("线要大于 0，最多 %(max_yuan)s 元，请核对。"),
    "LineYearOutOfRange": _("年份应在 %(from_year)s 到 %(to_year)s 之间，请核对。"),
    "SourceMissing": _("请写明出处：文件名、文号或网址。"),
    "StandardBeforeAnother": _("新的一版要从 %(from_on)s 之后的一天起算，请改日期。"),
    # registering
    "PersonNameMissing": _("姓名不能空着，请填上。"),
    "IdNumberWrong": _("证件号码不对：%(id_fault)s，请照证件核对。"),
    "SexDisagrees": _("性别和证件号码对不上，请照证件核对。"),
    "BirthDisagrees": _("出生日期 %(value_on)s 和证件号码对不上，请照证件核对。"),
    "BirthOutOfRange": _("出生日期 %(value_on)s 不在范围内，应在今天以前、130 年以内。"),
    "HeadMissing": _("这户没有户主，请把一个人的“与户主关系”写成户主。"),
    "TwoHeads": _("一户同时只能有一个户主，请只留一个。"),
    "SamePersonTwice": _("这个证件号码的人已经登记在一户里，请先核对，不能重复登记。"),
    "TooManyCauses": _("致贫原因最多一个主要的、%(others_max)s 个其他的，请删掉多的。"),
    "CauseTwice": _("致贫原因有重复，请留一个。"),
    "HouseholdPhoneMalformed": _("联系电话应是 11 位手机号，或带区号的固定电话，请核对。"),
    "WorkMonthsOutOfRange": _("务工月数 %(value)s 不对，一年是 0 到 12 个月。"),
    "HouseholdNeedsVillage": _("农户要登记在一个村里，%(value)s 不是村，请另选。"),
    "NationalCodeTaken": _("户编号 %(value)s 已经有一户在用，请核对。"),
}
