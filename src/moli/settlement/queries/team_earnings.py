"""What the people of stations' teams were given: for themselves, their operators and the office."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from moli.ledger.models import Entry
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.settlement.models import TeamEarning
from moli.settlement.queries.earnings import TakerPayment
from moli.settlement.rules.shares import MEMBER_OWNER, TAKER_PAID


@dataclass(frozen=True)
class TeamPart:
    """What one month of a station gave one person of its team, corrections included."""

    station_key: str
    month: date
    person_key: str
    person_name: str
    fen: int


@dataclass(frozen=True)
class PersonMonth:
    """What one month of a station gave the person."""

    station_key: str
    month: date
    fen: int


@dataclass(frozen=True)
class PersonEarnings:
    """What one person was given by all stations, what of it may be paid or is owed, and was."""

    months: Sequence[PersonMonth]
    payable_fen: int
    debt_fen: int
    payments: Sequence[TakerPayment]

    @property
    def paid_fen(self) -> int:
        """All that was paid."""
        return sum(each.fen for each in self.payments)


def team_parts(station_keys: Collection[str]) -> list[TeamPart]:
    """What the teams of some stations were given, the newest month first: one query.

    Months are those in which it was earned. Nothing of what the same people earn elsewhere.
    """
    rows = (
        TeamEarning.objects.filter(station_key__in=station_keys)
        .exclude(person_key="")
        .order_by()
        .values_list("station_key", TruncMonth("earned_on"), "person_key", "person_name")
        .annotate(fen=Sum("fen"))
    )
    found = [TeamPart(*row) for row in rows]
    return sorted(found, key=lambda each: (-each.month.toordinal(), each.station_key, -each.fen))


def has_earnings(person_key: str) -> bool:
    """Whether anything was ever shared to a person: one query."""
    return TeamEarning.objects.filter(person_key=person_key).exists()


def person_earnings(person_key: str) -> PersonEarnings:
    """All that one person was given, the newest first: three queries."""
    rows = (
        TeamEarning.objects.filter(person_key=person_key)
        .exclude(person_key="")
        .order_by()
        .values_list("station_key", TruncMonth("earned_on"))
        .annotate(fen=Sum("fen"))
    )
    months = [PersonMonth(*row) for row in rows]
    ours = Entry.objects.filter(account__owner_kind=MEMBER_OWNER, account__owner_key=person_key)
    sums = dict(ours.order_by().values_list("account__kind").annotate(fen=Sum("amount_fen")))
    return PersonEarnings(
        months=sorted(months, key=lambda each: (-each.month.toordinal(), each.station_key)),
        payable_fen=-sums.get(AccountKind.PAYABLE, 0),
        debt_fen=sums.get(AccountKind.RECEIVABLE, 0),
        payments=_payments(person_key),
    )


def names_of_members(person_keys: Collection[str]) -> dict[str, str]:
    """The names of some people as they were last given something: one query.

    Nobody has the empty key, under which a station's own part stands.
    """
    rows = TeamEarning.objects.filter(person_key__in=person_keys).exclude(person_key="")
    return dict(rows.order_by("pk").values_list("person_key", "person_name"))


def _payments(person_key: str) -> list[TakerPayment]:
    is_payment = Q(transfer__kind=TransferKind.PAYOUT) | Q(
        transfer__reverses__kind=TransferKind.PAYOUT
    )
    rows = Entry.objects.filter(
        is_payment,
        account__owner_kind=MEMBER_OWNER,
        account__owner_key=person_key,
        account__kind=AccountKind.PAYABLE,
    ).select_related("transfer__reverses")
    return [
        TakerPayment(
            on=row.transfer.happened_on,
            fen=row.amount_fen,
            number=(row.transfer.reverses or row.transfer).reference.removeprefix(TAKER_PAID),
        )
        for row in rows.order_by("-transfer__happened_on", "-transfer")
    ]
