"""Names of a family that does not exist: of their time, the father's surname handed on."""

from __future__ import annotations

from moli.households.rules.people import Relation, Sex
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Person

# Common in the county; the more often written, the more common.
_HAN = "李李李梁梁黄黄陈陈陆甘谢邓施雷杨宁闭何周吴卢罗刘韦谭"
_ZHUANG = "韦韦韦韦黄黄黄覃覃覃陆陆蒙农农莫莫梁卢李闭磨"
HAN, ZHUANG, YAO = "汉族", "壮族", "瑶族"

# First and second signs of given names by sex, and by generation: the elders', the children's.
_SIGNS = {
    (Sex.MALE, False): ("建国志永明文世良德金家海玉东水", "华强平勇军民生光辉福荣安林源才"),
    (Sex.FEMALE, False): ("秀丽春桂小月玉美凤彩金爱少", "英芳兰梅红艳荣花珍莲娟群"),
    (Sex.MALE, True): ("子浩宇文俊嘉志家泽振景", "轩涵豪杰航宇鸿斌成明博"),
    (Sex.FEMALE, True): ("雨欣诗思佳婷晓嘉静雅燕", "琪怡欣婷萍妍玲雯丹薇慧"),
}
_CHILDREN_BORN_FROM = 1993
_SHARE_SURNAME = frozenset({Relation.HEAD, Relation.FATHER, Relation.BROTHER, Relation.SISTER})
_CHILDREN = frozenset({Relation.SON, Relation.DAUGHTER, Relation.GRANDSON, Relation.GRANDDAUGHTER})


def name_family(people: list[Person], chance: Chance) -> None:
    """Give everybody a name and an ethnic group; nobody in a family has the name of another."""
    group = chance.weighed((HAN, ZHUANG, YAO), (664, 332, 4))
    own = _surname(chance, group)
    handed_on = own if people[0].sex is Sex.MALE else _surname(chance, group)
    given: set[str] = set()
    for person in people:
        is_kin = person.relation in _SHARE_SURNAME or person.relation in _CHILDREN
        person.ethnicity = group if is_kin or chance.share() < 0.8 else _other(group)
        surname = _surname_of(person, own=own, handed_on=handed_on, chance=chance)
        person.name = surname + _given(person, chance)
        while person.name in given:
            person.name = surname + _given(person, chance)
        given.add(person.name)


def _surname_of(person: Person, *, own: str, handed_on: str, chance: Chance) -> str:
    """The head's surname comes from the head's father; children have their father's."""
    other = _surname(chance, person.ethnicity)
    if person.relation in _SHARE_SURNAME:
        return own
    if person.relation in _CHILDREN:
        return handed_on
    if person.relation is Relation.SPOUSE and person.sex is Sex.MALE:
        return handed_on
    return other


def _given(person: Person, chance: Chance) -> str:
    first, second = _SIGNS[person.sex, person.born_on.year >= _CHILDREN_BORN_FROM]
    if chance.share() < 0.09:
        return chance.one_of(second)
    return chance.one_of(first) + chance.one_of(second)


def _surname(chance: Chance, group: str) -> str:
    return chance.one_of(_ZHUANG if group == ZHUANG else _HAN)


def _other(group: str) -> str:
    return HAN if group != HAN else ZHUANG
