"""A household as the judges of data quality and of poverty see it on a day: frozen, and pure.

It holds no name and no telephone number; identity numbers are there only for the judges of
numbers, and no finding repeats one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from moli.households.rules.causes import Attribute, Cause, Risk
from moli.households.rules.income import Income
from moli.households.rules.lines import LineKind
from moli.households.rules.living import Fuel, HouseGrade, LandKind, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
    age_on,
)
from moli.households.rules.statuses import MONITORED_STATES, POOR_STATES, State, Track
from moli.kernel.identifiers import IdNumberFault, id_number_fault

NOT_AT_SCHOOL = frozenset({Schooling.NONE, Schooling.DROPPED_OUT})


@dataclass(frozen=True)
class Member:
    """One person of the household on that day. None is: not said."""

    key: str
    relation: Relation
    sex: Sex
    born_on: date
    ethnicity: str = ""
    id_kind: IdKind = IdKind.RESIDENT
    id_number: str = ""
    education: Education | None = None
    schooling: Schooling | None = None
    health: Health | None = None
    labour: Labour | None = None
    work_place: WorkPlace | None = None
    work_months: int | None = None
    monthly_wage_fen: int | None = None
    has_medical_insurance: bool | None = None
    has_illness_insurance: bool | None = None
    is_minimum_living: bool = False
    is_special_support: bool = False

    @property
    def can_work(self) -> bool:
        """Whether the person can earn."""
        return self.labour is not None and self.labour.can_work

    @property
    def works(self) -> bool:
        """Whether the person works for wages, by the place or by the months."""
        return bool(self.work_months) or self.work_place not in {None, WorkPlace.NONE}

    @property
    def is_at_school(self) -> bool:
        """Whether the person goes to some school."""
        return self.schooling is not None and self.schooling not in NOT_AT_SCHOOL

    @property
    def is_excused_from_school(self) -> bool:
        """A serious illness or a disability excuses from school, poverty does not."""
        return self.health in {Health.SERIOUS, Health.DISABLED, Health.SERIOUS_DISABLED}


@dataclass(frozen=True)
class YearIncome:
    """The income of one year, and what was paid for treatment."""

    year: int
    income: Income
    medical_fen: int = 0


@dataclass(frozen=True)
class YearLiving:
    """How the household lived in one year. None is: not asked."""

    year: int
    house_square_metres: int | None = None
    house_grade: HouseGrade | None = None
    has_safe_water: bool | None = None
    has_power: bool | None = None
    has_television: bool | None = None
    has_clean_toilet: bool | None = None
    is_in_cooperative: bool | None = None
    road_kind: RoadKind | None = None
    main_road_metres: int | None = None
    fuel: Fuel | None = None
    land_square_metres: Mapping[LandKind, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Stand:
    """A time in which the household was in a state."""

    state: State
    from_on: date
    to_on: date | None = None
    risks: tuple[Risk, ...] = ()
    risk_words: str = ""

    @property
    def track(self) -> Track:
        """The track that the state belongs to."""
        return self.state.track


@dataclass(frozen=True)
class Others:
    """What only a look at the other households tells."""

    # How many other households have the same telephone number.
    phone_households: int = 0
    # Members who stand in another household too, by name and birthday.
    twins: frozenset[str] = frozenset()
    # How many of those responsible are members of a poor household of the same village.
    poor_responsibles: int = 0


@dataclass(frozen=True)
class Record:
    """One household on a day. Years are the newest first, states the oldest first."""

    on: date
    members: tuple[Member, ...] = ()
    incomes: tuple[YearIncome, ...] = ()
    livings: tuple[YearLiving, ...] = ()
    stands: tuple[Stand, ...] = ()
    attribute: Attribute | None = None
    causes: tuple[Cause, ...] = ()
    responsibles: int = 0
    is_generated: bool = False
    lines: Mapping[tuple[int, LineKind], int] = field(default_factory=dict)
    others: Others = Others()

    @property
    def poverty(self) -> Stand | None:
        """Where the household stands on the poverty track."""
        return self._now(Track.POVERTY)

    @property
    def monitoring(self) -> Stand | None:
        """Where the household stands on the monitoring track."""
        return self._now(Track.MONITORING)

    @property
    def is_poor(self) -> bool:
        """Whether it is registered poor and has not exited."""
        return self.poverty is not None and self.poverty.state in POOR_STATES

    @property
    def is_exited(self) -> bool:
        """Whether it left poverty and has not relapsed."""
        return self.poverty is not None and self.poverty.state is State.EXITED

    @property
    def is_monitored(self) -> bool:
        """Whether it is followed because it may become poor."""
        return self.monitoring is not None and self.monitoring.state in MONITORED_STATES

    @property
    def is_risk_removed(self) -> bool:
        """Whether it was followed and its risk is gone."""
        return self.monitoring is not None and self.monitoring.state is State.RISK_REMOVED

    @property
    def income(self) -> YearIncome | None:
        """The newest income."""
        return self.incomes[0] if self.incomes else None

    @property
    def living(self) -> YearLiving | None:
        """The newest look at how it lives."""
        return self.livings[0] if self.livings else None

    @cached_property
    def number_faults(self) -> Mapping[str, IdNumberFault | None]:
        """What is wrong with the number of each member who has one: asked by many judges."""
        return {
            member.key: id_number_fault(member.id_number, on=self.on)
            for member in self.members
            if member.id_number
        }

    def age(self, member: Member) -> int:
        """A member's completed years on the day of the record."""
        return age_on(member.born_on, self.on)

    def line_fen(self, year: int, kind: LineKind) -> int | None:
        """The line of a year for this household's place, when one was entered."""
        return self.lines.get((year, kind))

    def _now(self, track: Track) -> Stand | None:
        for stand in reversed(self.stands):
            if stand.track is track and stand.from_on <= self.on:
                return stand if stand.to_on is None or self.on < stand.to_on else None
        return None
