"""Every page of households in both languages, with little and with much to show."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Story, household, person_facts
from tests.web.registry.records import full_household
from tests.web.registry.test_reach import all_addresses

LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_full", [True, False])
def test_every_page_speaks_both(
    language: str, is_full: bool, client: Client, personas: Story
) -> None:
    row = full_household() if is_full else household(people=[person_facts()], phone="13799884410")
    client.force_login(personas.first_secretary)
    client.cookies["language"] = language

    for name, address in all_addresses(row).items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        assert f'<html lang="{LANGUAGES[language]}"' in answer.content.decode(), name
    copy = client.post(f"/registry/{row.uid}/print/").content.decode()
    assert f'<html lang="{LANGUAGES[language]}"' in copy
