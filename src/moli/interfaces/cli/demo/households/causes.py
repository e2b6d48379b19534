"""Why a household is poor, and members who bear it out.

The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.people import Health, Schooling, age_on
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.abilities import SCHOOL_YEAR_FROM
from moli.interfaces.cli.demo.households.drafts import Made, Person

# Among households in which the cause can be: a share of all is the smaller, the rarer that is.
_WEIGHTS: dict[Cause, int] = {
    Cause.ILLNESS: 318,
    Cause.NO_SKILL: 214,
    Cause.NO_MONEY: 178,
    Cause.DISABILITY: 112,
    Cause.SCHOOLING: 440,
    Cause.NO_LABOUR: 640,
    Cause.NO_DRIVE: 22,
    Cause.NO_LAND: 22,
    Cause.DISASTER: 18,
    Cause.NO_WATER: 9,
    Cause.NO_ROAD: 14,
    Cause.OTHER: 6,
}
_ANY_TIME = (Cause.NO_SKILL, Cause.NO_MONEY, Cause.NO_DRIVE, Cause.NO_LAND)


def main_cause(people: Sequence[Person], chance: Chance) -> Cause:
    """A main cause that the people's ages allow."""
    weights = dict(_WEIGHTS)
    if not any(map(_may_study, people)):
        weights[Cause.SCHOOLING] = 0
    hands = sum(18 <= person.age < 60 for person in people)
    if hands > 1:
        weights[Cause.NO_LABOUR] = 0
    if not hands:
        weights[Cause.NO_SKILL] = weights[Cause.NO_MONEY] = 0
    return chance.weighed(tuple(weights), tuple(weights.values()))


def bear_out(cause: Cause, people: Sequence[Person], chance: Chance) -> None:
    """Make somebody ill, disabled or a pupil, when the cause says so and nobody is."""
    if cause is Cause.ILLNESS and not any(map(is_ill, people)):
        grown = [person for person in people if person.age >= 30] or list(people)
        chosen = chance.one_of(grown)
        chosen.health = chance.weighed((Health.CHRONIC, Health.SERIOUS), (62, 38))
    if cause is Cause.DISABILITY and not any(map(is_disabled, people)):
        chance.one_of(people).health = Health.DISABLED
    if cause is Cause.SCHOOLING and not any(person.is_pupil for person in people):
        pupil = next(filter(_may_study, people))
        is_grown = age_on(pupil.born_on, SCHOOL_YEAR_FROM) >= 18
        pupil.schooling = Schooling.COLLEGE if is_grown else Schooling.SENIOR
        pupil.education = None


def other_causes(main: Cause, people: Sequence[Person], chance: Chance) -> list[Cause]:
    """At most two others, none twice, each borne out by the people."""
    may = [cause for cause in (*_FITS, *_ANY_TIME) if cause is not main and _fits(cause, people)]
    count = min(len(may), chance.weighed((0, 1, 2), (44, 44, 12)))
    return chance.some_of(may, count)


def attribute(made: Made, chance: Chance) -> Attribute:
    """Which support a household has: 特困 for those who are alone and cannot work, or 低保."""
    people = made.people
    hands = sum(person.can_work for person in people)
    if not hands and all(person.age >= 60 for person in people):
        return chance.weighed((Attribute.SPECIAL_SUPPORT, Attribute.MINIMUM_LIVING), (85, 15))
    percent = 13
    percent += 38 if not hands else 0
    percent += 14 if any(map(is_disabled, people)) else 0
    percent += 10 if made.causes[0] is Cause.ILLNESS else 0
    is_supported = chance.whole(1, 100) <= percent
    return Attribute.MINIMUM_LIVING if is_supported else Attribute.GENERAL


def is_ill(person: Person) -> bool:
    """Whether somebody has a long or a serious illness."""
    return person.health is not None and person.health.is_ill


def is_disabled(person: Person) -> bool:
    """Whether somebody has a disability."""
    return person.health is not None and person.health.is_disabled


def _may_study(person: Person) -> bool:
    """Of an age at which school costs: senior secondary or college."""
    return not person.is_married and 15 <= age_on(person.born_on, SCHOOL_YEAR_FROM) <= 21


_FITS: dict[Cause, Callable[[Sequence[Person]], bool]] = {
    Cause.ILLNESS: lambda people: any(map(is_ill, people)),
    Cause.DISABILITY: lambda people: any(map(is_disabled, people)),
    Cause.SCHOOLING: lambda people: any(person.is_pupil and person.age >= 15 for person in people),
    Cause.NO_LABOUR: lambda people: sum(person.can_work for person in people) <= 1,
}


def _fits(cause: Cause, people: Sequence[Person]) -> bool:
    return cause not in _FITS or _FITS[cause](people)
