"""Every page of lots and demands, in Chinese and in English, with and without rows."""

from typing import Any

import pytest
from django.test import Client

from moli.interfaces.web.lots.told import Told
from tests.factories import Story, market

MESSAGES = (
    "各位老板，瑶埠的百香果熟了，大概有四十吨左右，两块六以上就卖，果子很靓",
    "求购百香果12万斤，二级以上，送到南宁最高3块6，20天内要货",
    "有几筐榴莲，价格面议，农历八月十五前",
)
LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}


def page(browser: Client, address: str, language: str, **sent: str) -> Any:
    """A page in a language; `sent` makes it a post."""
    browser.cookies["language"] = language
    answer = browser.post(address, sent) if sent else browser.get(address)
    assert answer.status_code == 200, address
    assert f'<html lang="{LANGUAGES[language]}"' in answer.content.decode()
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages(client: Client, personas: Story, language: str) -> None:
    for address in (
        "/lots/",
        "/lots/?product=nothing&town=nothing",
        f"/lots/{personas.lot.uid}/",
        "/demands/",
        f"/demands/{personas.demand.uid}/",
    ):
        page(client, address, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_pages(client: Client, db: None, language: str) -> None:
    for address in ("/lots/", "/demands/", "/lots/?product=x", "/demands/?product=x"):
        page(client, address, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_first_secretary(client: Client, personas: Story, language: str) -> None:
    market.agreed(personas.proposal)
    client.force_login(personas.first_secretary)
    lot = f"/lots/{personas.lot.uid}/"
    for address in (
        "/lots/",
        "/lots/post/",
        "/lots/post/?product=passion-fruit",
        "/lots/post/?product=other",
        "/lots/import/",
        lot,
        f"{lot}change/",
        f"{lot}withdraw/",
    ):
        page(client, address, language)
    for message in MESSAGES:
        read = page(client, "/lots/post/", language, act="read", message=message)
        told: Told = read.context["paste"].told
        assert told.finding
    page(client, "/lots/post/", language, act="post")
    page(client, f"{lot}change/", language, weight="x")
    page(client, "/lots/import/", language, act="check")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_buyer(client: Client, personas: Story, language: str) -> None:
    market.agreed(personas.proposal)
    client.force_login(personas.buyer)
    demand = f"/demands/{personas.demand.uid}/"
    for address in (
        "/demands/",
        "/demands/post/",
        "/demands/post/?product=passion-fruit",
        demand,
        f"{demand}withdraw/",
    ):
        page(client, address, language)
    for message in MESSAGES:
        page(client, "/demands/post/", language, act="read", message=message)
    page(client, "/demands/post/", language, act="post")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_office(client: Client, personas: Story, language: str) -> None:
    client.force_login(personas.office)
    for address in ("/lots/post/?product=passion-fruit", "/demands/post/?product=passion-fruit"):
        page(client, address, language)


def test_ten_megabytes_of_message_are_refused_on_a_page_and_nothing_is_stored(
    client: Client, personas: Story
) -> None:
    client.force_login(personas.first_secretary)

    answer = client.post("/lots/post/", {"act": "read", "message": "百" * 3_500_000})

    assert answer.status_code == 413
    assert "<h1>" in answer.content.decode()
    assert type(personas.lot).objects.count() == 1
