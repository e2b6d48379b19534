"""Names of people who do not exist, as common in Heng County."""

from __future__ import annotations

from moli.interfaces.cli.demo.chance import Chance

_SURNAMES = "韦黄覃李梁陆蒙农莫卢甘谢邓施雷杨宁闭何周吴陈"
_FIRST = "建国志永明文秀丽春桂小海玉家世良德金水月东"
_SECOND = "华强平英芳兰勇军民生光辉林梅红艳荣福源安"


def made_up_name(key: str) -> str:
    """A name that a key determines."""
    chance = Chance(f"name {key}")
    return chance.one_of(_SURNAMES) + chance.one_of(_FIRST) + chance.one_of(_SECOND)
