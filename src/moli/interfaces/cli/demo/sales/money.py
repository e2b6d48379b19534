"""Paying the households: one puts the batch together, another approves it, the bank answers."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from moli.gateways.payment import Channel
from moli.households.queries.heads import heads_of
from moli.interfaces.cli.demo.moment import TODAY, at, request_key
from moli.interfaces.cli.demo.people import finance, office
from moli.interfaces.cli.demo.sales.tea import sold_fen
from moli.settlement.queries.owed import owed
from moli.settlement.rules.payouts import Result, ReturnReason
from moli.settlement.services.approving_batches import approve_batch
from moli.settlement.services.handing_over import hand_over
from moli.settlement.services.handing_to_bank import bank_list
from moli.settlement.services.making_batches import make_batch
from moli.settlement.services.naming_accounts import AccountFacts, name_account
from moli.settlement.services.taking_results import take_results

# So many have not named an account yet; the bank returns the payout of one.
_WITHOUT_ACCOUNT, _RETURNED_PLACE = 2, 17
_BANKS = ("农村信用社", "邮政储蓄银行", "农业银行")


def name_accounts() -> None:
    """An account for each household that is owed anything, but for two; of no bank."""
    households = [each.household for each in owed(on=TODAY)]
    named = households[: len(households) - _WITHOUT_ACCOUNT]
    heads = heads_of([household.key for household in named])
    for place, household in enumerate(named):
        name_account(
            household_id=household.pk,
            facts=_account(heads[household.key].head_name, household.pk),
            by=office().actor,
            at=at(hour=17, minutes=place),
        )


def pay_households() -> None:
    """The tea's money handed over; a batch made, approved, carried out, one payout returned."""
    _hand_over_tea_money()
    if not owed(on=TODAY):
        return
    batch = make_batch(
        request_key=request_key("first batch"),
        by=office().actor,
        at=at(days_before=-2, hour=9, minutes=0),
    )
    if batch.file_hash:
        return
    approve_batch(batch_id=batch.pk, by=finance().actor, at=at(days_before=-2, hour=9, minutes=10))
    listed = bank_list(
        batch_id=batch.pk, by=finance().actor, at=at(days_before=-2, hour=9, minutes=15)
    )
    take_results(
        batch_id=batch.pk,
        results=_results([row.payout_key for row in listed.rows]),
        file_hash=sha256(b"demo results 1").hexdigest(),
        by=office().actor,
        at=at(days_before=-2, hour=9, minutes=45),
    )


def _hand_over_tea_money() -> None:
    if total_fen := sold_fen():
        hand_over(
            channel=Channel.OFFLINE,
            total_fen=total_fen,
            bank_reference="演示回单 20160914-0",
            by=office().actor,
            at=at(days_before=-2, hour=8, minutes=30),
        )


def _results(keys: Sequence[str]) -> list[Result]:
    returned = min(_RETURNED_PLACE, len(keys)) - 1
    return [
        Result(key, ReturnReason.ACCOUNT_CLOSED if place == returned else None)
        for place, key in enumerate(keys)
    ]


def _account(holder_name: str, number: int) -> AccountFacts:
    """A number that begins as no card of any bank does."""
    return AccountFacts(
        number=f"0000001990{number:09d}",
        bank_name=_BANKS[number % len(_BANKS)],
        holder_name=holder_name,
    )
