"""Honest mistakes: in about one household of forty something cannot be right.

As in any registry; the page of data quality finds them.
"""

from __future__ import annotations

from collections.abc import Callable

from moli.households.rules.causes import Cause
from moli.households.rules.people import Education, Health, Labour, Relation, Schooling, WorkPlace
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.causes import is_disabled, is_ill
from moli.interfaces.cli.demo.households.drafts import Made
from moli.interfaces.cli.demo.households.numbering import phone_of

ONE_OF = 40


def make_a_mistake(made: Made, chance: Chance) -> None:
    """Leave one household of forty with a mistake that it allows; the others as they are."""
    if chance.whole(1, ONE_OF) == 1:
        chance.one_of(_MISTAKES)(made)


def _nobody_ill(made: Made) -> None:
    if not any(map(is_disabled, made.people)):
        made.causes = [Cause.ILLNESS, *[c for c in made.causes if c is not Cause.ILLNESS]][:3]
        for person in filter(is_ill, made.people):
            person.health = Health.HEALTHY


def _nobody_disabled(made: Made) -> None:
    if not any(map(is_disabled, made.people)):
        made.causes = [Cause.DISABILITY, *[c for c in made.causes if c is not Cause.DISABILITY]][:3]


def _nobody_at_school(made: Made) -> None:
    if not any(person.is_pupil for person in made.people):
        made.causes = [Cause.SCHOOLING, *[c for c in made.causes if c is not Cause.SCHOOLING]][:3]


def _no_cause(made: Made) -> None:
    made.causes = []


def _no_ethnicity(made: Made) -> None:
    made.people[-1].ethnicity = ""


def _no_health(made: Made) -> None:
    made.people[-1].health = None


def _learned_and_at_school(made: Made) -> None:
    for person in made.people:
        if person.schooling is Schooling.JUNIOR:
            person.education = Education.PRIMARY


def _healthy_without_strength(made: Made) -> None:
    if made.head.health is Health.HEALTHY and made.head.age < 60 and not made.head.is_worker:
        made.head.labour = Labour.LOST


def _months_without_place(made: Made) -> None:
    for person in made.people:
        if person.is_worker:
            person.work_place = WorkPlace.NONE


def _wages_without_worker(made: Made) -> None:
    for person in made.people:
        if person.is_worker:
            person.work_place, person.work_months = WorkPlace.NONE, 0
            person.monthly_wage_yuan = None


def _daughter_as_son(made: Made) -> None:
    for person in made.people:
        if person.relation is Relation.DAUGHTER:
            person.relation = Relation.SON


def _no_house(made: Made) -> None:
    if made.living is not None:
        made.living.house_square_metres = 0


def _business_without_cost(made: Made) -> None:
    for year in made.years:
        year.business_yuan -= year.cost_yuan
        year.cost_yuan = 0


def _nobody_responsible(made: Made) -> None:
    made.cadre = None


def _phone_of_the_neighbours(made: Made) -> None:
    made.phone = phone_of(max(0, made.number - 1))


def _no_number(made: Made) -> None:
    made.people[-1].id_number = ""


_MISTAKES: tuple[Callable[[Made], None], ...] = (
    _nobody_ill,
    _nobody_disabled,
    _nobody_at_school,
    _no_cause,
    _no_ethnicity,
    _no_health,
    _learned_and_at_school,
    _healthy_without_strength,
    _months_without_place,
    _wages_without_worker,
    _daughter_as_son,
    _no_house,
    _business_without_cost,
    _nobody_responsible,
    _phone_of_the_neighbours,
    _no_number,
)
