"""A counter at which everything has happened once, and one break of each of its laws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from moli.audit.models import Event
from moli.counter.models import DeputyAct, Parcel
from moli.counter.rules.states import ActKind
from moli.counter.services.forgetting import forget_people
from moli.counter.services.weighing import take_back
from moli.households.models import Consent, Household
from tests.factories import NOW, TESTER, station
from tests.factories.drawers import occasion
from tests.factories.parcels import agreed_to_deputy, came, handed, to_send, weighed_at
from tests.unguarded import written_again


def kept_parcels() -> None:
    """Parcels that lie, were handed out in a household's name, were sent; a weigh-in taken back."""
    here = station().key
    # Other breaks count the households: no new one.
    someone = Household.objects.filter(withdrawn_at=None).order_by("pk")[:1].get()
    agreed_to_deputy(someone)
    came(here)
    handed(came(here, of=someone), to="黄邻居")
    to_send(here)
    weighed_at(here, someone)
    brought = weighed_at(here, someone)
    take_back(ref=brought.request_key, occasion=occasion(here))
    long_ago = NOW - timedelta(days=100)
    handed(came(here, at=long_ago), by=occasion(here, at=long_ago))
    forget_people(by=TESTER, at=NOW)


PARCEL_BREAKS: dict[str, Callable[[], object]] = {
    "counter.parcel_taken_in_once": written_again("counter.take_in_parcel"),
    "counter.parcel_to_send_taken_once": lambda: Event.objects.filter(
        verb="counter.take_parcel_to_send"
    ).delete(),
    "counter.parcel_version_counts_its_changes": lambda: Parcel.objects.update(version=9),
    "counter.parcel_leaves_after_it_came": lambda: Parcel.objects.update(came_on=date(2030, 1, 1)),
    "counter.parcel_fee_is_in_the_drawer": lambda: Parcel.objects.filter(fee_fen__gt=0).update(
        fee_fen=1
    ),
    "counter.acted_for_once": written_again("counter.act_for"),
    "counter.acted_for_with_consent": lambda: Consent.objects.update(from_on=date(2030, 1, 1)),
    "counter.undone_has_gone_back": lambda: DeputyAct.objects.filter(
        act_kind=ActKind.WEIGH_IN
    ).update(undone_at=None, undone_by_key=""),
    "counter.forgotten_is_nameless": lambda: Parcel.objects.exclude(forgotten_at=None).update(
        person_name="覃秀兰"
    ),
}
