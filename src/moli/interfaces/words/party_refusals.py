"""Sentences of the refusals of the Party organisation."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTY_SENTENCES: Mapping[str, Promise] = {
    # branches
    "LedByAnother": _("%(value)s 已由另一个支部带着，先结束那边，再交给这个支部。"),
    "JointUnitsOutOfRange": _(
        "写了 %(units)s 个单位，这种组织应有 %(units_min)s 到 %(units_max)s 个，请改单位。"
    ),
    "BranchAreaUnknown": _("没有区划代码是 %(value)s 的地方，请另选支部所在的地方。"),
    "BranchInUse": _(
        "支部还有 %(members)s 名党员、%(branches)s 个下级组织、带着 %(leads)s 处，"
        "先转走，再撤销支部。"
    ),
    "BranchDisbanded": _("支部 %(disbanded_on)s 已经撤销，请另选支部或更早的日期。"),
    "BranchNameTaken": _("已经有叫这个名字的支部，请换一个名字。"),
    "BranchEnds": _("支部 %(disbanded_on)s 撤销，不能再转入党员、交任务或选举，请另选支部。"),
    "BranchUnderItself": _("上级支部不能是它自己或它的下级，请另选。"),
    "PartyDayTooEarly": _("日期 %(value_on)s 太早，最早是 %(from_on)s，请改日期。"),
    # rules
    "PartyRuleMissing": _("%(day_on)s 没有生效的“%(rule_kind)s”规定，请先录入。"),
    "PartyRuleWithoutSource": _("规定要写出处，请填文件名和文号。"),
    "PartyRuleUnreadable": _("规定的数字不全或不是数字，请照 docs/party.md 补齐。"),
    "PartyRuleUnsound": _(
        "“%(rule_kind)s”的数字对不上：最少的不能多过最多的，份额不能多过全部，请逐个核对。"
    ),
    "PartyRuleBeforeAnother": _("新规定要晚于现行的 %(from_on)s 生效，请改日期。"),
    "PartyRuleInThePast": _(
        "%(held_on)s 已经按现行的规定开过会或选举过，新规定要晚于这一天生效，请改日期。"
    ),
    # members
    "PersonIsMember": _("这个人或这个账号已经登记为党员，不用再登记。"),
    "AccountUnfit": _("这个手机号用不了：没有这个账号，或账号已经登记过。请核对，或先空着。"),
    "MemberWithoutName": _("请填党员的姓名。"),
    "FullMemberSinceAnother": _("这名党员 %(full_on)s 已经转正，不能再改日期。"),
    "MemberOfThePartyLeft": _("这名党员 %(left_on)s 已经离开，这一步做不了。"),
    "BelongsElsewhere": _("这名党员的组织关系在另一个支部，请办转移。"),
    "BelongsNowhere": _("这名党员还没有“%(belonging_kind)s”的支部，请先转入一个支部。"),
    "BelongsHereAlready": _("这名党员已经在这个支部，同一个支部只登记一种组织关系。"),
    "NotOwnWish": _("亮不亮身份由党员本人用自己的账号决定，别人不能代办。"),
    # activities
    "ActivityWordsMissing": _("请填“%(field)s”，活动的主题、地点和会后的记录都要有。"),
    "ActivityNotOfThisForm": _("这种组织不开“%(activity_kind)s”，请另选种类或另选组织。"),
    "ActivityMovedOn": _("这次活动已经是“%(activity_state)s”，这一步做不了，请刷新再看。"),
    "ActivityNotBegun": _("活动还没到开始的时间，开始以后再记到会情况。"),
    "NobodyCalled": _("活动当天没有应到的党员，请先登记党员或选出支委。"),
    "AttendanceNotOfCalled": _(
        "到会名单和应到的人不一样：少 %(missing)s 人，多 %(strangers)s 人，请逐个核对。"
    ),
    "QuorumMissed": _(
        "有表决权的应到 %(voting)s 人，实到 %(present)s 人，要到 %(needed)s 人才能开会，"
        "请改期再开。"
    ),
    "ActivityPicturesUnfit": _(
        "照片最多 %(pictures_max)s 张，每张是 300 kB 以内、不带拍摄地点的 JPEG，请换照片。"
    ),
    # elections
    "NotAnElectingAssembly": _("选举要在开过的党员大会上进行，请选那次大会。"),
    "FormElectsOtherwise": _("“%(form)s”的选举另有规定，这里只办支部和联合支部的。"),
    "TooFewFullMembers": _(
        "支部只有 %(full_members)s 名正式党员，至少要有 %(members_min)s 名，"
        "请先转入党员或成立联合支部。"
    ),
    "ElectionQuorumMissed": _(
        "有选举权的应到 %(voting)s 人，实到 %(present)s 人，要到 %(needed)s 人才能选举，"
        "请改期再选。"
    ),
    "ElectedOutOfRange": _(
        "支部有 %(full_members)s 名正式党员，应选 %(people_min)s 到 %(people_max)s 人，请改名单。"
    ),
    "PositionNotElected": _("正式党员这样少，不选“%(position_kind)s”，请只选书记和副书记。"),
    "OneSecretaryElected": _("书记要选一人，不多不少，请改名单。"),
    "NoTermToFill": _("补选只在一届当中办：还没选过，或已经到届，请办换届选举。"),
    "NobodyElected": _("还没有选人，请至少选一人。"),
    "SecretaryIsThere": _("支部已经有书记，他先不再任职，才能补选书记。"),
    "TooManyInPositions": _(
        "支部有 %(full_members)s 名正式党员，最多选 %(people_max)s 人，留任的已有 %(staying)s 人，"
        "请少选几人。"
    ),
    "PositionNotHeld": _("这名党员现在不是“%(position_kind)s”，请刷新再看。"),
    "LeaderOfNoGroup": _("只有党小组有组长，组长要是组织关系在这个小组的党员，请另选。"),
    "ElectedWithoutVote": _("当选的要是组织关系在本支部的正式党员，请改名单。"),
    # posts
    "PostTitleMissing": _("请填示范岗的名称，挂牌时要用。"),
    "PostHeldAlready": _("这名党员已经有“%(post_kind)s”，或正在办，不用再申报。"),
    "PostOfAnotherBranch": _("示范岗由党员所在的支部申报，请选本人的支部。"),
    "PostMovedOn": _("这个示范岗已经是“%(post_state)s”，这一步做不了，请刷新再看。"),
    "PostNeedsAnother": _("申报、核查、授牌要由不同的人办，也不能由本人办，请换一个人。"),
    "PostWordsMissing": _("没通过或摘牌要写原因，请填写。"),
}
