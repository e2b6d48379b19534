"""From the page of today to what is to be done, on a phone without a script: few taps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from moli.pairing.models import Pairing, Visit
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from tests.browser.conftest import Phone
from tests.factories import Story
from tests.factories.pairings import (
    SPRING,
    agreed_by,
    enterprise_pair,
    in_force,
    pairing_terms,
    poor_village,
    practitioner_pair,
    proposed,
)

TAPS_MAX = 10


@dataclass
class Thumb:
    """Taps on a page, counted."""

    page: Page
    taps: int = 0

    def tap_link(self, words: str) -> None:
        """Tap the first link of some words."""
        self.page.get_by_role("link", name=words).first.click()
        self.taps += 1

    def tap_button(self, words: str) -> None:
        """Tap the first button of some words."""
        self.page.get_by_role("button", name=words).first.click()
        self.taps += 1

    def pick(self, words: str) -> None:
        """Tap a choice."""
        self.page.get_by_label(words, exact=True).first.check()
        self.taps += 1


def test_a_first_secretary_logs_a_visit_and_agrees_to_a_pairing_in_under_ten_taps(
    open_phone: Callable[..., Phone], personas: Story
) -> None:
    in_force(practitioner_pair(), at=SPRING)
    pair = enterprise_pair()
    asked = proposed(pair)
    agreed_by(asked, pair, PairSide.HELPER)
    phone = open_phone(has_script=False)
    phone.log_in(personas.first_secretary)
    thumb = Thumb(phone.open("web:today"))
    phone.must_fit()

    thumb.tap_link("陆电商带着")
    phone.must_fit()
    thumb.pick("平常走访")
    thumb.pick("说好了谁办")
    thumb.page.get_by_label("说了什么、做了什么").fill("两亩百香果下个月收，要筐")
    thumb.tap_button("记下来")
    assert Visit.objects.get().words == "两亩百香果下个月收，要筐"

    thumb.tap_link("今天")
    thumb.tap_link("结对，等您答复")
    phone.must_fit()
    thumb.tap_button("同意结对")

    asked.refresh_from_db()
    assert asked.state == PairingState.IN_FORCE
    assert thumb.taps < TAPS_MAX
    home = phone.open("web:today").content()
    assert "等您答复" not in home
    assert "陆电商带着" not in home


def test_an_organiser_comes_from_today_to_a_proposed_pairing(
    open_phone: Callable[..., Phone], personas: Story
) -> None:
    pairing_terms()
    poor_village()
    phone = open_phone(has_script=False)
    phone.log_in(personas.organiser)
    thumb = Thumb(phone.open("web:today"))
    phone.must_fit()

    thumb.tap_link("还有 1 个贫困村没结对")
    phone.must_fit()
    thumb.tap_button("算一份")
    phone.must_fit()
    thumb.tap_button("全部提出来")

    row = Pairing.objects.get()
    assert row.state == PairingState.PROPOSED
    assert row.pairing_kind in {PairingKind.PARTNER, PairingKind.ENTERPRISE}
    assert thumb.taps < TAPS_MAX
