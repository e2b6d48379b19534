"""What a person may reach."""

from moli.accounts.rules import NOBODY, SELLER_ROLES, Duty, Role, Standing
from moli.kernel.actor import Actor

TWO_HATS = Standing(
    actor=Actor("user:1", "甲"),
    duties=(
        Duty(Role.FIRST_SECRETARY, area_code="450181110206"),
        Duty(Role.ORGANISER, organisation_key="branch-1"),
        Duty(Role.AUDITOR, area_code="450181"),
    ),
)


def test_areas_come_only_from_the_roles_asked_for() -> None:
    assert TWO_HATS.area_codes(SELLER_ROLES) == ("450181110206",)
    assert TWO_HATS.area_codes({Role.AUDITOR}) == ("450181",)
    assert TWO_HATS.area_codes({Role.LEADER}) == ()


def test_organisations_come_only_from_their_role() -> None:
    assert TWO_HATS.organisation_keys(Role.ORGANISER) == ("branch-1",)
    assert TWO_HATS.organisation_keys(Role.BUYER) == ()


def test_nobody_reaches_nothing() -> None:
    assert not NOBODY.holds(*Role)
    assert NOBODY.area_codes(Role) == ()
