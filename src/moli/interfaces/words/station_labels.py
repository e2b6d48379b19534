"""Words of what stations offer, of their days, their equipment, their teams and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.stations.rules.offering import EquipmentKind, OpenState, PauseReason, Service
from moli.stations.rules.team import TaskState, TeamRole, Work

STATION_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Service: {
        Service.BUY_FOR: pgettext_lazy("station", "代买"),
        Service.SELL_FOR: pgettext_lazy("station", "代卖"),
        Service.PARCELS: pgettext_lazy("station", "代收代发"),
        Service.BILLS: pgettext_lazy("station", "代缴"),
    },
    OpenState: {
        OpenState.PLANNED: pgettext_lazy("station", "准备开"),
        OpenState.OPEN: pgettext_lazy("station", "开着"),
        OpenState.PAUSED: pgettext_lazy("station", "停业中"),
        OpenState.CLOSED: pgettext_lazy("station", "关了"),
    },
    PauseReason: {
        PauseReason.HARVEST: pgettext_lazy("station", "农忙"),
        PauseReason.HOLIDAY: pgettext_lazy("station", "过节"),
        PauseReason.REPAIR: pgettext_lazy("station", "修房子或设备"),
        PauseReason.NO_OPERATOR: pgettext_lazy("station", "没有人看店"),
        PauseReason.PERSONAL: pgettext_lazy("station", "个人的事"),
        PauseReason.OTHER: pgettext_lazy("station", "别的原因"),
    },
    EquipmentKind: {
        EquipmentKind.SCALE: pgettext_lazy("station", "秤"),
        EquipmentKind.TABLET: pgettext_lazy("station", "平板或手机"),
        EquipmentKind.COMPUTER: pgettext_lazy("station", "电脑"),
        EquipmentKind.PRINTER: pgettext_lazy("station", "打印机"),
        EquipmentKind.SCANNER: pgettext_lazy("station", "扫码枪"),
        EquipmentKind.SCREEN: pgettext_lazy("station", "电视"),
        EquipmentKind.SHELVES: pgettext_lazy("station", "货架"),
        EquipmentKind.FRIDGE: pgettext_lazy("station", "冰柜"),
        EquipmentKind.SIGN: pgettext_lazy("station", "门牌"),
        EquipmentKind.NOTICE_BOARD: pgettext_lazy("station", "公示栏"),
        EquipmentKind.OTHER: pgettext_lazy("station", "别的设备"),
    },
    TeamRole: {
        TeamRole.OPERATOR: pgettext_lazy("station", "站长"),
        TeamRole.BUYER_FOR: pgettext_lazy("station", "代买员"),
        TeamRole.PACKER: pgettext_lazy("station", "打包员"),
        TeamRole.DELIVERER: pgettext_lazy("station", "送货员"),
        TeamRole.TRAINER: pgettext_lazy("station", "培训员"),
        TeamRole.ACCOUNTANT: pgettext_lazy("station", "记账员"),
    },
    Work: {
        Work.WEIGH: pgettext_lazy("station", "收货过秤"),
        Work.PACK: pgettext_lazy("station", "打包"),
        Work.BUY_FOR: pgettext_lazy("work", "代买"),
        Work.PARCELS: pgettext_lazy("station", "收发包裹"),
        Work.BILLS: pgettext_lazy("work", "代缴"),
        Work.CASH: pgettext_lazy("station", "管钱箱"),
        Work.CLOSE_DAY: pgettext_lazy("station", "日结"),
        Work.TRAIN: pgettext_lazy("station", "教村里人用"),
        Work.LEAD: pgettext_lazy("station", "管队伍、任务和设备"),
    },
    TaskState: {
        TaskState.OPEN: pgettext_lazy("station", "还没做"),
        TaskState.DONE: pgettext_lazy("station", "做好了"),
        TaskState.DROPPED: pgettext_lazy("station", "不做了"),
    },
}
