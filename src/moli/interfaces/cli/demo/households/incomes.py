"""What households earned in a year by the four kinds, in whole yuan.

A head's net income is drawn first, then split: so the sums fit the household's history, the
wages fit the months and pay of those who work away, and business fits the land.
The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.people import Labour, WorkPlace
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.causes import is_ill
from moli.interfaces.cli.demo.households.drafts import Made, Person, Year

_PLACES = (WorkPlace.TOWN, WorkPlace.COUNTY, WorkPlace.PROVINCE, WorkPlace.OUTSIDE)
# What is paid a month, and how much of it in percent comes home after rent and food.
_PAY = {
    WorkPlace.TOWN: ((900, 1500), 92),
    WorkPlace.COUNTY: ((1200, 1900), 80),
    WorkPlace.PROVINCE: ((1500, 2400), 62),
    WorkPlace.OUTSIDE: ((1900, 3200), 56),
}
# A year's basic pension, and what 低保 and 特困 paid a head.
_PENSION, _MINIMUM_LIVING, _SPECIAL_SUPPORT = 1080, 1320, 2640
_PENSION_AGE = 60


def send_to_work(people: Sequence[Person], chance: Chance, *, is_grower: bool) -> None:
    """Who works for wages, and where. Months and pay come with the year's wages.

    Nearly every family with somebody strong sends one; rarely a second goes too.
    """
    percent = 55 if is_grower else 88
    for person in sorted(people, key=lambda person: abs(person.age - 33)):
        if person.age < 16:
            continue
        person.work_place, person.work_months = WorkPlace.NONE, 0
        may = percent // 4 if person.labour is Labour.WEAK else percent
        if person.can_work and person.age <= 62 and chance.whole(1, 100) <= may:
            weights = (8, 12, 20, 60) if person.age < 36 else (24, 24, 18, 34)
            person.work_place = chance.weighed(_PLACES, weights)
            percent = percent // 3


def year_of(
    made: Made, year: int, per_head: tuple[int, int], chance: Chance, *, business_percent: int
) -> Year:
    """One year. `business_percent` is the share of business in what is earned."""
    people = [person for person in made.people if person.born_on <= date(year, 12, 31)]
    found = Year(year, len(people))
    low, high = per_head
    net = len(people) * ((chance.whole(low, high) + chance.whole(low, high)) // 2)
    found.transfer_yuan = _transfers(made, people, chance, most=net * 6 // 10)
    found.property_yuan = chance.whole(10, 60) * 10 if chance.share() < 0.1 else 0
    found.property_yuan = min(found.property_yuan, net // 10)
    earned = net - found.transfer_yuan - found.property_yuan
    workers = [person for person in people if person.work_place not in {None, WorkPlace.NONE}]
    if workers:
        found.wage_yuan = earned * (100 - business_percent) // 100
    kept = earned - found.wage_yuan
    found.business_yuan = kept * 100 // (100 - chance.whole(24, 42)) + 1
    found.cost_yuan = found.business_yuan - kept
    found.medical_yuan = _paid_for_treatment(people, chance)
    found.schooling_yuan = sum(
        chance.whole(5, 75) * 100 for person in people if person.is_pupil and person.age >= 15
    )
    return found


def pay_workers(people: Sequence[Person], wage: int, chance: Chance) -> None:
    """Months and pay of those who work, so that what comes home is the year's wages."""
    workers = [person for person in people if person.work_place not in {None, WorkPlace.NONE}]
    for place, person in enumerate(workers):
        share = wage // (len(workers) - place)
        wage -= share
        (low, high), home = _PAY[person.work_place or WorkPlace.NONE]
        pay = chance.whole(low // 50, high // 50) * 50
        months = round(share * 100 / (pay * home))
        person.work_months = max(1, min(12, months))
        if months > 12 or months < 1:
            pay = max(300, share * 100 // (home * person.work_months * 50) * 50)
        person.monthly_wage_yuan = pay


def _transfers(made: Made, people: Sequence[Person], chance: Chance, *, most: int) -> int:
    """Pensions, support by attribute, and what is paid for tilled land."""
    pensioners = sum(
        person.age > _PENSION_AGE and person.has_pension_insurance for person in people
    )
    support = {
        Attribute.GENERAL: 0,
        Attribute.MINIMUM_LIVING: _MINIMUM_LIVING,
        Attribute.SPECIAL_SUPPORT: _SPECIAL_SUPPORT,
    }[made.attribute]
    land = chance.whole(8, 45) * 10
    return min(most, pensioners * _PENSION + support * len(people) + land)


def _paid_for_treatment(people: Sequence[Person], chance: Chance) -> int:
    ill = sum(map(is_ill, people))
    return sum(chance.whole(6, 90) * 100 for _ in range(ill))


def business_percent(made: Made, year: int, chance: Chance, *, is_falling: bool) -> int:
    """How much of what is earned comes from the fields.

    Most for growers, and less when the price of their fruit has fallen.
    """
    if not made.is_grower:
        return chance.whole(8, 28) if Cause.NO_LABOUR not in made.causes else chance.whole(25, 50)
    if is_falling and year > 2014:
        return chance.whole(36, 48)
    return chance.whole(62, 80)
