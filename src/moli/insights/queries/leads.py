"""Which branch leads what, and for which branch somebody acted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.insights.rules.periods import Period
from moli.kernel.period import covers
from moli.party.models import Lead
from moli.party.rules.branches import LedKind


@dataclass(frozen=True)
class Leads:
    """What branches lead on a day, by kind and key. Branches are named by uid, none is empty."""

    by_key: Mapping[tuple[LedKind, str], str]

    def of_village(self, code: str) -> str:
        """The nearest branch: one that leads the village, else its town, else the county."""
        for length in (12, 9, 6):
            if found := self.by_key.get((LedKind.AREA, code[:length])):
                return found
        return ""

    def of_enterprise(self, key: str) -> str:
        """The branch that leads an enterprise."""
        return self.by_key.get((LedKind.ENTERPRISE, key), "")

    def of_station(self, key: str) -> str:
        """The branch that leads a station."""
        return self.by_key.get((LedKind.STATION, key), "")


@dataclass(frozen=True)
class Held:
    """An appointment: in which organisation, from when until when."""

    organisation_key: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Appointed:
    """Who was appointed in organisations, by person as the trail names people."""

    by_person: Mapping[str, tuple[Held, ...]]

    def of(self, person_key: str, *, on: date) -> tuple[str, ...]:
        """The organisations of a person on a day, longest in office first."""
        held = self.by_person.get(person_key, ())
        return tuple(
            row.organisation_key
            for row in held
            if covers(from_on=row.from_on, to_on=row.to_on, on=on)
        )

    def people_in(self, organisation_key: str) -> list[str]:
        """Everybody, or those who were in one organisation at any time."""
        if not organisation_key:
            return list(self.by_person)
        return [
            person
            for person, held in self.by_person.items()
            if any(row.organisation_key == organisation_key for row in held)
        ]

    def first_of(self, person_key: str, *, on: date) -> str:
        """The organisation in which a person was longest on a day; none is empty."""
        return next(iter(self.of(person_key, on=on)), "")


def leads_on(on: date) -> Leads:
    """What every branch leads on a day: one query."""
    rows = Lead.objects.in_force(on=on).order_by("-pk")
    columns = ("led_kind", "led_key", "branch__uid")
    return Leads({(LedKind(k), key): str(uid) for k, key, uid in rows.values_list(*columns)})


def appointed_in(role: Role, *, period: Period) -> Appointed:
    """Who had a role in which organisation at any time of a period: one query."""
    rows = Appointment.objects.filter(role=role, area=None, from_on__lte=period.last_on)
    rows = rows.exclude(to_on__lte=period.first_on).order_by("from_on", "pk")
    found: dict[str, list[Held]] = defaultdict(list)
    columns = ("user__uid", "organisation_key", "from_on", "to_on")
    for uid, key, from_on, to_on in rows.values_list(*columns):
        found[f"user:{uid}"].append(Held(key, from_on, to_on))
    return Appointed({person: tuple(held) for person, held in found.items()})
