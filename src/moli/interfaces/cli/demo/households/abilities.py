"""School, learning, health and strength to work, by age.

The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from datetime import date

from moli.households.rules.people import Education, Health, Labour, Relation, Schooling, Sex, age_on
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Person

SCHOOL_YEAR_FROM = date(2016, 9, 1)
_NO_PUPILS = frozenset({Relation.HEAD, Relation.FATHER, Relation.MOTHER})
_LEVELS = tuple(Education)
# By upper age: illiterate, primary, junior, senior, college, in percent.
_EDUCATION = (
    (18, (0, 4, 74, 22, 0)),
    (24, (0, 5, 63, 25, 7)),
    (39, (1, 18, 66, 13, 2)),
    (54, (4, 39, 49, 8, 0)),
    (69, (13, 58, 23, 6, 0)),
    (130, (41, 50, 8, 1, 0)),
)
_HEALTHS = tuple(Health)
# By upper age: healthy, chronic, serious, disabled, chronic and disabled, serious and disabled.
_HEALTH = (
    (17, (970, 10, 4, 16, 0, 0)),
    (44, (922, 38, 10, 28, 2, 0)),
    (59, (815, 116, 22, 42, 5, 0)),
    (69, (650, 260, 30, 50, 9, 1)),
    (130, (470, 410, 40, 60, 18, 2)),
)
# At school by age on 1 September: kinds and weights.
_SCHOOL = {
    **dict.fromkeys((3, 4, 5), ((Schooling.PRESCHOOL, Schooling.NONE), (78, 22))),
    **dict.fromkeys(range(6, 12), ((Schooling.PRIMARY, Schooling.DROPPED_OUT), (997, 3))),
    12: ((Schooling.JUNIOR, Schooling.PRIMARY, Schooling.DROPPED_OUT), (760, 232, 8)),
    **dict.fromkeys((13, 14), ((Schooling.JUNIOR, Schooling.DROPPED_OUT), (985, 15))),
    15: ((Schooling.JUNIOR, Schooling.SENIOR, Schooling.VOCATIONAL, Schooling.NONE),
         (50, 33, 10, 7)),
    **dict.fromkeys((16, 17), ((Schooling.SENIOR, Schooling.VOCATIONAL, Schooling.NONE),
                               (44, 22, 34))),
    18: ((Schooling.SENIOR, Schooling.COLLEGE, Schooling.NONE), (22, 15, 63)),
    **dict.fromkeys((19, 20, 21, 22), ((Schooling.COLLEGE, Schooling.NONE), (21, 79))),
}  # fmt: skip
_ABSENCE = ("因厌学辍学", "因病休学", "因残疾不能上学")


def school(person: Person, chance: Chance) -> None:
    """Whether somebody is at school, or else what they have learned. Never both."""
    age = age_on(person.born_on, SCHOOL_YEAR_FROM)
    kinds, weights = _SCHOOL.get(age, ((Schooling.NONE,), (1,)))
    if person.is_married or person.relation in _NO_PUPILS:
        kinds, weights = (Schooling.NONE,), (1,)
    person.schooling = chance.weighed(kinds, weights)
    if person.schooling is Schooling.DROPPED_OUT:
        person.absence_reason = chance.one_of(_ABSENCE)
        person.education = Education.PRIMARY if age > 11 else Education.ILLITERATE
    elif person.schooling is Schooling.NONE and age >= 15:
        person.education = _learned(person, age, chance)


def _learned(person: Person, age: int, chance: Chance) -> Education:
    weights = list(_for_age(_EDUCATION, age))
    if person.sex is Sex.FEMALE and age >= 40:
        weights[0] *= 2
        weights[3] //= 2
    return chance.weighed(_LEVELS, weights)


def health(person: Person, chance: Chance) -> None:
    """How healthy somebody is."""
    person.health = chance.weighed(_HEALTHS, _for_age(_HEALTH, person.age))


def strength(person: Person, chance: Chance) -> None:
    """How far somebody can work, by age, school and health."""
    person.labour = _strength(person, chance)


def _strength(person: Person, chance: Chance) -> Labour:
    age, found = person.age, person.health or Health.HEALTHY
    if age < 16 or person.is_pupil or age >= 75:
        return Labour.NONE
    if found.is_disabled or "SERIOUS" in found.value:
        can_weights = (45, 55, 0) if age < 60 else (15, 35, 50)
        return chance.weighed((Labour.WEAK, Labour.LOST, Labour.NONE), can_weights)
    if age >= 60:
        weights = (20, 80, 0) if age < 66 else (0, 55, 45)
        return chance.weighed((Labour.ORDINARY, Labour.WEAK, Labour.NONE), weights)
    if found.is_ill:
        return chance.weighed((Labour.ORDINARY, Labour.WEAK), (40, 60))
    is_learned = person.education in {Education.JUNIOR, Education.SENIOR, Education.COLLEGE}
    is_skilled = is_learned and 18 <= age <= 50 and chance.share() < 0.09
    return Labour.SKILLED if is_skilled else Labour.ORDINARY


def insure(person: Person, chance: Chance) -> None:
    """Medical insurance for nearly all, a pension insurance for grown people not at school."""
    person.has_medical_insurance = chance.share() < 0.985
    if person.age >= 16 and not person.is_pupil:
        person.has_pension_insurance = chance.share() < 0.86


def _for_age(table: tuple[tuple[int, tuple[int, ...]], ...], age: int) -> tuple[int, ...]:
    return next(weights for upper, weights in table if age <= upper)
