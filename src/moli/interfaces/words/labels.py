"""Words for every kind, state, role and reason that a screen shows.

Each enumeration of the rooms below has one table here; a member without a word fails a test,
not a page. `label` gives the word in the reader's language at the moment of asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.accounts.rules import OrganisationKind, Role
from moli.catalogue.rules import ProductKind, Storage
from moli.enterprises.rules import EnterpriseKind, EnterpriseStatus
from moli.interfaces.words.bulk_labels import BULK_FIELDS, BULK_LABELS
from moli.interfaces.words.counter_labels import COUNTER_FIELDS, COUNTER_LABELS
from moli.interfaces.words.insight_labels import INSIGHT_FIELDS, INSIGHT_LABELS
from moli.interfaces.words.ledger_labels import LEDGER_FIELDS, LEDGER_LABELS
from moli.interfaces.words.order_labels import ORDER_FIELDS, ORDER_LABELS
from moli.interfaces.words.pairing_labels import PAIRING_FIELDS, PAIRING_LABELS
from moli.interfaces.words.parcel_labels import PARCEL_FIELDS, PARCEL_LABELS
from moli.interfaces.words.party_labels import PARTY_FIELDS, PARTY_LABELS
from moli.interfaces.words.payment_labels import PAYMENT_LABELS
from moli.interfaces.words.registry_fields import REGISTRY_FIELDS
from moli.interfaces.words.registry_labels import REGISTRY_LABELS
from moli.interfaces.words.settlement_labels import SETTLEMENT_FIELDS, SETTLEMENT_LABELS
from moli.interfaces.words.station_labels import STATION_LABELS
from moli.interfaces.words.sync_labels import SYNC_FIELDS, SYNC_LABELS
from moli.interfaces.words.transfer_labels import TRANSFER_FIELDS, TRANSFER_LABELS
from moli.kernel.codes import CreditCodeFault
from moli.market.rules.message_heard import Field, MessageSide
from moli.market.rules.negotiation import AnswerKind, DeclineReason, ProposalState, Side
from moli.market.rules.offers import OfferState
from moli.places.rules.divisions import Kind, Level, PositionSource
from moli.stations.rules.platforms import Platform

Words = Mapping[StrEnum, Promise]

LABELS: Mapping[type[StrEnum], Words] = {
    **REGISTRY_LABELS,
    **LEDGER_LABELS,
    **PAYMENT_LABELS,
    **PARTY_LABELS,
    **PAIRING_LABELS,
    **INSIGHT_LABELS,
    **ORDER_LABELS,
    **BULK_LABELS,
    **SETTLEMENT_LABELS,
    **TRANSFER_LABELS,
    **STATION_LABELS,
    **SYNC_LABELS,
    **PARCEL_LABELS,
    **COUNTER_LABELS,
    Role: {
        Role.OFFICE: _("县办公室"),
        Role.LEADER: _("县领导"),
        Role.AUDITOR: _("审计"),
        Role.ORGANISER: _("支部联络人"),
        Role.FIRST_SECRETARY: _("第一书记"),
        Role.VILLAGE_COMMITTEE: _("村委会"),
        Role.TOWN_OFFICE: _("乡镇办"),
        Role.STATION_OPERATOR: _("服务站站长"),
        Role.STATION_STAFF: _("服务站帮手"),
        Role.PRACTITIONER: _("电商从业者"),
        Role.BUYER: _("企业采购"),
    },
    OrganisationKind: {
        OrganisationKind.BRANCH: _("党支部"),
        OrganisationKind.ENTERPRISE: _("企业"),
        OrganisationKind.STATION: _("服务站"),
    },
    ProposalState: {
        ProposalState.PROPOSED: _("待牵线"),
        ProposalState.INTRODUCED: _("等答复"),
        ProposalState.AGREED: _("谈成了"),
        ProposalState.CONTRACTED: _("已拟合同"),
        ProposalState.DECLINED: _("没谈成"),
        ProposalState.REPLACED: _("已换新方案"),
    },
    OfferState: {
        OfferState.OPEN: _("在找对家"),
        OfferState.WITHDRAWN: _("已撤回"),
    },
    Side: {
        Side.SELLER: _("卖方"),
        Side.BUYER: _("买方"),
    },
    AnswerKind: {
        AnswerKind.ACCEPT: _("同意"),
        AnswerKind.COUNTER: _("还价"),
        AnswerKind.DECLINE: _("不做"),
    },
    DeclineReason: {
        DeclineReason.PRICE: _("价格不合适"),
        DeclineReason.OTHER_PARTNER: _("已有别的对家"),
        DeclineReason.DATES: _("时间对不上"),
        DeclineReason.QUALITY: _("品质不合要求"),
        DeclineReason.OTHER: pgettext_lazy("reason", "其他原因"),
    },
    MessageSide: {
        MessageSide.OFFER: _("有货要卖"),
        MessageSide.DEMAND: _("要买货"),
    },
    Field: {
        Field.SIDE: _("卖还是买"),
        Field.VILLAGE: pgettext_lazy("field", "村"),
        Field.PRODUCT: _("品种"),
        Field.GRADE: _("等级"),
        Field.WEIGHT: _("数量"),
        Field.PRICE: _("价格"),
        Field.DESTINATION: _("送到哪里"),
        Field.FROM: _("从哪天起"),
        Field.TO: _("到哪天止"),
    },
    ProductKind: {
        ProductKind.FRUIT: _("水果"),
        ProductKind.FLOWER: _("花"),
        ProductKind.VEGETABLE: _("蔬菜"),
        ProductKind.GRAIN: _("粮食"),
        ProductKind.SUGAR: _("糖料"),
        ProductKind.ANIMAL: _("养殖"),
        ProductKind.PROCESSED: _("加工品"),
    },
    Storage: {
        Storage.AMBIENT: _("常温"),
        Storage.COOL: _("冷藏"),
        Storage.FROZEN: _("冷冻"),
    },
    EnterpriseKind: {
        EnterpriseKind.COMPANY: _("公司"),
        EnterpriseKind.COOPERATIVE: _("合作社"),
        EnterpriseKind.COLLECTIVE: _("村集体经济组织"),
    },
    EnterpriseStatus: {
        EnterpriseStatus.LEAD: _("待核对"),
        EnterpriseStatus.CHECKED: _("已核对"),
        EnterpriseStatus.SUSPENDED: _("暂停对接"),
    },
    CreditCodeFault: {
        CreditCodeFault.LENGTH: _("应有 18 位"),
        CreditCodeFault.SIGNS: _("有不该出现的字符"),
        CreditCodeFault.CHECK: _("最后一位校验码对不上"),
    },
    Level: {
        Level.COUNTY: pgettext_lazy("level", "县"),
        Level.TOWN: pgettext_lazy("level", "乡镇"),
        Level.VILLAGE: pgettext_lazy("level", "村"),
    },
    Kind: {
        Kind.COUNTY: pgettext_lazy("level", "县"),
        Kind.TOWN: _("镇"),
        Kind.TOWNSHIP: _("乡"),
        Kind.ZONE: _("园区"),
        Kind.VILLAGE: _("行政村"),
        Kind.COMMUNITY: _("社区"),
        Kind.OTHER: pgettext_lazy("place", "其他"),
    },
    PositionSource: {
        PositionSource.APPROXIMATE: _("大致位置"),
        PositionSource.SURVEYED: _("实测位置"),
    },
    Platform: {
        Platform.RURAL_TAOBAO: _("农村淘宝"),
        Platform.POST: _("邮政邮乐购"),
        Platform.SUPPLY_MARKETING: _("供销社"),
        Platform.JD: _("京东帮"),
        Platform.OTHER: pgettext_lazy("platform", "其他平台"),
    },
}

# The boxes of forms and the columns behind them, as refusals name them.
FIELDS: Mapping[str, Promise] = {
    **REGISTRY_FIELDS,
    **LEDGER_FIELDS,
    **ORDER_FIELDS,
    **BULK_FIELDS,
    **SETTLEMENT_FIELDS,
    **TRANSFER_FIELDS,
    **PARTY_FIELDS,
    **PAIRING_FIELDS,
    **INSIGHT_FIELDS,
    **SYNC_FIELDS,
    **PARCEL_FIELDS,
    **COUNTER_FIELDS,
    "grams": _("数量"),
    "price_fen_per_kg": _("价格"),
    "fen_per_kg": _("地头价"),
    "seen_on": _("看到的日期"),
    "floor_fen_per_kg": _("底价"),
    "ceiling_fen_per_kg": _("最高价"),
    "ready_from_on": _("开始采收"),
    "ready_to_on": _("采收到"),
    "deliver_from_on": _("开始送货"),
    "deliver_to_on": _("送货到"),
    "households": _("农户数"),
    "poor_households": _("贫困户数"),
    "lot": _("货源"),
    "demand": _("需求"),
}


def label(member: StrEnum) -> str:
    """The word for a member of an enumeration, in the reader's language."""
    return str(LABELS[type(member)][member])


def field_label(name: str) -> str:
    """The word for an input that a refusal names; a name without a word is shown as it is."""
    return str(FIELDS.get(name, name))
