"""Who lives together: kinship, sex and ages that fit one another.

The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from moli.households.rules.people import Relation, Sex
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Person
from moli.interfaces.cli.demo.moment import DAY

SIZE_MAX = 8
_OLDEST = 94
_CHILDREN, _CHILDREN_WEIGHTS = (1, 2, 3, 4), (18, 50, 25, 7)


def family(chance: Chance) -> list[Person]:
    """One to eight people, the head first."""
    build = chance.weighed([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])
    return build(chance)[:SIZE_MAX]


def _alone(chance: Chance) -> list[Person]:
    age = chance.weighed((chance.whole(60, 75), chance.whole(42, 59)), (72, 28))
    return [_head(chance, age, female_percent=30)]


def _couple(chance: Chance) -> list[Person]:
    return _spouses(chance, chance.whole(56, 75))


def _son_and_parent(chance: Chance) -> list[Person]:
    """A man who did not marry, with his mother or father."""
    head = _head(chance, chance.whole(30, 54), female_percent=0)
    return [head, *_parents(chance, head, both_percent=10)]


def _young(chance: Chance) -> list[Person]:
    """A couple with children who are not grown up or not married yet."""
    people = _spouses(chance, chance.whole(28, 50))
    people += _children(chance, mother=_mother(people))
    if chance.share() < 0.04:
        people.append(_sibling(chance, people[0]))
    return people


def _three_generations(chance: Chance) -> list[Person]:
    people = _young(chance)
    head = people[0]
    if chance.share() < 0.05:
        age = min(_OLDEST, _years_of(people[1]) + chance.whole(20, 30))
        return [*people, _person(chance, Relation.PARENT_IN_LAW, _any_sex(chance), age)]
    people += _parents(chance, head, both_percent=36)
    if chance.share() < 0.03 and _years_of(head) < 46:
        age = min(_OLDEST, _years_of(head) + chance.whole(42, 50))
        people.append(_person(chance, Relation.GRANDPARENT, Sex.FEMALE, age))
    return people


def _grown_children(chance: Chance) -> list[Person]:
    """A couple whose grown sons and daughters still belong to it."""
    people = _spouses(chance, chance.whole(45, 64))
    mother_age = _years_of(_mother(people))
    age = min(32, mother_age - chance.whole(21, 26))
    for _ in range(chance.weighed((1, 2, 3), (40, 45, 15))):
        if age < 16:
            break
        people.append(_child(chance, age))
        age -= chance.whole(2, 4)
    return people


def _married_child(chance: Chance) -> list[Person]:
    """Head, mostly with spouse, a son with wife and children; sometimes a daughter's family."""
    people = _spouses(chance, chance.whole(50, 75))
    mother_age = _years_of(_mother(people))
    if chance.share() < 0.22:
        people = people[:1]
    child_age = max(23, min(46, mother_age - chance.whole(20, 30)))
    is_son = chance.share() < 0.93
    kin = (Relation.SON, Relation.DAUGHTER_IN_LAW) if is_son else (
        Relation.DAUGHTER, Relation.SON_IN_LAW
    )  # fmt: skip
    sexes = (Sex.MALE, Sex.FEMALE) if is_son else (Sex.FEMALE, Sex.MALE)
    spouse_age = max(22, child_age - chance.whole(-2, 5))
    people += [
        _person(chance, kin[0], sexes[0], child_age, is_married=True),
        _person(chance, kin[1], sexes[1], spouse_age, is_married=True),
    ]
    age = (spouse_age if is_son else child_age) - chance.whole(20, 25)
    for _ in range(chance.weighed((1, 2, 3), (40, 47, 13))):
        if age < 0:
            break
        sex = _any_sex(chance)
        relation = Relation.GRANDSON if sex is Sex.MALE else Relation.GRANDDAUGHTER
        people.append(_person(chance, relation, sex, min(age, 24)))
        age = min(age, 24) - chance.whole(2, 5)
    return people


def _one_parent(chance: Chance) -> list[Person]:
    """A widow or widower with children."""
    head = _head(chance, chance.whole(32, 52), female_percent=55)
    return [head, *_children(chance, mother=head)]


_KINDS: tuple[tuple[Callable[[Chance], list[Person]], int], ...] = (
    (_alone, 7),
    (_couple, 8),
    (_son_and_parent, 5),
    (_young, 34),
    (_three_generations, 22),
    (_grown_children, 11),
    (_married_child, 14),
    (_one_parent, 5),
)


def _spouses(chance: Chance, age: int) -> list[Person]:
    head = _head(chance, age, female_percent=4)
    head.is_married = True
    is_man = head.sex is Sex.MALE
    years = chance.whole(-2, 6)
    spouse_age = max(24, age - years if is_man else age + years)
    sex = Sex.FEMALE if is_man else Sex.MALE
    return [head, _person(chance, Relation.SPOUSE, sex, spouse_age, is_married=True)]


def _children(chance: Chance, *, mother: Person) -> list[Person]:
    """At least one child, the eldest first; the mother was 20 at least."""
    age = max(0, min(24, _years_of(mother) - chance.whole(20, 28)))
    children = []
    for _ in range(chance.weighed(_CHILDREN, _CHILDREN_WEIGHTS)):
        if age < 0:
            break
        children.append(_child(chance, age))
        age -= chance.whole(2, 5)
    return children


def _child(chance: Chance, age: int) -> Person:
    """Grown daughters have mostly married into other families."""
    is_son = chance.share() < (0.52 if age < 22 else 0.74)
    relation = Relation.SON if is_son else Relation.DAUGHTER
    return _person(chance, relation, Sex.MALE if is_son else Sex.FEMALE, age)


def _parents(chance: Chance, head: Person, *, both_percent: int) -> list[Person]:
    mother_age = _years_of(head) + chance.whole(20, 32)
    father_age = mother_age + chance.whole(0, 5)
    has_both = chance.whole(1, 100) <= both_percent
    has_father = has_both or chance.share() < 0.3
    found = []
    if has_father and father_age <= _OLDEST:
        found.append(_person(chance, Relation.FATHER, Sex.MALE, father_age))
    if has_both or not has_father:
        age = min(mother_age, _OLDEST)
        found.append(_person(chance, Relation.MOTHER, Sex.FEMALE, age))
    for parent in found:
        parent.is_married = True
    return found


def _sibling(chance: Chance, head: Person) -> Person:
    age = max(18, _years_of(head) - chance.whole(1, 8))
    return _person(chance, Relation.BROTHER, Sex.MALE, age)


def _mother(people: list[Person]) -> Person:
    return next(person for person in people if person.sex is Sex.FEMALE)


def _head(chance: Chance, age: int, *, female_percent: int) -> Person:
    sex = Sex.FEMALE if chance.whole(1, 100) <= female_percent else Sex.MALE
    return _person(chance, Relation.HEAD, sex, age)


def _any_sex(chance: Chance) -> Sex:
    return Sex.MALE if chance.share() < 0.53 else Sex.FEMALE


def _person(
    chance: Chance, relation: Relation, sex: Sex, age: int, *, is_married: bool = False
) -> Person:
    """Somebody of that age on the demo day. Nobody was born after the roster was written."""
    last = DAY.replace(year=DAY.year - age)
    born_on = last - timedelta(days=chance.whole(170 if age == 0 else 1, 360))
    return Person(relation=relation, sex=sex, born_on=born_on, is_married=is_married)


def _years_of(person: Person) -> int:
    return person.age
