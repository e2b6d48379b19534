"""Parts say what they are told, in their own shape, and never let user text act."""

from __future__ import annotations

import pytest
from django.template import TemplateSyntaxError
from django.utils.translation import override

from moli.interfaces.design.parts import (
    BarRow,
    DataTable,
    Fill,
    Kind,
    Segment,
    TimelineEvent,
    build_bar,
    percent,
)
from tests.design.drawing import ATTACK, draw, read, tags


@pytest.mark.parametrize(
    ("kind", "icon"),
    [
        ("", "info"),
        ("ok", "ok"),
        ("warn", "tri"),
        ("alert", "oct"),
        ("info", "info"),
        ("home", "yuan"),
    ],
)
def test_a_badge_brings_the_shape_of_its_signal(kind: str, icon: str) -> None:
    badge = draw("{% badge words kind %}", words="有买主", kind=kind)

    assert tags(badge, "use") == [{"href": f"#i-{icon}"}]
    assert tags(badge, "span") == [{"class": f"badge {kind}".strip()}]
    assert read(badge).words == ["有买主"]


def test_an_unknown_signal_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        draw('{% badge "x" "purple" %}')


def test_a_tile_splits_number_and_unit() -> None:
    tile = draw(
        '{% kpi "农户能到手" 54080000|wan_yuan kind="to-home" detail="337 户" how="/data/" %}'
    )

    assert read(tile).words == ["农户能到手", "54.1", "万元", "337 户 ·", "怎么算"]
    assert tags(tile, "div") == [{"class": "kpi to-home"}]
    assert tags(tile, "a") == [{"class": "def", "href": "/data/"}]


def test_a_long_figure_is_set_smaller_and_a_unit_may_be_missing() -> None:
    with override("en"):
        tile = draw('{% kpi "To households" 1286000000|wan_yuan %}')

    assert {"class": "v long"} in tags(tile, "span")
    assert read(tile).words == ["To households", "¥12,860,000"]


def test_steps_show_where_one_is() -> None:
    steps = tags(draw('{% steps "贴消息" "核对" "发布" current=2 %}'), "li")

    assert steps == [{"class": "done"}, {"aria-current": "step"}, {}]


def test_steps_take_a_list_too_and_may_all_be_done() -> None:
    steps = draw("{% steps labels current=3 %}", labels=["牵线", "合同"])

    assert tags(steps, "li") == [{"class": "done"}, {"class": "done"}]


def test_a_timeline_marks_what_went_wrong_and_what_is_to_come() -> None:
    events = [
        TimelineEvent("9 月 9 日", "过秤"),
        TimelineEvent("9 月 10 日", "坏了", "2%", is_bad=True),
        TimelineEvent("9 月 12 日", "结算", is_to_come=True),
    ]

    drawn = draw("{% timeline events %}", events=events)

    assert tags(drawn, "li") == [{}, {"class": "bad"}, {"class": "to-come"}]
    assert read(drawn).words[2:5] == ["9 月 10 日", "坏了", "2%"]


def test_stretches_of_a_bar_follow_each_other_and_never_leave_it() -> None:
    bar = build_bar([(46, Fill.TOTAL), (50, Fill.PALE)], whole=80, marker=100)

    assert bar.segments == (
        Segment("0%", "57.5%", Fill.TOTAL),
        Segment("57.5%", "42.5%", Fill.PALE),
    )
    assert bar.marker == "100%"


def test_a_bar_of_nothing_is_empty() -> None:
    assert build_bar([(5, Fill.TOTAL)], whole=0).segments == ()
    assert [percent(1, 3), percent(-1, 3), percent(9, 3), percent(1, 0)] == [
        "33.3%",
        "0%",
        "100%",
        "0%",
    ]


def test_bars_are_measured_by_the_longest_and_leave_room_for_a_marker() -> None:
    rows = [BarRow("甲", 50, "50 元"), BarRow("本方案", 100, "100 元", fill=Fill.TOTAL)]

    plain = tags(draw("{% bars rows %}", rows=rows), "rect")
    marked = draw("{% bars rows marker=100 is_tall=True %}", rows=rows)

    assert [rect["width"] for rect in plain] == ["50%", "100%"]
    assert [rect["width"] for rect in tags(marked, "rect")] == ["48.1%", "96.2%"]
    assert {line["x1"] for line in tags(marked, "line")} == {"96.2%"}


def test_the_households_bar_is_the_warm_one() -> None:
    assert BarRow("农户", 41, "41%", fill=Fill.HOME).emphasis == "strong warm"
    assert BarRow("企业", 12, "12%").emphasis == ""
    assert Kind.HOME.icon == "yuan"


def test_a_dialog_is_named_and_has_a_way_back() -> None:
    dialog = draw('{% dialog "go" "开始牵线？" %}{% back_out "#open" %}{% enddialog %}')

    assert tags(dialog, "div")[0] == {
        "class": "dialog",
        "id": "go",
        "role": "dialog",
        "aria-labelledby": "go-title",
        "tabindex": "-1",
    }
    assert tags(dialog, "a") == [{"class": "btn alt", "href": "#open"}]


def test_a_drawer_opens_where_it_is_told() -> None:
    drawer = draw('{% drawer "还个价" anchor="counter" is_open=True %}x{% enddrawer %}')

    assert tags(drawer, "details") == [{"class": "drawer", "id": "counter", "open": None}]


def test_a_card_without_title_is_just_a_card() -> None:
    assert draw("{% card %}x{% endcard %}") == '<section class="card">x</section>'


def test_a_masked_phone_never_carries_the_whole_number() -> None:
    drawn = draw("{% masked_phone phone %}", phone="13712344410")

    assert "137****4410" in drawn
    assert "12344410" not in drawn


@pytest.mark.parametrize(
    "source",
    [
        '{% badge words "ok" %}',
        "{% kpi words words detail=words how=words %}",
        "{% note %}{{ words }}{% endnote %}",
        "{% card words more=words to=words %}{{ words }}{% endcard %}",
        "{% steps words words current=2 %}",
        "{% timeline events %}",
        "{% bars rows is_tall=True %}",
        "{% pairs pairs %}",
        "{% data table %}",
        "{% empty_state words %}{{ words }}{% endempty_state %}",
        "{% drawer words anchor=words %}{{ words }}{% enddrawer %}",
        "{% dialog words words %}{% back_out words %}{% enddialog %}",
        "{% masked_phone words %}",
        "{% toast words url=words url_text=words %}",
        "{% table caption=words %}{% column words %}{% row %}{% cell %}{{ words }}{% endcell %}"
        "{% endrow %}{% endtable %}",
    ],
)
def test_user_text_never_becomes_markup(source: str) -> None:
    drawn = draw(
        source,
        words=ATTACK,
        events=[TimelineEvent(ATTACK, ATTACK, ATTACK)],
        rows=[BarRow(ATTACK, 1, ATTACK, hint=ATTACK, url=ATTACK)],
        pairs=[(ATTACK, ATTACK)],
        table=DataTable((ATTACK,), ((ATTACK,),)),
    )

    assert "<script" not in drawn
    assert tags(drawn, "script") == []
    assert "&lt;script&gt;" in drawn or "*" in drawn


def test_a_row_must_fill_its_headings() -> None:
    head = '{% table %}{% column "货" %}{% column "数量" "n" %}{% row %}'

    with pytest.raises(TemplateSyntaxError, match="1 cells under 2 headings"):
        draw(head + "{% cell %}x{% endcell %}{% endrow %}{% endtable %}")
    with pytest.raises(TemplateSyntaxError, match="more cells than 2"):
        draw(head + "{% cell %}x{% endcell %}" * 3 + "{% endrow %}{% endtable %}")
    with pytest.raises(TemplateSyntaxError, match="outside of a table"):
        draw("{% row %}{% endrow %}")


def test_a_cell_carries_its_heading_and_its_role() -> None:
    drawn = draw(
        '{% table kind="tight" %}{% column "货" %}{% column "数量" "n" %}{% column "" "bare" %}'
        "{% for name in names %}{% row %}{% cell %}{{ name }}{% endcell %}{% cell %}1{% endcell %}"
        "{% cell %}2{% endcell %}{% endrow %}{% endfor %}{% endtable %}",
        names=["百香果", "甜玉米"],
    )

    assert tags(drawn, "table") == [{"class": "tbl tight", "role": "table"}]
    assert tags(drawn, "td") == 2 * [
        {"role": "cell", "data-l": "货"},
        {"role": "cell", "class": "n", "data-l": "数量"},
        {"role": "cell", "data-l": ""},
    ]
    assert len(tags(drawn, "tr")) == 3
    assert [attrs.get("scope") for attrs in tags(drawn, "th")] == ["col"] * 3
