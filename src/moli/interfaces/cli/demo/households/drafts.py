"""A household while it is being made up, and when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from moli.households.rules.care import UnitLevel
from moli.households.rules.causes import Attribute, Cause
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.people import (
    Education,
    Health,
    Labour,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
    age_on,
)
from moli.households.rules.registration import PersonFacts
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.moment import DAY

FEN_PER_YUAN = 100


@dataclass
class Person:
    """One member in the making. `is_married` members are no pupils."""

    relation: Relation
    sex: Sex
    born_on: date
    is_married: bool = False
    name: str = ""
    ethnicity: str = ""
    id_number: str = ""
    education: Education | None = None
    schooling: Schooling | None = None
    absence_reason: str = ""
    health: Health | None = Health.HEALTHY
    labour: Labour | None = None
    work_place: WorkPlace | None = None
    work_months: int | None = None
    monthly_wage_yuan: int | None = None
    has_medical_insurance: bool = True
    has_pension_insurance: bool = False
    is_minimum_living: bool = False
    is_special_support: bool = False

    @property
    def age(self) -> int:
        """Completed years on the demo day."""
        return age_on(self.born_on, DAY)

    @property
    def is_pupil(self) -> bool:
        """Whether the person goes to school, preschool aside."""
        return self.schooling not in {
            None, Schooling.NONE, Schooling.PRESCHOOL, Schooling.DROPPED_OUT
        }  # fmt: skip

    @property
    def can_work(self) -> bool:
        """Whether the person can earn at all."""
        return self.labour is not None and self.labour.can_work

    @property
    def is_worker(self) -> bool:
        """Whether the person works for wages."""
        return bool(self.work_months)

    @property
    def facts(self) -> PersonFacts:
        """The member as the registry writes it down."""
        wage = self.monthly_wage_yuan
        return PersonFacts(
            name=self.name,
            sex=self.sex,
            born_on=self.born_on,
            relation=self.relation,
            ethnicity=self.ethnicity,
            id_number=self.id_number,
            education=self.education,
            schooling=self.schooling,
            absence_reason=self.absence_reason,
            health=self.health,
            labour=self.labour,
            work_place=self.work_place,
            work_months=self.work_months,
            monthly_wage_fen=None if wage is None else wage * FEN_PER_YUAN,
            has_medical_insurance=self.has_medical_insurance,
            has_illness_insurance=self.has_medical_insurance,
            has_pension_insurance=self.has_pension_insurance,
            is_minimum_living=self.is_minimum_living,
            is_special_support=self.is_special_support,
        )


@dataclass
class Year:
    """What came in and went out in a year, in whole yuan, and among how many."""

    year: int
    people: int
    wage_yuan: int = 0
    business_yuan: int = 0
    property_yuan: int = 0
    transfer_yuan: int = 0
    cost_yuan: int = 0
    medical_yuan: int = 0
    schooling_yuan: int = 0

    @property
    def net_yuan(self) -> int:
        """Income after the cost of business."""
        return (
            self.wage_yuan
            + self.business_yuan
            + self.property_yuan
            + self.transfer_yuan
            - self.cost_yuan
        )


@dataclass
class Living:
    """How the household lives; land in tenths of a mu."""

    house_square_metres: int | None
    house_grade: HouseGrade
    house_structure: HouseStructure
    has_safe_water: bool
    has_power: bool
    has_work_power: bool
    has_television: bool
    has_clean_toilet: bool
    is_in_cooperative: bool
    road_kind: RoadKind
    main_road_metres: int
    fuel: Fuel
    arable: int
    forest: int
    orchard: int


@dataclass(frozen=True)
class Cadre:
    """Who is responsible for a household."""

    name: str
    unit: str
    level: UnitLevel
    phone: str


@dataclass
class Made:
    """One household. `number` counts from 0 and determines all the rest."""

    number: int
    village_code: str
    is_grower: bool = False
    group_name: str = ""
    phone: str = ""
    attribute: Attribute = Attribute.GENERAL
    causes: list[Cause] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    states: list[tuple[State, date]] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    living: Living | None = None
    cadre: Cadre | None = None

    @property
    def national_code(self) -> str:
        """户编号. Numbers that begin with 99 are no county's."""
        return f"99{self.number:08d}"

    @property
    def head(self) -> Person:
        """户主."""
        return self.people[0]

    @property
    def state(self) -> State:
        """Where the household stands on the demo day."""
        return self.states[-1][0]
