"""Words of the registry's kinds, as the official forms say them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.households.rules.batches import BatchState, UndoReason
from moli.households.rules.care import ConsentPurpose, OpeningKind, UnitLevel
from moli.households.rules.causes import Attribute, Cause, Risk, StandardLevel
from moli.households.rules.deprivation import Deprivation, Dimension
from moli.households.rules.lines import LineKind
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, LandKind, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    JoinReason,
    Labour,
    LeaveReason,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.procedures import (
    ClueSource,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Tier,
    Verdict,
)
from moli.households.rules.quality import Mender, Severity
from moli.households.rules.retention import ErasureReason, RetentionSet
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.standards import ExitItem, StandardKind
from moli.households.rules.statuses import State, Track
from moli.kernel.certainty import Certainty
from moli.kernel.identifiers import IdNumberFault

REGISTRY_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Sex: {Sex.MALE: _("男"), Sex.FEMALE: _("女")},
    Relation: {
        Relation.HEAD: _("户主"),
        Relation.SPOUSE: _("配偶"),
        Relation.SON: _("儿子"),
        Relation.DAUGHTER: _("女儿"),
        Relation.SON_IN_LAW: _("女婿"),
        Relation.DAUGHTER_IN_LAW: _("儿媳"),
        Relation.FATHER: _("父亲"),
        Relation.MOTHER: _("母亲"),
        Relation.PARENT_IN_LAW: _("岳父母或公婆"),
        Relation.GRANDPARENT: _("祖父母"),
        Relation.GRANDSON: _("孙子"),
        Relation.GRANDDAUGHTER: _("孙女"),
        Relation.BROTHER: _("兄弟"),
        Relation.SISTER: _("姐妹"),
        Relation.OTHER: pgettext_lazy("relation", "其他"),
    },
    IdKind: {IdKind.RESIDENT: _("居民身份证"), IdKind.DISABILITY: _("残疾人证")},
    IdNumberFault: {
        IdNumberFault.LENGTH: _("应有 18 位（残疾人证 20 或 22 位）"),
        IdNumberFault.FIFTEEN: _("15 位是旧号码，请换成 18 位"),
        IdNumberFault.SIGNS: _("有不该出现的字符"),
        IdNumberFault.DATE: _("里面的出生日期不对"),
        IdNumberFault.CHECK: _("最后一位校验码对不上"),
    },
    Education: {
        Education.ILLITERATE: _("文盲或半文盲"),
        Education.PRIMARY: pgettext_lazy("education", "小学"),
        Education.JUNIOR: pgettext_lazy("education", "初中"),
        Education.SENIOR: pgettext_lazy("education", "高中"),
        Education.COLLEGE: pgettext_lazy("education", "大专及以上"),
    },
    Schooling: {
        Schooling.NONE: _("不在校"),
        Schooling.PRESCHOOL: _("学前教育"),
        Schooling.PRIMARY: pgettext_lazy("schooling", "小学"),
        Schooling.JUNIOR: pgettext_lazy("schooling", "初中"),
        Schooling.SENIOR: pgettext_lazy("schooling", "普通高中"),
        Schooling.VOCATIONAL: pgettext_lazy("schooling", "中职"),
        Schooling.COLLEGE: pgettext_lazy("schooling", "大专及以上"),
        Schooling.DROPPED_OUT: _("适龄未上学"),
    },
    Health: {
        Health.HEALTHY: _("健康"),
        Health.CHRONIC: _("长期慢性病"),
        Health.SERIOUS: _("患有大病"),
        Health.DISABLED: _("残疾"),
        Health.CHRONIC_DISABLED: _("长期慢性病，残疾"),
        Health.SERIOUS_DISABLED: _("患有大病，残疾"),
    },
    Labour: {
        Labour.ORDINARY: _("普通劳动力"),
        Labour.SKILLED: _("技能劳动力"),
        Labour.WEAK: _("弱劳动力或半劳动力"),
        Labour.LOST: _("丧失劳动力"),
        Labour.NONE: _("无劳动力"),
    },
    WorkPlace: {
        WorkPlace.NONE: _("没有务工"),
        WorkPlace.TOWN: _("乡镇内"),
        WorkPlace.COUNTY: _("县内"),
        WorkPlace.PROVINCE: _("省内县外"),
        WorkPlace.OUTSIDE: _("省外"),
    },
    LeaveReason: {
        LeaveReason.DIED: _("去世"),
        LeaveReason.MARRIED_OUT: _("婚出"),
        LeaveReason.MOVED: _("迁出"),
        LeaveReason.SPLIT: _("分户"),
        LeaveReason.ERROR: _("登记有误"),
    },
    JoinReason: {
        JoinReason.FIRST: _("建档时就在"),
        JoinReason.BORN: _("出生"),
        JoinReason.MARRIED_IN: _("婚入"),
        JoinReason.MOVED: _("迁入"),
        JoinReason.RETURNED: _("回到本户"),
    },
    HouseGrade: {
        HouseGrade.A: _("A 级，安全"),
        HouseGrade.B: _("B 级，基本安全"),
        HouseGrade.C: _("C 级，局部危险"),
        HouseGrade.D: _("D 级，整体危险"),
    },
    HouseStructure: {
        HouseStructure.CONCRETE: _("钢筋混凝土"),
        HouseStructure.BRICK: _("砖混或砖木"),
        HouseStructure.TIMBER: _("木结构"),
        HouseStructure.EARTH: _("土坯"),
        HouseStructure.OTHER: pgettext_lazy("structure", "其他"),
    },
    RoadKind: {
        RoadKind.CEMENT: _("水泥或沥青路"),
        RoadKind.GRAVEL: _("砂石路"),
        RoadKind.EARTH: _("泥土路"),
    },
    Fuel: {
        Fuel.WOOD: _("柴草"),
        Fuel.GAS: _("液化气"),
        Fuel.BIOGAS: _("沼气"),
        Fuel.ELECTRICITY: _("电"),
        Fuel.COAL: _("煤"),
    },
    LandKind: {
        LandKind.ARABLE: _("耕地"),
        LandKind.FOREST: _("林地"),
        LandKind.ORCHARD: _("林果"),
        LandKind.RETURNED: _("退耕还林"),
        LandKind.GRASS: _("牧草地"),
        LandKind.WATER: _("水面"),
    },
    Cause: {
        Cause.ILLNESS: pgettext_lazy("cause", "因病"),
        Cause.DISABILITY: pgettext_lazy("cause", "因残"),
        Cause.SCHOOLING: pgettext_lazy("cause", "因学"),
        Cause.DISASTER: pgettext_lazy("cause", "因灾"),
        Cause.NO_LAND: _("缺土地"),
        Cause.NO_WATER: _("缺水"),
        Cause.NO_SKILL: _("缺技术"),
        Cause.NO_LABOUR: pgettext_lazy("cause", "缺劳力"),
        Cause.NO_MONEY: _("缺资金"),
        Cause.NO_ROAD: _("交通条件落后"),
        Cause.NO_DRIVE: _("自身发展动力不足"),
        Cause.OTHER: pgettext_lazy("cause", "其他"),
    },
    Risk: {
        Risk.ILLNESS: pgettext_lazy("risk", "因病"),
        Risk.DISABILITY: pgettext_lazy("risk", "因残"),
        Risk.SCHOOLING: pgettext_lazy("risk", "因学"),
        Risk.DISASTER: pgettext_lazy("risk", "因灾"),
        Risk.ACCIDENT: _("意外事故"),
        Risk.FAILED_PROJECT: _("产业项目失败"),
        Risk.UNSTABLE_WORK: _("务工就业不稳"),
        Risk.NO_LABOUR: pgettext_lazy("risk", "缺劳力"),
        Risk.HOUSING: _("住房安全"),
        Risk.DRINKING_WATER: _("饮水安全"),
        Risk.OTHER: pgettext_lazy("risk", "其他"),
    },
    Attribute: {
        Attribute.GENERAL: _("一般户"),
        Attribute.MINIMUM_LIVING: _("低保户"),
        Attribute.SPECIAL_SUPPORT: _("特困供养户"),
    },
    StandardLevel: {
        StandardLevel.NATIONAL: _("国家标准"),
        StandardLevel.PROVINCIAL: _("省定标准"),
        StandardLevel.CITY: _("市定标准"),
    },
    Track: {Track.POVERTY: _("贫困识别和退出"), Track.MONITORING: _("防返贫监测")},
    State: {
        State.REGISTERED: _("贫困户"),
        State.EXITED: _("脱贫户"),
        State.RELAPSED: _("返贫户"),
        State.UNSTABLE: _("脱贫不稳定户"),
        State.MARGINAL: _("边缘易致贫户"),
        State.HARDSHIP: _("突发严重困难户"),
        State.RISK_REMOVED: _("风险已消除"),
    },
    ProcedureKind: {
        ProcedureKind.REGISTER: _("识别建档"),
        ProcedureKind.EXIT: _("脱贫退出"),
        ProcedureKind.RELAPSE: _("返贫认定"),
        ProcedureKind.MONITOR: _("纳入监测"),
        ProcedureKind.REMOVE: _("风险消除"),
    },
    StepKind: {
        StepKind.CLUE: _("发现线索"),
        StepKind.CHECK: _("入户核实"),
        StepKind.REVIEW: _("村级评议"),
        StepKind.NOTICE: _("村内公示"),
        StepKind.TOWN: _("乡镇审核"),
        StepKind.COUNTY: _("县级审定"),
    },
    Verdict: {Verdict.PASS: pgettext_lazy("verdict", "通过"), Verdict.REJECT: _("不通过")},
    ProcedureState: {
        ProcedureState.OPEN: _("办理中"),
        ProcedureState.APPROVED: _("已审定"),
        ProcedureState.REJECTED: _("未通过"),
    },
    ClueSource: {
        ClueSource.HOUSEHOLD: _("农户自己申报"),
        ClueSource.CADRE: _("干部走访发现"),
        ClueSource.DEPARTMENT: _("部门筛查预警"),
    },
    Tier: {
        Tier.VILLAGE: pgettext_lazy("tier", "村"),
        Tier.TOWN: pgettext_lazy("tier", "乡镇"),
        Tier.COUNTY: pgettext_lazy("tier", "县"),
    },
    LineKind: {
        LineKind.POVERTY: _("现价国家扶贫标准"),
        LineKind.PLANNING: _("规划参考标准"),
        LineKind.EXIT: _("省定脱贫收入标准"),
        LineKind.MONITORING: _("防返贫监测线"),
    },
    Certainty: {
        Certainty.VERIFIED: _("出处可靠"),
        Certainty.WEAK: _("出处较弱"),
        Certainty.DERIVED: _("推算得出"),
        Certainty.MEMORY: _("待核实"),
    },
    StandardKind: {
        StandardKind.EXIT: _("脱贫标准（八有一超）"),
        StandardKind.LIMITS: _("办理期限"),
        StandardKind.DEPRIVATION: _("多维贫困指标"),
    },
    ExitItem: {
        ExitItem.INCOME_SOURCE: _("有收入来源或最低生活保障"),
        ExitItem.HOUSE: _("有住房保障"),
        ExitItem.MEDICAL: _("有基本医疗保障"),
        ExitItem.SCHOOL: _("有义务教育保障"),
        ExitItem.ROAD: _("有路通自然村"),
        ExitItem.WATER: _("有饮用水"),
        ExitItem.POWER: _("有电用"),
        ExitItem.TELEVISION: _("有电视看"),
    },
    Dimension: {
        Dimension.INCOME: pgettext_lazy("dimension", "收入"),
        Dimension.HEALTH: pgettext_lazy("dimension", "健康"),
        Dimension.EDUCATION: pgettext_lazy("dimension", "教育"),
        Dimension.LIVING: pgettext_lazy("dimension", "生活条件"),
    },
    Deprivation: {
        Deprivation.INCOME: _("收入不超过国家标准"),
        Deprivation.MEDICAL: _("有人没有医疗保险"),
        Deprivation.ILLNESS: _("有人患大病"),
        Deprivation.LABOUR: _("没有人能劳动"),
        Deprivation.SCHOOL: _("有孩子没上学"),
        Deprivation.JUNIOR: _("没有人读过初中"),
        Deprivation.HOUSE: _("住房危险或太挤"),
        Deprivation.WATER: _("饮水不安全"),
        Deprivation.POWER: _("没有通电"),
        Deprivation.ROAD: _("入户是泥土路"),
        Deprivation.TELEVISION: _("没有电视看"),
    },
    SnapshotReason: {
        SnapshotReason.YEAR: _("年度存档"),
        SnapshotReason.DECISION: _("审定时存档"),
    },
    BatchState: {
        BatchState.LOADING: _("还没存完"),
        BatchState.IN_REVIEW: _("等人复核"),
        BatchState.MERGED: _("已入册"),
        BatchState.UNDONE: _("已撤销"),
    },
    UndoReason: {
        UndoReason.WRONG_FILE: _("传错了表"),
        UndoReason.WRONG_FACTS: _("内容有错"),
        UndoReason.TWICE: _("和别的表重复"),
        UndoReason.OTHER: pgettext_lazy("reason", "其他原因"),
    },
    UnitLevel: {
        UnitLevel.PROVINCE: _("省直单位"),
        UnitLevel.CITY: _("市直单位"),
        UnitLevel.COUNTY: _("县直单位"),
        UnitLevel.TOWN: _("乡镇单位"),
        UnitLevel.VILLAGE: _("村级"),
    },
    ConsentPurpose: {
        ConsentPurpose.PAIRING: _("让结对的人看到姓名和电话"),
        ConsentPurpose.STORY: _("公开讲自家的故事"),
        ConsentPurpose.DEPUTY: _("请服务站代办"),
        ConsentPurpose.MATCHING: _("和其他部门核对信息"),
    },
    RetentionSet: {
        RetentionSet.HOUSEHOLD: _("撤出的农户"),
        RetentionSet.UNDONE: _("撤销的导入"),
    },
    ErasureReason: {
        ErasureReason.RETENTION: _("保存期满"),
        ErasureReason.REQUEST: _("户里要求删除"),
    },
    OpeningKind: {
        OpeningKind.NUMBER: _("看证件号码"),
        OpeningKind.PHONE: _("看电话号码"),
        OpeningKind.OUTSIDE: _("看辖区外农户"),
        OpeningKind.ACCOUNT: _("看银行账号"),
        OpeningKind.BANK_LIST: _("把银行账号放进打款清单"),
    },
    Severity: {Severity.ERROR: _("要改"), Severity.WARNING: _("请核对")},
    Mender: {
        Mender.VILLAGE: pgettext_lazy("tier", "村"),
        Mender.TOWN: pgettext_lazy("tier", "乡镇"),
        Mender.COUNTY: pgettext_lazy("tier", "县"),
    },
}
