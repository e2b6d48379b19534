"""What every test stands on: strict templates, a true file database, honest order, known people."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.factories import Story, story
from tests.strictness import forbid_unknown_variables, notice_unordered_pages
from tools.compile_messages import CATALOGUE, compile_catalogue

IS_CI = os.environ.get("CI", "").lower() == "true"
# They run on SQLite alone, and so does what carries the mark itself: walks over every page.
ONE_DATABASE = frozenset({"architecture", "design", "sheets", "unit", "words"})
# Who may open which page: so too.
WALKS = frozenset({"test_scope.py"})
# A busy machine is slow, and that is no fault of the code.
_PATIENT = hypothesis_settings(
    deadline=None, max_examples=60, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("laptop", _PATIENT)
# The same examples on every run: a red build is repeated by running it again.
hypothesis_settings.register_profile("ci", _PATIENT, derandomize=True)
hypothesis_settings.load_profile("ci" if IS_CI else "laptop")


def pytest_configure(config: pytest.Config) -> None:
    """Make pages fail on what they do not know; before the first test, in every worker."""
    forbid_unknown_variables()
    if not hasattr(config, "workerinput") and CATALOGUE.exists():
        compile_catalogue()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark folders and walks that ask nothing which another database would answer otherwise."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in ONE_DATABASE or item.path.name in WALKS:
            item.add_marker(pytest.mark.one_database)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no data folder behind when the tests made their own."""
    home = Path(settings.MOLI_HOME)
    if not hasattr(config, "workerinput") and home.name.startswith("moli-test-"):
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """A database of its own for each worker; on SQLite a file, as in production.

    Threads that share a database in memory share one lock and one connection's view, so a test
    of sixty buyers would prove nothing there.
    """
    database = settings.DATABASES["default"]
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    test = database.setdefault("TEST", {})
    if database["ENGINE"] == "django.db.backends.sqlite3":
        test["NAME"] = str(Path(settings.MOLI_HOME) / f"tests-{worker}.sqlite3")
    else:
        test["NAME"] = f"test_{database['NAME']}_{worker}"


@pytest.fixture(autouse=True)
def _unordered_pages() -> Iterator[None]:
    with notice_unordered_pages():
        yield


@pytest.fixture
def personas(db: None) -> Story:
    """Yaobu, Junqiao and one person in each role; see `tests.factories`."""
    return story()
