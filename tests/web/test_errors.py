"""What a person reads when something went wrong."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from moli.interfaces.web.errors import server_error
from moli.market.models import Lot
from tests.factories import Story, first_secretary


@pytest.mark.django_db
def test_a_page_that_is_not_there_leads_back(client: Client) -> None:
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert "这里没有这一页" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


@pytest.mark.django_db
def test_a_paste_of_ten_megabytes_is_refused_in_words_and_nothing_is_stored(
    client: Client,
) -> None:
    client.force_login(first_secretary())

    answer = client.post(reverse("web:post_lot"), {"message": "八" * 3_500_000})

    assert answer.status_code == 413
    assert "一次最多 2 MB" in answer.content.decode()
    assert Lot.objects.count() == 0


@pytest.mark.django_db
def test_a_form_without_its_mark_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(reverse("web:login"), {"username": "1", "password": "2"})

    assert answer.status_code == 403
    assert "这张表放太久了" in answer.content.decode()


def test_our_own_mistake_needs_neither_database_nor_frame(rf: RequestFactory) -> None:
    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "是我们的错，不是您的" in answer.content.decode()


@pytest.mark.django_db
def test_a_request_for_an_unknown_host_is_answered_in_words(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "没有看懂这次请求" in answer.content.decode()


@pytest.mark.parametrize("address", ["/registry/quality/%00/", "/registry/quality/a%00b/"])
def test_an_address_with_a_sign_that_a_database_refuses_is_not_there(
    address: str, client: Client, personas: Story
) -> None:
    client.force_login(personas.office)

    assert client.get(address).status_code == 404
