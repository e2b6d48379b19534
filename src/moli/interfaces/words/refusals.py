"""One sentence for every refusal: what is wrong, what is allowed, what to do.

The table is keyed by the refusal's code. A fact is shown by what its name ends in: grams become
jin (kilograms in English), fen per kilogram become yuan per jin, days become dates, states and
roles their words; so a sentence never does arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.accounts.rules import Role
from moli.interfaces.words.amounts import jin, yuan, yuan_per_jin
from moli.interfaces.words.bulk_refusals import BULK_SENTENCES
from moli.interfaces.words.counter_refusals import COUNTER_SENTENCES
from moli.interfaces.words.days import full_day
from moli.interfaces.words.insight_refusals import INSIGHT_SENTENCES
from moli.interfaces.words.labels import field_label, label
from moli.interfaces.words.ledger_refusals import LEDGER_SENTENCES
from moli.interfaces.words.order_refusals import ORDER_SENTENCES
from moli.interfaces.words.pair_planning_refusals import PAIR_PLANNING_SENTENCES
from moli.interfaces.words.pairing_refusals import PAIRING_SENTENCES
from moli.interfaces.words.parcel_refusals import PARCEL_SENTENCES
from moli.interfaces.words.party_refusals import PARTY_SENTENCES
from moli.interfaces.words.payment_refusals import PAYMENT_SENTENCES
from moli.interfaces.words.registry_refusals import REGISTRY_SENTENCES
from moli.interfaces.words.settlement_refusals import SETTLEMENT_SENTENCES
from moli.interfaces.words.station_refusals import STATION_SENTENCES
from moli.interfaces.words.sync_refusals import SYNC_SENTENCES
from moli.interfaces.words.transfer_refusals import TRANSFER_SENTENCES
from moli.kernel.codes import CreditCodeFault
from moli.kernel.identifiers import IdNumberFault
from moli.kernel.refusal import Fact, Refusal
from moli.market.rules.negotiation import ProposalState

SENTENCES: Mapping[str, Promise] = {
    **REGISTRY_SENTENCES,
    **INSIGHT_SENTENCES,
    **LEDGER_SENTENCES,
    **ORDER_SENTENCES,
    **PAIR_PLANNING_SENTENCES,
    **PAIRING_SENTENCES,
    **BULK_SENTENCES,
    **PARTY_SENTENCES,
    **PAYMENT_SENTENCES,
    **SETTLEMENT_SENTENCES,
    **TRANSFER_SENTENCES,
    **STATION_SENTENCES,
    **SYNC_SENTENCES,
    **PARCEL_SENTENCES,
    **COUNTER_SENTENCES,
    # places
    "OutlineMissing": _("县 %(value)s 还没有边界，先导入边界，再定各村位置。"),
    "PlaceUnknown": _("没有区划代码是 %(value)s 的地方，请核对代码。"),
    "PointOutOfRange": _(
        "%(value)s 的坐标不对：经度应在 −180 到 180 之间，纬度在 −90 到 90 之间。"
    ),
    "NotAVillage": _("%(value)s 不是村级代码，村级代码有 12 位，请核对。"),
    "NotDesignated": _("%(value)s 现在不是贫困村，不用退出。"),
    "ExitBeforeDesignation": _("退出日期要晚于认定日期 %(from_on)s。"),
    # accounts
    "PhoneMalformed": _("手机号应是 11 位数字，以 13 到 19 开头，请核对。"),
    "PhoneTaken": _("这个手机号已经有账号了，请直接登录或换一个号码。"),
    "RoleNeedsArea": _("%(role)s要管一个地方，没有代码是“%(value)s”的地方，请另选。"),
    "RoleNeedsOrganisation": _("%(role)s要属于一个单位，请先选单位。"),
    "AppointmentEndsTooEarly": _("任职至少一天，结束日期要晚于 %(from_on)s。"),
    "AccountStillKept": _("账号关掉满 %(years)s 年才能抹掉姓名和号码，现在还要留着。"),
    # enterprises, stations
    "CreditCodeWrong": _("统一社会信用代码 %(value)s 不对：%(fault)s，请照营业执照核对。"),
    "StationNeedsVillage": _("服务站要设在一个村里，%(value)s 不是村级代码，请核对。"),
    "StationClosesTooEarly": _(
        "服务站和它的队伍、服务、设备都至少要有一天，关闭日期要晚于 %(from_on)s。"
    ),
    # lots and demands
    "WeightOutOfRange": _(
        "数量 %(value_grams)s不在范围内，应在 %(min_grams)s到 %(max_grams)s之间。"
    ),
    "PriceOutOfRange": _(
        "%(field)s %(value_fen_per_kg)s 不在范围内，应在 %(min_fen_per_kg)s 到 "
        "%(max_fen_per_kg)s 之间。"
    ),
    "WindowEndsBeforeStart": _(
        "%(field)s：%(to_on)s 早于开始的 %(from_on)s，请把结束日期改到开始日期当天或之后。"
    ),
    "WindowOver": _("%(field)s：%(to_on)s 已经过去，今天是 %(today)s，请改成今天或以后。"),
    "WindowTooLong": _(
        "%(field)s：从 %(from_on)s 到 %(to_on)s 太长，最多 %(days_max)s 天，请分开报。"
    ),
    "HouseholdsInconsistent": _(
        "农户 %(households)s 户、其中贫困户 %(poor_households)s 户对不上：农户至少 1 户，"
        "贫困户不能比农户多。"
    ),
    "RequestKeyTaken": _("这张表已经由别人交过，请打开一张新的再填。"),
    "PriceOfTomorrow": _("%(value_on)s 还没有到，地头价要写看到的那一天，今天是 %(today)s。"),
    "PriceTooOld": _("%(value_on)s 太久了，记不准，最早写 %(oldest_on)s，更早的请不要报。"),
    "PriceNeedsVillage": _("地头价要写是在哪个村看到的，请选村。"),
    "GradeOfAnotherProduct": _("选的等级不是这个品种的，请重新选等级。"),
    "LotNeedsVillage": _("一批货要出自一个村，请选村。"),
    "LessThanCommitted": _("数量不能少于已经答应出去的 %(min_grams)s，请改多一些。"),
    "OfferWithdrawn": _("这一条已经撤回，不能再改，要卖要买请另报一条。"),
    "EnterpriseNotChecked": _("%(name)s还没有通过核对，请先联系县办公室核对执照。"),
    "WeightUnreadable": _("%(field)s“%(value)s”看不懂，请写数字和单位，比如 8万斤、40 吨。"),
    "WeightTooFine": _("%(field)s“%(value)s”太细，最小到 1 克，请改成整数。"),
    "PriceUnreadable": _("%(field)s“%(value)s”看不懂，请写每斤多少元，比如 3.20。"),
    "PriceTooFine": _("%(field)s“%(value)s”太细，每斤最多写到半分钱，比如 3.205。"),
    "DayUnreadable": _("%(field)s“%(value)s”看不懂，请写年月日，比如 2016-09-30。"),
    # rounds, introductions, contracts
    "NoTariff": _("%(on)s 没有运费标准，先录入一份，再跑对接。"),
    "ProposalMovedOn": _("这条方案已经是“%(state)s”，这一步做不了，请刷新再看。"),
    "NotEnoughLeft": _("%(field)s只剩 %(left_grams)s，不够方案要的 %(value_grams)s，请重跑一轮。"),
    "MoreThanHeld": _("数量 %(value_grams)s不行，最多 %(max_grams)s，而且要大于 0。"),
    "ReasonMissing": _("请选一个原因，下一轮好配得更准。"),
    "TermsChanged": _("对方刚改了条件，现在是 %(price_fen_per_kg)s、%(grams)s，请看清楚再答复。"),
    "FloorAbovePrice": _("保底价不能高于成交价 %(max_fen_per_kg)s，请改低。"),
    "TariffBeforeAnother": _("运费标准要从 %(from_on)s 之后开始，那天已有一份。"),
    "SeasonsOutOfRange": _("合同季数 %(value)s 不在范围内，应是 1 到 %(seasons_max)s 季。"),
    # the command line
    "CommandUnknown": _("没有 %(value)s 这个命令，可用的有：%(allowed)s。"),
    "CommandMisused": _("%(command)s 写得不对（%(value)s），用 --help 看用法。"),
    "ArgumentUnknown": _("%(command)s 不认识 %(value)s，用 --help 看有哪些选项。"),
    "ArgumentMissing": _("%(command)s 少了 %(value)s，用 --help 看用法。"),
    "ArgumentInvalid": _("%(command)s 的 %(value)s 写得不对，用 --help 看能写什么。"),
    "DatabaseNotReady": _("数据库连不上或还没建表（%(value)s），先运行 moli migrate。"),
    "FolderNotUsable": _("%(value)s 不能读写，请换一个目录或改权限。"),
    "FileNotThere": _("没有 %(value)s 这个文件，请核对路径。"),
    "BenchNeedsPostgres": _("要测 PostgreSQL，请先把 DATABASE_URL 指到一个 PostgreSQL 数据库。"),
    "PortTaken": _("端口 %(value)s 已被占用，用 --port 换一个，或先关掉占用它的程序。"),
    "NotADemo": _(
        "这个数据库里已有正式数据，不能装演示数据，请把 MOLI_HOME 或 DATABASE_URL 指到空的地方。"
    ),
    # sheets
    "SheetRefused": _("表里有 %(findings)s 处要改，什么都没有存，改好再导入。"),
    "NotASheet": _("%(filename)s 打不开：请用没有加密的 .xlsx 或 .csv 文件，另存一份再试。"),
    "SheetEmpty": _("%(filename)s 里没有数据：第一行写列名，从第二行起填。"),
    "CountUnreadable": _("%(field)s“%(value)s”看不懂，请写整数，比如 112。"),
    "SheetNoLongerKept": _("这份表已经过了一个小时，没有留着，请再传一次。"),
    "FileMissing": _("还没有选表格，请选一个 .xlsx 或 .csv 文件再传。"),
    "SheetTooLarge": _("%(filename)s 太大，最多 %(max_mb)s MB，请分成几份。"),
    "SheetTooLong": _("表太长，最多 %(max_rows)s 行，请分成几份。"),
    "SheetTooWide": _("表太宽，最多 %(max_columns)s 列，请删掉用不着的列。"),
    "HeadingMissing": _("表里少了“%(column)s”这一列，请照模板补上。"),
    "CellWithoutHeading": _(
        "第 %(row)s 行 %(column)s 列有内容，可是这一列没有列名，请补列名或删掉。"
    ),
    "HeadingTwice": _("列名“%(column)s”出现了两次，请改掉一个。"),
    "CodeTypedAsNumber": _(
        "第 %(row)s 行“%(column)s”是数字格式，位数可能已经丢了，请把这一列设成文本再填。"
    ),
}

_KINDS: Mapping[str, type[StrEnum]] = {
    "state": ProposalState,
    "role": Role,
    "fault": CreditCodeFault,
    "id_fault": IdNumberFault,
}
_DAYS = ("today", "on")


def sentence(refusal: Refusal) -> str:
    """The refusal in the reader's language. A code without a sentence is an error of ours."""
    return filled(SENTENCES[refusal.code], refusal.facts, field=field_label(refusal.field))


def filled(template: Promise, facts: Mapping[str, Fact], *, field: str) -> str:
    """A template with its facts in words; `field` names the box or the column."""
    shown = {name: _shown(name, value) for name, value in facts.items()}
    return str(template) % {**shown, "field": field}


def _shown(name: str, value: Fact) -> str:
    if isinstance(value, tuple):
        return str(_("、")).join(_shown(name, each) for each in value)
    if isinstance(value, int):
        return _shown_number(name, value)
    if isinstance(value, StrEnum):
        return label(value)
    if name in _KINDS:
        return label(_KINDS[name](value))
    if name.endswith("_on") or name in _DAYS:
        return full_day(date.fromisoformat(value))
    return value


def _shown_number(name: str, value: int) -> str:
    if name.endswith("grams"):
        return jin(value)
    if name.endswith("fen_per_kg"):
        return yuan_per_jin(value)
    if name.endswith("_fen"):
        return yuan(value)
    return f"{value:,}"
