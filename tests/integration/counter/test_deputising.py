"""What is done in a household's name: with its consent of that day, read back, with a receipt."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import DeputyAct
from moli.counter.queries.deputies import ACTS_SHOWN, deputy_sheet
from moli.counter.queries.laws_parcels import parcel_laws
from moli.counter.rules.deputising import (
    DONE_IN_PRESENCE,
    DeputyConsentMissing,
    NotReadBack,
    ReceiptMissing,
    judge_consent,
    judged_receipt,
)
from moli.counter.rules.states import ActKind
from moli.counter.services.deputising import act_for, undo_act
from moli.households.models import Household
from moli.households.services.caring import withdraw_consent
from moli.kernel.actor import Actor
from tests.factories import NOW, TESTER, TODAY, household, station
from tests.factories.drawers import occasion
from tests.factories.parcels import agreed_to_deputy
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

_ANOTHER = Actor(key="user:another", name="另一位")
_DAY = timedelta(days=1)


def _acted(row: Household, *, days: int = 0, subject: str = "", **said: object) -> DeputyAct:
    return act_for(
        **{  # type: ignore[arg-type]
            "household": row,
            "act_kind": ActKind.BUY_FOR,
            "subject_key": subject or str(uuid4()),
            "receipt_no": " 1-0007 ",
            "is_read_back": True,
            "occasion": occasion(station().key, at=NOW + days * _DAY),
            **said,
        }
    )


def test_only_a_weigh_in_is_done_in_a_households_presence() -> None:
    assert {ActKind.WEIGH_IN} == DONE_IN_PRESENCE
    for kind in ActKind:
        judge_consent(kind, has_consent=True)
        if kind not in DONE_IN_PRESENCE:
            with pytest.raises(DeputyConsentMissing):
                judge_consent(kind, has_consent=False)
    judge_consent(ActKind.WEIGH_IN, has_consent=False)


@pytest.mark.parametrize("number", ["", "  ", "9" * 31])
def test_a_receipt_has_a_number_that_fits(number: str) -> None:
    with pytest.raises(ReceiptMissing):
        judged_receipt(number, is_read_back=True)
    with pytest.raises(NotReadBack):
        judged_receipt("1", is_read_back=False)


def test_with_its_consent_a_thing_is_done_and_told_once() -> None:
    row = household()
    consent = agreed_to_deputy(row)
    act = _acted(row, subject="a-thing")
    assert (act.consent, act.receipt_no, act.at) == (consent, "1-0007", NOW)
    line = Event.objects.get(verb="counter.act_for")
    assert (line.subject_key, line.area_code) == (act.key, row.village.code)
    assert line.facts == {"act_kind": "BUY_FOR"}
    with unchanged():
        assert _acted(row, subject="a-thing") == act


def test_without_consent_or_with_that_of_another_nothing_is_done() -> None:
    row = household()
    agreed_to_deputy(household())
    station()
    with refused(DeputyConsentMissing, field="household"):
        _acted(row)


def test_a_consent_holds_from_its_day_until_the_day_on_which_it_is_taken_back() -> None:
    row = household()
    consent = agreed_to_deputy(row)
    station()
    with refused(DeputyConsentMissing, field="household"):
        _acted(row, days=-1)
    _acted(row, days=1)
    withdraw_consent(consent_id=consent.pk, by=TESTER, at=NOW + 2 * _DAY)
    # A device that was away tells late of what it did while the consent held.
    _acted(row, days=1)
    with refused(DeputyConsentMissing, field="household"):
        _acted(row, days=2)
    assert [law.law for law in parcel_laws() if not law.holds] == []


def test_an_act_of_the_day_stays_lawful_when_the_consent_is_taken_back_that_day() -> None:
    row = household()
    consent = agreed_to_deputy(row)
    _acted(row)
    withdraw_consent(consent_id=consent.pk, by=TESTER, at=NOW)
    assert [law.law for law in parcel_laws() if not law.holds] == []


def test_once_undone_stays_undone_by_whom_it_was_first() -> None:
    row = household()
    agreed_to_deputy(row)
    _acted(row, subject="a-thing")
    first = undo_act(act_kind=ActKind.BUY_FOR, subject_key="a-thing", by=TESTER, at=NOW)
    assert first is not None
    with unchanged():
        again = undo_act(
            act_kind=ActKind.BUY_FOR, subject_key="a-thing", by=_ANOTHER, at=NOW + _DAY
        )
    assert again is not None
    assert (again.undone_at, again.undone_by_key) == (NOW, TESTER.key)
    with unchanged():
        assert undo_act(act_kind=ActKind.BILL, subject_key="a-thing", by=TESTER, at=NOW) is None


def test_a_household_sees_the_newest_of_what_was_done() -> None:
    row = household()
    consent = agreed_to_deputy(row)
    acts = [_acted(row, days=place) for place in range(ACTS_SHOWN + 1)]
    sheet = deputy_sheet(row, on=TODAY)
    assert (sheet.consent, sheet.acts) == (consent, tuple(reversed(acts[1:])))
