"""Laws of what stations, their teams, carriers, packers and the platform are owed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from moli.audit.queries import guards_law
from moli.kernel.law import LawCheck, found_law
from moli.kernel.money import split_fen
from moli.ledger.models import Account, Entry, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.orders.models import LineFill, ProductionInput
from moli.settlement.models import Share, TeamEarning
from moli.settlement.models.guards import TEAM_GUARDS
from moli.settlement.queries.counting import differing
from moli.settlement.queries.takers import earnings_accounts
from moli.settlement.rules.shares import EARNERS, PAYEES, TAKER_PAID, ShareKind, owner_kind
from moli.settlement.rules.team_shares import MILLE


def takers_are_owed_what_was_shared() -> LawCheck:
    """A taker's shares are what it has earned, what is payable to it, and what it was paid.

    What a station's team was given is no longer the station's, and that of its people.
    """
    shared = _shared()
    owed: Counter[tuple[str, str]] = Counter()
    owners = [owner_kind(kind) for kind in PAYEES]
    ours = Q(account__in=Account.objects.filter(earnings_accounts()).values("pk")) | Q(
        account__kind__in=(AccountKind.PAYABLE, AccountKind.RECEIVABLE),
        account__owner_kind__in=owners,
    )
    # What was paid to them has left what is payable, and stands there again when it is reversed.
    entries = Entry.objects.filter(ours).exclude(
        Q(transfer__reference__startswith=TAKER_PAID)
        | Q(transfer__reverses__reference__startswith=TAKER_PAID)
    )
    named = entries.values_list("account__owner_kind", "account__owner_key", "amount_fen")
    for owner, key, fen in named.iterator():
        owed[owner, key] -= fen
    wrong = [f"{owner} {key}" for owner, key in differing(shared, owed)]
    return found_law("settlement.taker_is_owed_what_was_shared", checked=len(shared), broken=wrong)


def _shared() -> Counter[tuple[str, str]]:
    """What each taker should have, by what was shared of lines and within teams."""
    shared: Counter[tuple[str, str]] = Counter()
    rows = Share.objects.filter(kind__in=EARNERS).values_list("kind", "owner_key", "fen")
    for kind, key, fen in rows.iterator():
        shared[owner_kind(ShareKind(kind)), key] += fen
    taken_back = Transfer.objects.filter(reverses__isnull=False).values("reverses")
    given = TeamEarning.objects.exclude(person_key="").exclude(transfer__in=taken_back)
    for station, person, fen in given.values_list("station_key", "person_key", "fen").iterator():
        shared[owner_kind(ShareKind.STATION), station] -= fen
        shared[owner_kind(ShareKind.MEMBER), person] += fen
    return shared


def teams_share_what_was_moved() -> LawCheck:
    """What was moved of a station was shared by day, each day by its plan, to the fen.

    Months that were moved before there were plans have no days and are whole as they are.
    """
    told: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
    sums: Counter[int] = Counter()
    rows = TeamEarning.objects.order_by("pk")
    for pk, on, per_mille, fen in rows.values_list("transfer", "earned_on", "per_mille", "fen"):
        told[pk, on].append((per_mille, fen))
        sums[pk] += fen
    wrong = {pk for (pk, _), parts in told.items() if not _is_split(parts)}
    moves = Entry.objects.filter(
        transfer__in=list(sums), account__owner_kind=owner_kind(ShareKind.STATION), amount_fen__gt=0
    ).exclude(account__kind__in=(AccountKind.PAYABLE, AccountKind.RECEIVABLE))
    moved = dict(moves.values_list("transfer", "amount_fen"))
    wrong |= {pk for pk, fen in sums.items() if moved.get(pk) != fen}
    return found_law(
        "settlement.team_shares_what_was_moved", checked=len(sums), broken=sorted(wrong)
    )


def _is_split(parts: Sequence[tuple[int, int]]) -> bool:
    rates, fens = [rate for rate, _ in parts], [fen for _, fen in parts]
    whole, sign = sum(fens), -1 if sum(fens) < 0 else 1
    shares = split_fen(total_fen=sign * whole, weights=rates)
    return sum(rates) == MILLE and [sign * share for share in shares] == fens


def commission_is_of_who_took_part() -> LawCheck:
    """A station has a share of a line only where it weighed in, or sells, what is in it."""
    took_part: dict[int, set[str]] = defaultdict(set)
    inputs = ProductionInput.objects.order_by().values_list(
        "production", "weigh_in__station_key", "load__transfer__asking_station_key"
    )
    for production, weighed, sells in inputs.distinct():
        took_part[production] |= {weighed, sells}
    batches: dict[int, set[int]] = defaultdict(set)
    for line, production in LineFill.objects.values_list("line", "production"):
        batches[line].add(production)
    shares = Share.objects.filter(kind=ShareKind.STATION, settlement__line__isnull=False)
    rows = list(
        shares.values_list("settlement__line", "settlement__line__order__number", "owner_key")
    )
    wrong = sorted(
        {
            number
            for line, number, key in rows
            if not any(key in took_part[production] for production in batches[line])
        }
    )
    return found_law("settlement.commission_is_of_who_took_part", checked=len(rows), broken=wrong)


def team_guards_stand() -> LawCheck:
    """The database still refuses to change what teams were given."""
    return guards_law("settlement.team_guards_stand", TEAM_GUARDS)
