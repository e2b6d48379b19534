"""The columns of a roster: one row is one person, with the household's facts on its head's row.

Headings are those of the register form and the national exports, see docs/registry.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from moli.kernel.report import Finding
from moli.kernel.spoken.text import level


class RosterColumn(StrEnum):
    """What a column of a roster holds. The value is the heading that the template gives it."""

    # which household
    VILLAGE_CODE = "村代码"
    TOWN = "乡镇"
    VILLAGE = "行政村"
    GROUP = "村民小组"
    ADDRESS = "住址"
    HOUSEHOLD_CODE = "户编号"
    # the person
    PERSON_CODE = "人编号"
    NAME = "姓名"
    SEX = "性别"
    ID_NUMBER = "证件号码"
    BORN_ON = "出生日期"
    RELATION = "与户主关系"
    ETHNICITY = "民族"
    EDUCATION = "文化程度"
    SCHOOLING = "在校生状况"
    ABSENCE_REASON = "未上学原因"
    HEALTH = "健康状况"
    LABOUR = "劳动能力"
    WORK_PLACE = "务工地点"
    WORK_MONTHS = "务工月数"
    MONTHLY_WAGE = "务工月收入（元）"
    MEDICAL_INSURANCE = "城乡居民医保"
    ILLNESS_INSURANCE = "大病保险"
    PENSION_INSURANCE = "养老保险"
    MINIMUM_LIVING = "是否低保"
    SPECIAL_SUPPORT = "是否特困"
    # the household
    PHONE = "联系电话"
    STANDARD = "识别标准"
    ATTRIBUTE = "贫困户属性"
    MAIN_CAUSE = "主要致贫原因"
    OTHER_CAUSES = "其他致贫原因"
    STATE = "当前状态"
    REGISTERED_ON = "识别日期"
    EXITED_ON = "脱贫日期"
    RELAPSED_ON = "返贫日期"
    # a year
    YEAR = "年度"
    WAGE = "工资性收入（元）"
    BUSINESS = "生产经营性收入（元）"
    PROPERTY = "财产性收入（元）"
    TRANSFER = "转移性收入（元）"
    COST = "生产经营支出（元）"
    PEOPLE = "人口"
    MEDICAL = "自付医疗支出（元）"
    TUITION = "自付教育支出（元）"
    HOUSE_AREA = "住房面积（平方米）"
    HOUSE_GRADE = "房屋等级"
    HOUSE_STRUCTURE = "住房结构"
    SAFE_WATER = "饮水安全"
    POWER = "通电"
    WORK_POWER = "通生产用电"
    TELEVISION = "有电视看"
    CLEAN_TOILET = "卫生厕所"
    COOPERATIVE = "加入合作社"
    ROAD = "入户路"
    MAIN_ROAD = "离村主干路（公里）"
    FUEL = "主要燃料"
    ARABLE = "耕地（亩）"
    FOREST = "林地（亩）"
    ORCHARD = "林果（亩）"
    RETURNED = "退耕还林（亩）"
    GRASS = "牧草地（亩）"
    WATER = "水面（亩）"
    # who looks after it
    RESPONSIBLE = "帮扶责任人"
    UNIT = "责任人单位"
    UNIT_LEVEL = "单位隶属"
    RESPONSIBLE_PHONE = "责任人电话"
    RESPONSIBLE_FROM = "帮扶开始日期"


_PERSON_COLUMNS = frozenset(
    {
        RosterColumn.HOUSEHOLD_CODE,
        RosterColumn.PERSON_CODE,
        RosterColumn.NAME,
        RosterColumn.SEX,
        RosterColumn.ID_NUMBER,
        RosterColumn.BORN_ON,
        RosterColumn.RELATION,
        RosterColumn.ETHNICITY,
        RosterColumn.EDUCATION,
        RosterColumn.SCHOOLING,
        RosterColumn.ABSENCE_REASON,
        RosterColumn.HEALTH,
        RosterColumn.LABOUR,
        RosterColumn.WORK_PLACE,
        RosterColumn.WORK_MONTHS,
        RosterColumn.MONTHLY_WAGE,
        RosterColumn.MEDICAL_INSURANCE,
        RosterColumn.ILLNESS_INSURANCE,
        RosterColumn.PENSION_INSURANCE,
        RosterColumn.MINIMUM_LIVING,
        RosterColumn.SPECIAL_SUPPORT,
    }
)
# Read from the head's row; the others may leave them blank.
HOUSEHOLD_COLUMNS = tuple(column for column in RosterColumn if column not in _PERSON_COLUMNS)
# Codes: a cell that holds a number has lost their last digits or their leading zeros.
CODE_COLUMNS = (
    RosterColumn.VILLAGE_CODE,
    RosterColumn.HOUSEHOLD_CODE,
    RosterColumn.PERSON_CODE,
    RosterColumn.ID_NUMBER,
)

_OTHER_HEADINGS: Mapping[str, RosterColumn] = {
    "行政村代码": RosterColumn.VILLAGE_CODE,
    "乡(镇)": RosterColumn.TOWN,
    "村": RosterColumn.VILLAGE,
    "组": RosterColumn.GROUP,
    "身份证号": RosterColumn.ID_NUMBER,
    "身份证号码": RosterColumn.ID_NUMBER,
    "证件号": RosterColumn.ID_NUMBER,
    "出生年月": RosterColumn.BORN_ON,
    "学生状况": RosterColumn.SCHOOLING,
    "义务教育阶段未上学原因": RosterColumn.ABSENCE_REASON,
    "劳动技能": RosterColumn.LABOUR,
    "务工时间(月)": RosterColumn.WORK_MONTHS,
    "务工月收入": RosterColumn.MONTHLY_WAGE,
    "是否参加城乡居民医保": RosterColumn.MEDICAL_INSURANCE,
    "是否参加大病保险": RosterColumn.ILLNESS_INSURANCE,
    "是否参加养老保险": RosterColumn.PENSION_INSURANCE,
    "是否享受低保": RosterColumn.MINIMUM_LIVING,
    "是否特困供养": RosterColumn.SPECIAL_SUPPORT,
    "手机号": RosterColumn.PHONE,
    "户属性": RosterColumn.ATTRIBUTE,
    "其它致贫原因": RosterColumn.OTHER_CAUSES,
    "首次识别时间": RosterColumn.REGISTERED_ON,
    "脱贫时间": RosterColumn.EXITED_ON,
    "工资性收入": RosterColumn.WAGE,
    "生产经营性收入": RosterColumn.BUSINESS,
    "财产性收入": RosterColumn.PROPERTY,
    "转移性收入": RosterColumn.TRANSFER,
    "生产经营支出": RosterColumn.COST,
    "生产经营性支出": RosterColumn.COST,
    "家庭人口": RosterColumn.PEOPLE,
    "住房面积": RosterColumn.HOUSE_AREA,
    "危房等级": RosterColumn.HOUSE_GRADE,
    "是否通生活用电": RosterColumn.POWER,
    "是否通生产用电": RosterColumn.WORK_POWER,
    "入户路类型": RosterColumn.ROAD,
    "与村主干路距离(公里)": RosterColumn.MAIN_ROAD,
    "耕地": RosterColumn.ARABLE,
    "耕地面积(亩)": RosterColumn.ARABLE,
    "林地": RosterColumn.FOREST,
    "林果": RosterColumn.ORCHARD,
    "退耕还林": RosterColumn.RETURNED,
    "牧草地": RosterColumn.GRASS,
    "水面": RosterColumn.WATER,
    "帮扶责任人姓名": RosterColumn.RESPONSIBLE,
    "帮扶单位": RosterColumn.UNIT,
    "单位隶属关系": RosterColumn.UNIT_LEVEL,
}


def plain(text: str) -> str:
    """A heading or a word as it is compared: half-width, without blanks."""
    return level(text).replace(" ", "")


# The headings that are read, each with its column. The template's own come first.
HEADINGS: Mapping[str, RosterColumn] = {
    **{column.value: column for column in RosterColumn},
    **_OTHER_HEADINGS,
}
_READ = {plain(heading): column for heading, column in HEADINGS.items()}
_NEEDED = (RosterColumn.HOUSEHOLD_CODE, RosterColumn.NAME, RosterColumn.RELATION)


@dataclass(frozen=True)
class RosterColumns:
    """Under which heading a sheet holds what, and the headings that nobody reads."""

    headings: Mapping[RosterColumn, str]
    unread: tuple[str, ...] = ()

    def heading(self, column: RosterColumn) -> str:
        """The column in the words of this sheet, or in the template's when it has none."""
        return self.headings.get(column) or column.value


def columns_of(headings: Iterable[str]) -> tuple[RosterColumns, tuple[Finding, ...]]:
    """Which columns a sheet has, and a finding for each that it lacks or has twice."""
    found: dict[RosterColumn, str] = {}
    unread: list[str] = []
    faults: list[Finding] = []
    for heading in headings:
        column = _READ.get(plain(heading))
        if column is None:
            unread.append(heading)
        elif column in found:
            faults.append(Finding(1, heading, "COLUMN_TWICE", {"first": found[column]}))
        else:
            found[column] = heading
    missing = [column for column in _NEEDED if column not in found]
    if RosterColumn.VILLAGE_CODE not in found and RosterColumn.VILLAGE not in found:
        missing.insert(0, RosterColumn.VILLAGE_CODE)
    faults += [Finding(1, column.value, "COLUMN_MISSING") for column in missing]
    return RosterColumns(found, tuple(unread)), tuple(faults)
