"""Lines and standards: dated, with their sources, and never changed under a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moli.audit.models import Event
from moli.households.models import Line, Standard
from moli.households.queries.lines import (
    exit_standard_on,
    limits_on,
    line_for,
    lines_for,
    standard_on,
)
from moli.households.rules.lines import LineKind
from moli.households.rules.standards import ExitItem, StandardKind
from moli.households.services.setting_standards import (
    LineFacts,
    LineOutOfRange,
    LineYearOutOfRange,
    SourceMissing,
    StandardBeforeAnother,
    StandardFacts,
    load_reference,
    set_line,
    set_standard,
)
from moli.kernel.certainty import Certainty
from tests.factories import NOW, TESTER, YAOBU, reference
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

LINE = LineFacts(
    region="450181",
    year=2016,
    kind=LineKind.POVERTY,
    fen=310_000,
    source="县扶贫办〔2016〕1号",
    certainty=Certainty.VERIFIED,
)


def test_the_reference_is_loaded_once_and_says_how_sure_it_is() -> None:
    reference()

    with unchanged():
        load_reference(by=TESTER, at=NOW)
    assert Line.objects.filter(kind=LineKind.POVERTY).count() == 11
    assert Line.objects.get(kind=LineKind.POVERTY, year=2019).certainty == Certainty.WEAK
    assert not Line.objects.filter(source="").exists()


def test_the_two_series_of_poverty_lines_are_kept_apart() -> None:
    reference()

    found = lines_for(area_code=YAOBU, years=[2019])

    assert found[2019, LineKind.POVERTY].fen == 321_800
    assert found[2019, LineKind.PLANNING].fen == 374_700


def test_the_nearest_region_decides() -> None:
    reference()
    national = line_for(area_code=YAOBU, year=2016, kind=LineKind.POVERTY)
    own = set_line(facts=LINE, by=TESTER, at=NOW)

    assert line_for(area_code=YAOBU, year=2016, kind=LineKind.POVERTY) == own
    assert line_for(area_code="450102", year=2016, kind=LineKind.POVERTY) == national
    assert line_for(area_code=YAOBU, year=2016, kind=LineKind.EXIT).fen == 310_000
    assert line_for(area_code=YAOBU, year=2022, kind=LineKind.MONITORING) is None


def test_a_corrected_line_is_a_new_row_and_the_old_one_stays() -> None:
    first = set_line(facts=LINE, by=TESTER, at=NOW)
    second = set_line(facts=replace(LINE, fen=320_000), by=TESTER, at=NOW)

    first.refresh_from_db()
    assert (first.fen, first.replaced_at) == (310_000, NOW)
    assert line_for(area_code=YAOBU, year=2016, kind=LineKind.POVERTY) == second
    assert Event.objects.filter(verb="households.set_line").count() == 2


def test_the_same_line_again_changes_nothing() -> None:
    row = set_line(facts=LINE, by=TESTER, at=NOW)

    with unchanged():
        assert set_line(facts=LINE, by=TESTER, at=NOW) == row


def test_lines_without_sense_or_source_are_refused() -> None:
    with refused(LineOutOfRange, field="line_fen", max_yuan=100_000):
        set_line(facts=replace(LINE, fen=0), by=TESTER, at=NOW)
    with refused(LineYearOutOfRange, field="year", from_year="2000", to_year="2100"):
        set_line(facts=replace(LINE, year=216), by=TESTER, at=NOW)
    with refused(SourceMissing, field="source"):
        set_line(facts=replace(LINE, source=" "), by=TESTER, at=NOW)


def test_a_county_keeps_the_line_it_entered_itself() -> None:
    own = set_line(facts=replace(LINE, region=""), by=TESTER, at=NOW)

    reference()

    assert line_for(area_code=YAOBU, year=2016, kind=LineKind.POVERTY) == own


def test_the_exit_standard_changes_with_its_versions() -> None:
    reference()

    before, after = exit_standard_on(date(2017, 1, 1)), exit_standard_on(date(2019, 1, 1))

    assert before is not None
    assert after is not None
    assert len(before[1].items) == 8
    assert ExitItem.TELEVISION not in after[1].items
    assert before[0].to_on == after[0].from_on == date(2018, 7, 1)
    assert exit_standard_on(date(2013, 1, 1)) is None


def test_limits_are_read_as_whole_numbers() -> None:
    reference()

    found = limits_on(date(2022, 1, 1))

    assert found is not None
    assert (found.notice_days_min, found.removal_notice_days_min) == (5, 7)
    assert (found.check_days_max, found.removal_months_min) == (15, 6)


def test_a_new_version_ends_the_one_before_and_may_not_begin_earlier() -> None:
    reference()
    now = standard_on(StandardKind.LIMITS, on=date(2016, 1, 1))
    assert now is not None
    facts = StandardFacts(
        kind=StandardKind.LIMITS,
        version="县 2017",
        from_on=date(2017, 1, 1),
        content={**now.content, "notice_days_min": 7},
        source="县扶贫办〔2017〕3号",
        certainty=Certainty.VERIFIED,
    )

    row = set_standard(facts=facts, by=TESTER, at=NOW)

    assert limits_on(date(2016, 12, 31)).notice_days_min == 5
    assert limits_on(date(2017, 1, 1)).notice_days_min == 7
    with unchanged():
        assert set_standard(facts=facts, by=TESTER, at=NOW) == row
    with refused(StandardBeforeAnother, field="from_on", from_on="2017-01-01"):
        set_standard(facts=replace(facts, from_on=date(2016, 6, 1)), by=TESTER, at=NOW)
    assert Standard.objects.filter(kind=StandardKind.LIMITS).count() == 2
