"""The counter's app, served by a process of its own that can be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.counter.stoppable import CounterServer, prepare
from tests.browser.counter.tablet import Tablet, Things, things


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counter")
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def shared_server(
    home: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[CounterServer]:
    """One server for all tests: a killed one is started again by the next that needs it."""
    server = CounterServer(home)
    yield server
    server.put_away()


@pytest.fixture
def server(shared_server: CounterServer, transactional_db: None) -> CounterServer:
    if shared_server.process is None:
        shared_server.start()
    return shared_server


@pytest.fixture
def given(transactional_db: None) -> Things:
    return things()


@pytest.fixture
def open_tablet(browser: Browser, server: CounterServer) -> Iterator[Callable[..., Tablet]]:
    tablets: list[Tablet] = []

    def opened(**how: Any) -> Tablet:
        tablets.append(Tablet.of(browser, server, **how))
        return tablets[-1]

    yield opened
    for tablet in tablets:
        tablet.context.close()
    assert [error for tablet in tablets for error in tablet.errors] == []


@pytest.fixture
def tablet(open_tablet: Callable[..., Tablet], given: Things) -> Tablet:
    """A device of the station, registered, with the app kept for times without a network."""
    made = open_tablet()
    made.register(given.operator)
    return made
