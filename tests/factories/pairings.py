"""Pairings of each kind: two sides, who speaks for them, and a pairing as far as one wants it.

    partner_pair() | enterprise_pair() | practitioner_pair()
        → proposed(pair) → in_force(pair)
        → promised(…), visited(…), confirmed(…), reviewed(…), ended(…)

Each function makes what it is not given: a poor village with a first secretary, a station with its
operator, a practitioner, a poor household. Yaobu is helped unless another village is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from moli.accounts.models import User
from moli.accounts.queries import people_in_organisation, people_over_area
from moli.accounts.rules import OrganisationKind, Role
from moli.accounts.services.appointing import appoint_over_area
from moli.enterprises.models import Enterprise
from moli.households.models import Household
from moli.households.rules.people import Relation
from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status
from moli.pairing.models import Measure, Pairing, Promise, Result, Review, Visit
from moli.pairing.rules.kinds import (
    EndKind,
    MeasureKind,
    PairingKind,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
    VisitReason,
    VisitResult,
    Voice,
)
from moli.pairing.services.agreeing import agree
from moli.pairing.services.ending import end_pairing
from moli.pairing.services.promising import Intended, Promised, promise, set_measure
from moli.pairing.services.proposing import propose_pairing
from moli.pairing.services.reporting import Reported, answer_result, report_result
from moli.pairing.services.reviewing import Said, review
from moli.pairing.services.setting_rules import load_pairing_rules
from moli.pairing.services.visiting import Seen, log_visit
from moli.places.services.designating import designate_poor_village
from moli.stations.models import Station
from tests.factories import organisations, people
from tests.factories.households import household
from tests.factories.market import key
from tests.factories.moments import NOW, SHANGHAI, TESTER, TODAY
from tests.factories.places import YAOBU, village

POOR_SINCE = date(2015, 11, 30)
# A pairing that was there in the spring: its half-year is over on the day of the tests.
SPRING = datetime(2016, 3, 14, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Pair:
    """Who helps whom, and the person who speaks for each; of a household, its head as well."""

    kind: PairingKind
    helper_key: str
    helped_key: str
    helper: User
    helped: User
    given_by_key: str = ""

    def speaker(self, side: PairSide) -> User:
        """Who speaks for a side."""
        return self.helper if side is PairSide.HELPER else self.helped


def pairing_terms() -> None:
    """The terms that the package brings; twice is once."""
    load_pairing_rules(by=TESTER, at=NOW)


def poor_village(code: str = YAOBU) -> User:
    """A poor village; its first secretary, who is appointed unless there is one."""
    village(code)
    designate_poor_village(village_code=code, from_on=POOR_SINCE, source="test", by=TESTER, at=NOW)
    there = people_over_area(role=Role.FIRST_SECRETARY, area_code=code, on=TODAY).first()
    return there or people.first_secretary(village_code=code)


def practitioner(*, village_code: str = YAOBU, name: str = "陆电商") -> User:
    """Somebody who sells online for a living, in a village."""
    user = people.person(name=name)
    appoint_over_area(
        user=user,
        role=Role.PRACTITIONER,
        area_code=village(village_code).code,
        from_on=people.SINCE,
        by=TESTER,
        at=NOW,
    )
    return user


def poor_household(*, village_code: str = YAOBU, **facts: Any) -> Household:
    """A registered poor household since the end of 2015."""
    row = household(village_code=village_code, **facts)
    set_initial_status(
        household=row,
        state=State.REGISTERED,
        from_on=POOR_SINCE,
        reason="test",
        by=TESTER,
        at=NOW,
    )
    return row


def head_key(row: Household) -> str:
    """The uid of a household's head, who speaks for it."""
    return str(row.members.get(relation=Relation.HEAD, left_on=None).uid)


def partner_pair(*, village_code: str = YAOBU, station: Station | None = None) -> Pair:
    """The partner of a station and the first secretary of a poor village."""
    pairing_terms()
    secretary = poor_village(village_code)
    row = station or organisations.station()
    kind = OrganisationKind.STATION
    there = people_in_organisation(kind=kind, key=row.key, on=TODAY).first()
    operator = there or people.station_operator(station=row)
    return Pair(PairingKind.PARTNER, row.key, village_code, operator, secretary)


def enterprise_pair(*, village_code: str = YAOBU, enterprise: Enterprise | None = None) -> Pair:
    """An enterprise, Junqiao unless another is given, and a poor village."""
    pairing_terms()
    secretary = poor_village(village_code)
    row = enterprise or organisations.junqiao()
    kind = OrganisationKind.ENTERPRISE
    there = people_in_organisation(kind=kind, key=row.key, on=TODAY).first()
    buyer = there or people.buyer(enterprise=row)
    return Pair(PairingKind.ENTERPRISE, row.key, village_code, buyer, secretary)


def practitioner_pair(
    *, village_code: str = YAOBU, helper: User | None = None, helped: Household | None = None
) -> Pair:
    """A practitioner and a poor household; the village's first secretary writes for it."""
    pairing_terms()
    secretary = poor_village(village_code)
    user = helper or practitioner(village_code=village_code)
    row = helped or poor_household(village_code=village_code)
    kind = PairingKind.PRACTITIONER
    return Pair(kind, str(user.uid), row.key, user, secretary, head_key(row))


def proposed(pair: Pair | None = None, *, at: datetime = NOW) -> Pairing:
    """A pair that was proposed, a partner's unless given."""
    pair = pair or partner_pair()
    return propose_pairing(
        kind=pair.kind,
        helper_key=pair.helper_key,
        helped_key=pair.helped_key,
        words="",
        request_key=key(),
        by=TESTER,
        at=at,
    )


def agreed_by(row: Pairing, pair: Pair, side: PairSide, *, at: datetime = NOW) -> Pairing:
    """A pairing to which one side said yes."""
    given_by_key = pair.given_by_key if side is PairSide.HELPED else ""
    return agree(
        pairing_uid=row.uid,
        pair_side=side,
        given_by_key=given_by_key,
        by=pair.speaker(side).actor,
        at=at,
    )


def in_force(pair: Pair | None = None, *, at: datetime = NOW) -> Pairing:
    """A pair that both sides agreed to, a partner's unless given."""
    pair = pair or partner_pair()
    row = proposed(pair, at=at)
    agreed_by(row, pair, PairSide.HELPER, at=at)
    return agreed_by(row, pair, PairSide.HELPED, at=at)


def promised(row: Pairing, *, at: datetime = NOW, **changes: Any) -> Promise:
    """A promise of 10 t, which are 20,000 jin, until the end of the year; fields by name."""
    wanted = Promised(PromiseKind.SALES, 10_000_000, date(2016, 12, 31))
    wanted = replace(wanted, **changes)
    return promise(pairing_uid=row.uid, promised=wanted, request_key=key(), by=TESTER, at=at)


def measured(row: Pairing, *, at: datetime = NOW, **changes: Any) -> Measure:
    """A measure that is set out: to sell, until the end of the month; fields by name."""
    wanted = replace(Intended(MeasureKind.SELLING, "开网店", date(2016, 9, 30)), **changes)
    return set_measure(pairing_uid=row.uid, measure=wanted, request_key=key(), by=TESTER, at=at)


def visited(row: Pairing, *, at: datetime = NOW, **changes: Any) -> Visit:
    """A visit today with something agreed; fields of `Seen` by name."""
    seen = Seen(TODAY, VisitReason.REGULAR, VisitResult.AGREED, "看了果园")
    seen = replace(seen, **changes)
    return log_visit(pairing_uid=row.uid, seen=seen, request_key=key(), by=TESTER, at=at)


def reported(row: Pairing, pair: Pair, *, at: datetime = NOW, **changes: Any) -> Result:
    """Two people trained, as the helper reports it; fields of `Reported` by name."""
    told = Reported(ResultKind.TRAINING, TODAY, 2, "教开网店", PairSide.HELPER)
    told = replace(told, **changes)
    by = pair.speaker(told.pair_side).actor
    return report_result(pairing_uid=row.uid, reported=told, request_key=key(), by=by, at=at)


def confirmed(row: Pairing, pair: Pair, *, at: datetime = NOW, **changes: Any) -> Result:
    """A result that the other side confirmed."""
    told = reported(row, pair, at=at, **changes)
    other = PairSide.HELPED if told.pair_side == PairSide.HELPER else PairSide.HELPER
    by = pair.speaker(other).actor
    return answer_result(result_uid=told.uid, is_confirmed=True, by=by, at=at)


def reviewed(row: Pairing, *, voice: Voice, by: User, at: datetime = NOW, **more: Any) -> Review:
    """What a voice says of the first half of 2016; fields of `Said` by name."""
    said = replace(Said(voice, date(2016, 6, 30), Rating.GOOD, "做得好"), **more)
    return review(pairing_uid=row.uid, said=said, request_key=key(), by=by.actor, at=at)


def ended(row: Pairing, *, at: datetime = NOW, **changes: Any) -> Pairing:
    """A pairing that ended today because one of the two moved away."""
    wanted = {"end_kind": EndKind.MOVED, "words": "搬走了", "on": TODAY, **changes}
    return end_pairing(pairing_uid=row.uid, by=TESTER, at=at, **wanted)
