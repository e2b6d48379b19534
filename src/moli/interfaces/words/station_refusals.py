"""Sentences of the refusals of stations, their parts and their teams."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATION_SENTENCES: Mapping[str, Promise] = {
    # what a station has
    "StationEnds": _("服务站 %(to_on)s 关，不能再给它添什么，请另选服务站。"),
    "BeforeStationOpens": _("服务站 %(from_on)s 才开，日期要在这一天或之后，请改日期。"),
    "EndsTooEarly": _("这一条从 %(from_on)s 开始，至少要有一天，结束的日期要晚于它。"),
    "OfferedUntilLater": _("这项服务办到 %(to_on)s，再办要从这一天或之后起，请改日期。"),
    "ListedForNoStation": _(
        "名单里编号 %(value)s 的站没有、已经关了，或日期早于开站，什么都没有存，请核对名单。"
    ),
    # pauses
    "PauseEndsBeforeItBegins": _("停业至少一天，再开门的日期要晚于 %(from_on)s。"),
    "PausesOverlap": _("从 %(from_on)s 起已经有一段停业，两段不能重叠，请改日期或先结束那一段。"),
    "PauseHasBegun": _("这段停业 %(from_on)s 已经开始，不能撤回，请改用“重新开门”。"),
    # equipment
    "EquipmentCountOutOfRange": _("写了 %(value)s 件，要在 1 到 %(count_max)s 之间，请改件数。"),
    "EquipmentWordsTooLong": _("型号最多 %(signs_max)s 个字，请写短些。"),
    # team
    "MemberNeedsAccount": _("这个人没有账号，或账号已经关了。请先开账号，再加进队伍。"),
    "MemberNeedsName": _("请写姓名，最多 %(signs_max)s 个字。"),
    "MemberHouseholdUnknown": _("登记里没有这一户，或已经撤出，请核对户编号，也可以先空着。"),
    "MemberJoinsTooEarly": _(
        "这个人在队里的上一段以 %(first_on)s 为界，请把日期改到这一天或之后。"
    ),
    "MemberStillShares": _(
        "这个人从那天起还分着提成。请先定一份没有他的提成分配，从离开那天或更早起算。"
    ),
    "HouseholdOfStranger": _("这个人不在队里，不用标明他家的户。"),
    "NameDiffersFromAccount": _("这个手机号的账号不是这个姓名，请照本人的账号核对姓名和号码。"),
    "PasswordNeeded": _(
        "这个手机号还没有账号。请本人在“密码”里定一个，至少 %(signs_min)s 位，再加进队伍。"
    ),
    # shares
    "SharesNotWhole": _(
        "各人的份额加起来是 %(sum_percent)s%%，应正好是 100%%，写了名字的每人都要大于 0，请改份额。"
    ),
    "ShareForStranger": _("%(from_on)s 那天，有人不在队里，提成只分给队里的人，请改名单或日期。"),
    "SharePlanNeedsSource": _(
        "提成怎么分要写明是谁定的，最多 %(signs_max)s 个字，比如：9 月 10 日站务会议。"
    ),
    "SharePlanInThePast": _(
        "到今天为止挣的可能已经分过了，新的分配最早从 %(first_on)s 起算，请改日期。"
    ),
    "SharePlanBeginsTooEarly": _("已有一份从 %(from_on)s 起算的分配，新的要晚于这一天，请改日期。"),
    # tasks
    "TaskNeedsWords": _("请写要做什么，最多 %(signs_max)s 个字。"),
    "TaskDueTooEarly": _("要在今天 %(today)s 或之后做完，请改日期。"),
    "TaskForStranger": _("这个人不在队里，请另选一个人，或写给全队。"),
    "TaskInClosedStation": _("服务站 %(to_on)s 已经关了，不能再派任务。"),
}
