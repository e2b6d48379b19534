"""Making up the households, the same ones on every machine.

A household is determined by its number and village alone, and identity numbers by those given
before, so that a demo of 300 is the beginning of a demo of 6,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from moli.households.rules.causes import Attribute
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households import abilities, causes, incomes
from moli.interfaces.cli.demo.households.drafts import Made
from moli.interfaces.cli.demo.households.families import family
from moli.interfaces.cli.demo.households.faults import make_a_mistake
from moli.interfaces.cli.demo.households.histories import history_of
from moli.interfaces.cli.demo.households.livings import living_of
from moli.interfaces.cli.demo.households.naming import name_family
from moli.interfaces.cli.demo.households.numbering import Numbers, card_number, phone_of
from moli.interfaces.cli.demo.households.villages import (
    cadre_of,
    growers_percent,
    village_of_each,
)
from moli.interfaces.cli.demo.places import YAOBU

_GROUPS = "一二三四五六七八九十"
_WITHOUT_PHONE, _WITH_CARD = 0.03, 0.97


def made_households(count: int, *, codes: Sequence[str], poor: Collection[str]) -> Iterator[Made]:
    """The first `count` households of the demo, in the order of their numbers."""
    numbers = Numbers()
    met: Counter[str] = Counter()
    for number, code in enumerate(village_of_each(count, codes=codes, poor=poor)):
        made = _made(number, code)
        made.cadre = cadre_of(code, met[code])
        _number(made, numbers, Chance(f"household {number} cards"))
        make_a_mistake(made, Chance(f"household {number} mistake"))
        met[code] += 1
        yield made


def _number(made: Made, numbers: Numbers, chance: Chance) -> None:
    """Identity numbers; nearly all of the disabled have the card instead."""
    for person in made.people:
        person.id_number = numbers.next_for(person.born_on, person.sex)
        if causes.is_disabled(person) and chance.share() < _WITH_CARD:
            kind, grade = chance.whole(1, 7), chance.whole(1, 4)
            person.id_number = card_number(person.id_number, kind=kind, grade=grade)


def _made(number: int, village_code: str) -> Made:
    chance = Chance(f"household {number} {village_code}")
    made = Made(number, village_code)
    made.group_name = f"第{chance.one_of(_GROUPS)}组"
    made.phone = "" if chance.share() < _WITHOUT_PHONE else phone_of(number)
    made.is_grower = chance.whole(1, 100) <= growers_percent(village_code)
    made.people = family(chance)
    name_family(made.people, Chance(f"household {number} names"))
    _describe(made, Chance(f"household {number} people"))
    _account_for(made, Chance(f"household {number} years"))
    return made


def _describe(made: Made, chance: Chance) -> None:
    """What the people are able to do, and why the household is poor."""
    cause = causes.main_cause(made.people, chance)
    for person in made.people:
        abilities.school(person, chance)
        abilities.health(person, chance)
    causes.bear_out(cause, made.people, chance)
    for person in made.people:
        abilities.strength(person, chance)
        abilities.insure(person, chance)
    made.causes = [cause, *causes.other_causes(cause, made.people, chance)]
    made.attribute = causes.attribute(made, chance)
    made.is_grower = made.is_grower and any(person.can_work for person in made.people)
    for person in made.people:
        person.is_minimum_living = made.attribute is Attribute.MINIMUM_LIVING
        person.is_special_support = made.attribute is Attribute.SPECIAL_SUPPORT


def _account_for(made: Made, chance: Chance) -> None:
    """Its history, and the years' incomes that fit."""
    is_falling = made.is_grower and made.village_code == YAOBU
    history = history_of(made, chance, is_falling=is_falling)
    made.states = list(history.states)
    incomes.send_to_work(made.people, chance, is_grower=made.is_grower)
    for year, per_head in history.per_head.items():
        percent = incomes.business_percent(made, year, chance, is_falling=is_falling)
        made.years.append(incomes.year_of(made, year, per_head, chance, business_percent=percent))
    incomes.pay_workers(made.people, made.years[-1].wage_yuan, chance)
    made.living = living_of(made, chance)
