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
    # the record of a household
    "RecordChangedMeanwhile": _("这户的信息刚被别人改过，请刷新，看清楚再改。"),
    "HouseholdWithdrawn": _("这户已经撤出登记，不能再改。"),
    "MemberDayOutOfRange": _("%(field)s不对：要在出生和加入之后，不晚于今天 %(today)s。"),
    "JoinsBeforeLeaving": _("这个人 %(from_on)s 才离开原来的户，加入日期要在那天或之后。"),
    "HeadStaysUntilAnother": _("户主要先换人才能离开或改关系，请先把另一个人定为户主。"),
    "MemberHasLeft": _("这个人已经离开这户，信息不能再改。"),
    "NotOfThisHousehold": _("这个人现在不是这户的家庭成员，请另选一个人。"),
    "YearOutOfRange": _("年份 %(value)s 不在范围内，应在 %(first)s 到 %(last)s 年之间。"),
    "SumOutOfRange": _("%(field)s不在范围内，应在 0 到 %(max_yuan)s 元之间。"),
    "PeopleOutOfRange": _("人数 %(value)s 不对，应在 1 到 %(people_max)s 人之间。"),
    "MeasureOutOfRange": _("%(field)s %(value)s 不在范围内，应在 0 到 %(max)s 之间。"),
    "OriginMissing": _("请用几个字写明数据怎么来的，最多 %(signs_max)s 个字。"),
    "YearLocked": _("%(value)s 年已经存档，收入不能再改。"),
    "UnitMissing": _("请写明帮扶责任人的单位。"),
    "CareEndsTooEarly": _("帮扶至少一天，结束日期要晚于 %(from_on)s。"),
    "CareBeginsInFuture": _("帮扶不能从以后的日子起，今天是 %(today)s，请改日期。"),
    "ConsentNeedsAdult": _("代表这户同意的人要满 %(years_min)s 周岁，请另选一个人。"),
    "NoticeVersionMissing": _("请写明念给这户听的是哪一版说明。"),
    # data quality
    "NothingToWaive": _("这一条已经不在了，可能刚改好，请刷新再看。"),
    # what rosters brought
    "BatchMovedOn": _("这一批已经是“%(state)s”，这一步做不了，请刷新再看。"),
    "BatchNeedsAnother": _("自己导入的一批不能自己复核，请另一个人来。"),
    "BatchInUse": _("这一批里有的户已经改过或在办理，不能整批撤销，请逐户更正。"),
    # where a household stands
    "StatusMayNotFollow": _("这户现在是“%(before)s”，不能成为“%(after)s”，请核对现在的状态。"),
    "NotRegisteredYet": _("这户还没有建档立卡，不能成为“%(after)s”，请先办识别建档。"),
    "NotMonitored": _("这户现在不在监测中，没有风险可以消除。"),
    "MonitoringNotYet": _("防返贫监测从 %(since_on)s才有，在那以前不能纳入。"),
    "StatusBeginsTooEarly": _("现在的状态从 %(from_on)s起，新的状态最早从第二天起。"),
    "StatusInFuture": _("状态不能从以后的日子起，今天是 %(today)s，请改日期。"),
    # proposing
    "TargetOfAnotherKind": _("“%(procedure)s”不能把一户变成“%(target)s”，请另选。"),
    "RisksMissing": _("纳入监测要写明风险，至少选一项。"),
    "TooManyRisks": _("风险选了 %(value)s 项，最多 %(risks_max)s 项，请只留主要的。"),
    "RiskWordsMissing": _("选了其他风险，请写明是什么风险。"),
    "TooSoonToRemove": _(
        "这户从 %(from_on)s起监测，不满 %(months_min)s 个月，%(earliest_on)s起才能消除风险。"
    ),
    "NobodyCanWork": _("这户没有人能劳动，要继续监测，不能消除风险。"),
    "ProcedureOpenAlready": _("这户已经有一件“%(procedure)s”在办，先办完那一件。"),
    "ProcedureKeyTaken": _("这张表已经交过，请打开一张新的再填。"),
    "HouseholdInReview": _("这户还在等人复核，入册以后才能办理。"),
    "LimitsMissing": _("%(on)s没有生效的办理期限，请先到“标准”里补上。"),
    "ExitStandardMissing": _("%(on)s没有生效的脱贫标准，请先到“标准”里补上。"),
    "NumberInWords": _("%(field)s里像是有证件号码、电话或卡号，请删掉号码，只写事情。"),
    # taking steps
    "ProcedureOver": _("这一件%(procedure_state)s，不能再办，请刷新再看。"),
    "StepNotDue": _("现在轮到“%(step)s”，别的步骤做不了，请刷新再看。"),
    "StepOfAnotherTier": _("“%(step)s”由%(tier)s来办，您这里只能看。"),
    "SignedAlready": _("您已经签过一次。入户核实要 %(people_min)s 个人，请另一位来签。"),
    "ProposerMayNotApprove": _("您参加过前面的步骤，要由另一位来审。"),
    "RejectionNeedsWords": _("不通过要写明原因。"),
    "ObjectionNeedsWords": _("有人提了异议，请写明是什么、怎么核实的。"),
    "HouseholdNotSigned": _("核实的结果要农户签字，签了才能通过。"),
    "ItemMissing": _("这几项没有达到：%(items)s，不能通过。"),
    "NoticeTooShort": _("公示 %(days)s 天太短，至少 %(days_min)s 天，最早到 %(earliest_on)s。"),
    "NoticeStillHangs": _("公示要到 %(to_on)s才满，那天起才能通过。"),
    "NoticeNotUp": _("公示还没有贴出，先贴出，期满再办。"),
    "NoticeUpAlready": _("公示已经由别人贴出，到 %(to_on)s期满，不用再贴。"),
    # deciding
    "IncomeMissing": _("这户没有 %(year)s 年或以前的收入，先填收入，再审定。"),
    "LineMissing": _("%(region)s %(year)s 年的%(line_kind)s还没有，请先到“标准”里补上。"),
    "NotAboveLine": _(
        "%(year)s 年人均纯收入 %(per_capita_fen)s，没有超过 %(line_fen)s的线，不能通过。"
    ),
    "AboveLine": _("%(year)s 年人均纯收入 %(per_capita_fen)s，超过了 %(line_fen)s的线，不能通过。"),
    # withdrawing and erasing
    "NoReasonToWithdraw": _("整户撤出只能因为去世、迁出或登记有误，请另选原因。"),
    "ProcedureStillOpen": _("这户还有一项办理没有结束，先办完，再撤出。"),
    "NotWithdrawn": _("这户还在册，要先由另一个人撤出，才能删除个人信息。"),
    "ErasureNeedsAnother": _("撤出这户的人不能自己删除，请另一个人来做。"),
    "StillKept": _("这户的信息要保存到 %(from_on)s，那天起才能按期删除。"),
    # looking where it is closed
    "ReasonTooShort": _("请写明原因，至少 %(signs_min)s 个字，户主可以查到。"),
    "ReasonTooLong": _("原因最多 %(signs_max)s 个字，请写短一些。"),
    "NothingToOpen": _("这里没有登记过号码，没有可看的。"),
    "KeysChangingNow": _("另一个换密钥的命令正在跑，等它跑完再试。"),
    "NobodyOfThatNumber": _("没有一户有这个证件号码的人，请核对；这次查找已经记下。"),
}
