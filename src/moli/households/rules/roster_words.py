"""The words that a roster may use, as the official forms say them, and other spellings of them.

The first word of a member is the one that pages show too and that an export writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from moli.households.rules.care import UnitLevel
from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.roster_columns import plain
from moli.households.rules.statuses import State

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, ...]]] = {
    Sex: {Sex.MALE: ("男",), Sex.FEMALE: ("女",)},
    Relation: {
        Relation.HEAD: ("户主", "本人", "本人或户主"),
        Relation.SPOUSE: ("配偶", "妻子", "丈夫"),
        Relation.SON: ("儿子", "子", "长子", "次子"),
        Relation.DAUGHTER: ("女儿", "女", "长女", "次女"),
        Relation.SON_IN_LAW: ("女婿",),
        Relation.DAUGHTER_IN_LAW: ("儿媳", "媳妇"),
        Relation.FATHER: ("父亲", "父"),
        Relation.MOTHER: ("母亲", "母"),
        Relation.PARENT_IN_LAW: ("岳父母或公婆", "岳父", "岳母", "公公", "婆婆"),
        Relation.GRANDPARENT: ("祖父母", "祖父", "祖母", "爷爷", "奶奶"),
        Relation.GRANDSON: ("孙子", "孙", "外孙", "外孙子"),
        Relation.GRANDDAUGHTER: ("孙女", "外孙女"),
        Relation.BROTHER: ("兄弟", "哥哥", "弟弟", "兄", "弟"),
        Relation.SISTER: ("姐妹", "姐姐", "妹妹", "姐", "妹"),
        Relation.OTHER: ("其他", "其它"),
    },
    Education: {
        Education.ILLITERATE: ("文盲或半文盲", "文盲半文盲", "文盲"),
        Education.PRIMARY: ("小学",),
        Education.JUNIOR: ("初中",),
        Education.SENIOR: ("高中", "中专", "中职"),
        Education.COLLEGE: ("大专及以上", "大专", "本科", "大学"),
    },
    Schooling: {
        Schooling.NONE: ("不在校", "非在校生", "无"),
        Schooling.PRESCHOOL: ("学前教育", "学龄前儿童", "幼儿园"),
        Schooling.PRIMARY: ("小学",),
        Schooling.JUNIOR: ("初中",),
        Schooling.SENIOR: ("普通高中", "高中"),
        Schooling.VOCATIONAL: ("中职", "中专"),
        Schooling.COLLEGE: ("大专及以上", "大专", "本科", "大学"),
        Schooling.DROPPED_OUT: ("适龄未上学", "辍学"),
    },
    Health: {
        Health.HEALTHY: ("健康",),
        Health.CHRONIC: ("长期慢性病", "慢性病"),
        Health.SERIOUS: ("患有大病", "大病"),
        Health.DISABLED: ("残疾",),
        Health.CHRONIC_DISABLED: ("长期慢性病，残疾", "长期慢性病、残疾"),
        Health.SERIOUS_DISABLED: ("患有大病，残疾", "患有大病、残疾"),
    },
    Labour: {
        Labour.ORDINARY: ("普通劳动力",),
        Labour.SKILLED: ("技能劳动力",),
        Labour.WEAK: ("弱劳动力或半劳动力", "弱劳动力", "半劳动力"),
        Labour.LOST: ("丧失劳动力",),
        Labour.NONE: ("无劳动力",),
    },
    WorkPlace: {
        WorkPlace.NONE: ("没有务工", "未务工", "无"),
        WorkPlace.TOWN: ("乡镇内", "乡(镇)内"),
        WorkPlace.COUNTY: ("县内", "乡镇外县内"),
        WorkPlace.PROVINCE: ("省内县外", "县外省内"),
        WorkPlace.OUTSIDE: ("省外",),
    },
    StandardLevel: {
        StandardLevel.NATIONAL: ("国家标准",),
        StandardLevel.PROVINCIAL: ("省定标准",),
        StandardLevel.CITY: ("市定标准",),
    },
    Attribute: {
        Attribute.GENERAL: ("一般户", "一般贫困户"),
        Attribute.MINIMUM_LIVING: ("低保户", "低保贫困户"),
        Attribute.SPECIAL_SUPPORT: (*("特困供养户", "特困供养贫困户", "五保户", "五保贫困户"),),
    },
    Cause: {
        Cause.ILLNESS: ("因病",),
        Cause.DISABILITY: ("因残",),
        Cause.SCHOOLING: ("因学",),
        Cause.DISASTER: ("因灾",),
        Cause.NO_LAND: ("缺土地",),
        Cause.NO_WATER: ("缺水",),
        Cause.NO_SKILL: ("缺技术",),
        Cause.NO_LABOUR: ("缺劳力", "缺劳动力"),
        Cause.NO_MONEY: ("缺资金",),
        Cause.NO_ROAD: ("交通条件落后",),
        Cause.NO_DRIVE: ("自身发展动力不足", "自身发展力不足"),
        Cause.OTHER: ("其他", "其它"),
    },
    State: {
        State.REGISTERED: ("贫困户", "未脱贫"),
        State.EXITED: ("脱贫户", "脱贫", "已脱贫"),
        State.RELAPSED: ("返贫户", "返贫"),
    },
    HouseGrade: {
        HouseGrade.A: ("A 级，安全", "A级", "A"),
        HouseGrade.B: ("B 级，基本安全", "B级", "B"),
        HouseGrade.C: ("C 级，局部危险", "C级", "C"),
        HouseGrade.D: ("D 级，整体危险", "D级", "D"),
    },
    HouseStructure: {
        HouseStructure.CONCRETE: ("钢筋混凝土", "钢混"),
        HouseStructure.BRICK: ("砖混或砖木", "砖混", "砖木", "砖瓦"),
        HouseStructure.TIMBER: ("木结构", "木瓦"),
        HouseStructure.EARTH: ("土坯", "土木"),
        HouseStructure.OTHER: ("其他", "其它"),
    },
    RoadKind: {
        RoadKind.CEMENT: ("水泥或沥青路", "水泥路", "沥青路", "硬化路"),
        RoadKind.GRAVEL: ("砂石路",),
        RoadKind.EARTH: ("泥土路", "土路"),
    },
    Fuel: {
        Fuel.WOOD: ("柴草",),
        Fuel.GAS: ("液化气", "天然气", "煤气"),
        Fuel.BIOGAS: ("沼气",),
        Fuel.ELECTRICITY: ("电",),
        Fuel.COAL: ("煤",),
    },
    UnitLevel: {
        UnitLevel.PROVINCE: ("省直单位", "省"),
        UnitLevel.CITY: ("市直单位", "市"),
        UnitLevel.COUNTY: ("县直单位", "县"),
        UnitLevel.TOWN: ("乡镇单位", "乡镇"),
        UnitLevel.VILLAGE: ("村级", "村"),
    },
}
YES, NO = "是", "否"
YES_WORDS = frozenset({YES, "有", "已参加", "参加"})
NO_WORDS = frozenset({NO, "无", "没有", "未参加"})

_MEANT: Mapping[type[StrEnum], Mapping[str, StrEnum]] = {
    kind: {plain(word): member for member, words in table.items() for word in words}
    for kind, table in WORDS.items()
}


def meant_by(kind: type[StrEnum], text: str) -> StrEnum | None:
    """What a word of a sheet means, or None. Levelled once for each way of writing it."""
    found = _MEANT[kind].get(text)
    return found if found is not None else _MEANT[kind].get(plain(text))


def word_of(member: StrEnum) -> str:
    """The word that a sheet has for something."""
    return WORDS[type(member)][member][0]


def allowed_words(kind: type[StrEnum]) -> tuple[str, ...]:
    """The words of a kind that the template offers and a finding names."""
    return tuple(words[0] for words in WORDS[kind].values())
