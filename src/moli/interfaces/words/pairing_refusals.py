"""Sentences of the refusals of pairings."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAIRING_SENTENCES: Mapping[str, Promise] = {
    # rules
    "PairingRuleWithoutSource": _("规则要写出处，请填文件名和文号。"),
    "PairingRuleUnreadable": _("规则的数字不全或不合理，请照 docs/pairing.md 逐个补齐。"),
    "PairingRuleBeforeAnother": _("新规则要晚于现行的 %(from_on)s 生效，请改日期。"),
    "PairingRuleMissing": _("%(day_on)s 没有生效的“%(pairing_kind)s”规则，请先录入。"),
    # agreeing and declining
    "PairingMovedOn": _("这对结对是“%(pairing_state)s”，这一步做不了，请刷新再看。"),
    "OneSpeaksForBoth": _(
        "您已经替另一方说过话，不能再替“%(pair_side)s”说，请由这一方自己的人来办。"
    ),
    "SideSpokeAlready": _(
        "“%(pair_side)s”已经同意过，一方只答复一次；不想结对的，请另一方答复不同意。"
    ),
    "SpeakerNotOfHousehold": _("农户的话要由还住在这户的家里人来说，别的一方不用填，请另选。"),
    "PairingWordsMissing": _("请用几句话写清楚：原因、看到了什么，或要做什么。"),
    "HelperFull": _("带的一方最多带 %(places)s 个，已经满了，先结束一个，或请他不同意。"),
    "HelpedElsewhere": _("这个村或这户另有一家在带，先结束那一对，再来同意。"),
    # promises and measures
    "PromiseOfNothing": _("答应的数量要大于 0，也不能大得没人做得到，请改数量。"),
    "PromiseNotToCome": _(
        "承诺要到今天 %(today_on)s 以后的一天，从 %(from_on)s 或以后算起，请改日期。"
    ),
    "ProductOfSalesOnly": _("只有卖货的承诺要选品种，别的请把品种空着。"),
    "PromisedAlready": _(
        "%(from_on)s 到 %(by_on)s 已经答应过同样的事，一批货不能算两次，请改日期或品种。"
    ),
    "MeasureClosed": _("这条措施 %(closed_on)s 已经了结，不能再改。"),
    "MeasureDueTooEarly": _("措施要定在今天 %(today_on)s 或以后，请改日期。"),
    # visits, results, reviews
    "DayOutsidePairing": _("日期要在 %(from_on)s 结对那天和今天 %(today_on)s 之间，请改日期。"),
    "VisitPointUnfit": _("位置要同时有经度和纬度，而且在地球上；不想留位置的，请空着。"),
    "NextVisitTooEarly": _("下次去要晚于这次的 %(value_on)s，请改日期。"),
    "SalesAreCounted": _("卖出去的货从订单里数，不用报，请报用工或培训。"),
    "ResultOfNobody": _("请写人数，至少 1 人，最多一万人。"),
    "ResultAnswered": _("这条成效已经答复过，不能再改，请刷新再看。"),
    "PeriodNotOpen": _(
        "%(from_on)s 到 %(to_on)s 之前这段时间还不能评：要等它过完，而且那时结着对。"
    ),
    "VoiceNotHeard": _("这种结对里不由“%(voice)s”评，由被带的农户自己说，请改选。"),
    "HouseholdNotConcerned": _("只有这个村的农户，或被带的这一户，能评这对结对，请另选一户。"),
    "ReviewedAlready": _("这段时间“%(voice)s”已经评过，一段时间只评一次。"),
    # the end
    "EndKindNotByHand": _("“%(end_kind)s”要等新的结对双方都同意，不能自己填，请另选。"),
    "PromisesNotKept": _(
        "答应了 %(promised)s 件，做到了 %(kept)s 件，不能算都做到了，请另选一种结果。"
    ),
    "EndsBeforeWhatWasDone": _("%(last_on)s 还有走访或成效，结束的日期不能更早，请改日期。"),
    "WordsStillKept": _("这户还没有删除个人信息，结对里的话不能先删。"),
}
