"""Posting a lot: paste, check, publish; once, in words that a person can act on."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.audit.models import Event
from moli.market.models import Lot
from moli.stations.models import Station
from moli.stations.services.opening import close_station
from tests.factories import Story, market, people, places, produce
from tests.factories.moments import NOW, TESTER

SENTENCE = "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"
MOCK = (
    "各位老板，瑶埠的百香果熟了，大概有四十吨左右，这个月十号到二十五号都能摘，"
    "两块六以上就卖，果子很靓，要的联系村委13977712345。"
)
URL = "/lots/post/"


@pytest.fixture
def secretary(client: Client, personas: Story) -> Client:
    """The browser of Yaobu's first secretary."""
    client.force_login(personas.first_secretary)
    return client


def typed(**changes: Any) -> dict[str, str]:
    """The form as the first secretary fills it in by hand."""
    fields = {
        "act": "post",
        "request_key": str(uuid4()),
        "unit": "斤",
        "product": "passion-fruit",
        "grade": str(produce.grade(rank=2).pk),
        "weight": "8万",
        "price": "3.00",
        "from_on": "2016-09-12",
        "to_on": "2016-09-30",
        "households": "112",
        "poor_households": "46",
    }
    return {**fields, **changes}


def values_of(form: Any) -> dict[str, Any]:
    """What the boxes of a form show, as a browser would send it."""
    return {bound.name: "" if bound.value() is None else bound.value() for bound in form}


def test_the_sentence_fills_the_whole_form_and_asks_nothing(
    secretary: Client, personas: Story
) -> None:
    page = secretary.post(URL, {"act": "read", "message": SENTENCE})

    shown = values_of(page.context["form"])
    assert page.context["form"].errors == {}
    assert shown | {"request_key": "", "message": ""} == {
        "request_key": "",
        "message": "",
        "unit": "斤",
        "product": "passion-fruit",
        "grade": str(produce.grade(rank=2).pk),
        "weight": "80,000",
        "price": "3.00",
        "from_on": "2016-09-12",
        "to_on": "2016-09-30",
        # As many growers as in the village's newest lot.
        "households": "112",
        "poor_households": "46",
    }
    html = page.content.decode()
    assert "7 项都看懂了" in html
    assert "<mark>8万斤</mark>" in html
    assert "瑶埠村" in html
    assert Lot.objects.count() == 1  # reading stores nothing


def test_what_was_read_is_published_by_one_more_tap(secretary: Client, personas: Story) -> None:
    form = secretary.post(URL, {"act": "read", "message": SENTENCE}).context["form"]

    answer = secretary.post(URL, {**values_of(form), "act": "post"}, follow=True)

    lot = Lot.objects.order_by("-pk")[0]
    assert answer.redirect_chain == [(f"/lots/{lot.uid}/", 302)]
    assert (lot.village.code, lot.grams, lot.floor_fen_per_kg) == (places.YAOBU, 40_000_000, 600)
    assert (lot.words, lot.posted_by_name) == (SENTENCE, "徐世坚")
    assert "已发布" in answer.content.decode()


def test_an_unclear_grade_is_asked_beside_its_box_and_nothing_is_lost(secretary: Client) -> None:
    page = secretary.post(URL, {"act": "read", "message": MOCK})

    form = page.context["form"]
    assert set(form.errors) == {"grade"}
    assert form.errors["grade"] == ["夸货好不能算等级，请选一个"]
    assert (values_of(form)["weight"], values_of(form)["price"]) == ("80,000", "2.60")
    html = page.content.decode()
    assert "看懂了 6 项，1 项要问您" in html
    assert "还差 1 项" in html
    assert '<mark class="ask">' in html


def test_telephone_numbers_are_neither_shown_nor_stored(secretary: Client) -> None:
    page = secretary.post(URL, {"act": "read", "message": MOCK})
    assert "消息里的电话没有记下来" in page.content.decode()
    form = page.context["form"]
    grade = str(produce.grade(rank=1).pk)
    shown = "".join(piece.text for piece in page.context["paste"].told.pieces)
    assert "13977712345" not in shown

    secretary.post(URL, {**values_of(form), "grade": grade, "act": "post"})

    assert "13977712345" not in Lot.objects.order_by("-pk")[0].words


def test_a_form_typed_by_hand_is_published(secretary: Client) -> None:
    answer = secretary.post(URL, typed(price="两块六", weight="40吨"))

    assert answer.status_code == 302
    lot = Lot.objects.order_by("-pk")[0]
    assert (lot.grams, lot.floor_fen_per_kg, lot.words) == (40_000_000, 520, "")


def test_a_double_tap_posts_once(secretary: Client) -> None:
    fields = typed()
    answers = [secretary.post(URL, fields) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Lot.objects.count() == 2
    assert Event.objects.filter(verb="market.post_lot").count() == 2


@pytest.mark.parametrize(
    ("changes", "box", "words"),
    [
        ({"weight": "-500"}, "weight", "不在范围内"),
        ({"weight": "999999999999"}, "weight", "不在范围内"),
        ({"weight": "很多"}, "weight", "“很多”看不懂"),
        ({"weight": ""}, "weight", "写一下数量"),
        ({"price": "面议"}, "price", "“面议”看不懂"),
        ({"price": "0"}, "price", "不在范围内"),
        ({"to_on": "2016-09-11"}, "to_on", "早于开始的"),
        ({"from_on": "2016-08-01", "to_on": "2016-09-11"}, "to_on", "已经过去"),
        ({"to_on": "9月30日"}, "to_on", "看不懂"),
        ({"poor_households": "113"}, "poor_households", "对不上"),
        ({"households": "0"}, "households", "写 1 到 100,000 之间的整数"),
        ({"grade": "987654"}, "grade", "选一下等级"),
        ({"product": "durian"}, "product", "选一下产品"),
    ],
)
def test_bad_input_is_told_beside_its_box_keeps_what_was_typed_and_stores_nothing(
    secretary: Client, changes: dict[str, str], box: str, words: str
) -> None:
    fields = typed(**changes)
    page = secretary.post(URL, fields)

    form = page.context["form"]
    assert page.status_code == 200
    assert words in form.errors[box][0]
    assert values_of(form)[box] == fields[box]
    assert values_of(form)["households"] == fields["households"]
    assert Lot.objects.count() == 1


def test_another_product_shows_its_grades_and_keeps_the_rest(secretary: Client) -> None:
    produce.mushroom()
    page = secretary.post(URL, typed(act="show", product="mushroom"))

    form = page.context["form"]
    assert [name for _, name in form.fields["grade"].choices] == ["一级", "统货"]
    assert form.errors == {}
    assert values_of(form)["weight"] == "8万"

    # Without that button, publishing with the old product's grade asks for the grade.
    refused = secretary.post(URL, typed(product="mushroom"))
    assert set(refused.context["form"].errors) == {"grade"}
    assert Lot.objects.count() == 1


def test_other_shows_every_product(secretary: Client) -> None:
    produce.mushroom()
    page = secretary.get(URL + "?product=other")

    assert len(page.context["form"].fields["product"].choices) == 2
    assert "grade" not in page.context["form"].fields


def test_a_form_without_a_key_gets_one_and_asks_for_another_tap(secretary: Client) -> None:
    page = secretary.post(URL, typed(request_key="x"))

    assert Lot.objects.count() == 1
    fresh = values_of(page.context["form"])
    assert secretary.post(URL, {**fresh, "act": "post"}).status_code == 302
    assert Lot.objects.count() == 2


def test_somebody_elses_key_is_refused_with_a_sentence(
    secretary: Client, personas: Story, client: Client
) -> None:
    fields = typed()
    secretary.post(URL, fields)
    client.force_login(personas.village_committee)

    page = client.post(URL, fields)

    assert "已经由别人交过" in page.content.decode()
    assert Lot.objects.count() == 2


def test_a_message_too_long_is_refused_and_its_beginning_kept(secretary: Client) -> None:
    page = secretary.post(URL, {"act": "read", "message": "百香果" * 100_000})

    assert page.status_code == 200
    assert "消息太长，最多 2,000 个字" in page.content.decode()
    assert len(page.content) < 40_000
    assert page.context["paste"].kept == ("百香果" * 667)[:2000]


def test_an_empty_message_is_told(secretary: Client) -> None:
    assert "还没有贴消息" in secretary.post(URL, {"act": "read", "message": " "}).content.decode()


def test_a_message_that_wants_to_buy_is_noticed(secretary: Client) -> None:
    page = secretary.post(URL, {"act": "read", "message": "求购百香果12万斤，送到南宁"})

    assert "这条消息像是要买货" in page.content.decode()


def test_hostile_words_are_shown_as_words(secretary: Client) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>百香果'
    read = secretary.post(URL, {"act": "read", "message": evil}).content.decode()
    refused = secretary.post(URL, typed(weight=evil[:30], message=evil)).content.decode()

    for html in (read, refused):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_a_station_operator_posts_for_the_village_of_its_station(
    client: Client, personas: Story
) -> None:
    client.force_login(personas.station_operator)

    client.post(URL, typed())

    lot = Lot.objects.order_by("-pk")[0]
    assert (lot.village.code, lot.posted_by_name) == (places.YAOBU, "黄站长")


def test_nobody_posts_for_a_village_beyond_reach(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)
    client.post(URL, typed(village=places.HEGUI, town=places.HEGUI[:9]))
    assert Lot.objects.order_by("-pk")[0].village.code == places.YAOBU

    town_office = people.office(area_code=places.YAOBU[:9])
    client.force_login(town_office)
    page = client.post(URL, {"act": "read", "message": "贺桂村有8万斤百香果，二级，3块起，月底前"})
    assert page.context["village"].code == places.YAOBU
    assert "消息里写的是别的村" in page.content.decode()


def test_the_office_chooses_the_village(client: Client, personas: Story) -> None:
    client.force_login(personas.office)
    page = client.post(URL, typed())
    assert page.context["form"].errors["village"] == ["选一下村"]

    client.post(URL, typed(village=places.HEGUI))

    assert Lot.objects.order_by("-pk")[0].village.code == places.HEGUI


def test_many_villages_are_chosen_by_their_town(client: Client, personas: Story) -> None:
    more = ("450181110200", "450181110201", "450181110202", "450181110203")
    places.county(codes=(*places.VILLAGES, *more))
    client.force_login(personas.office)
    first = client.post(URL, typed())
    assert first.context["form"].errors["town"] == ["先选乡镇，再选村"]

    page = client.post(URL, typed(act="show", town=places.YAOBU[:9]))
    offered = [code for code, _ in page.context["form"].fields["village"].choices]
    assert places.YAOBU in offered
    assert all(code.startswith(places.YAOBU[:9]) for code in offered if code)

    client.post(URL, typed(town=places.YAOBU[:9], village=places.YAOBU))
    assert Lot.objects.order_by("-pk")[0].village.code == places.YAOBU


def test_a_village_of_two_towns_is_asked_and_never_guessed(client: Client, personas: Story) -> None:
    client.force_login(personas.office)
    message = "泮塘村有8万斤百香果,二级,3块一斤起,月底前要卖掉"
    page = client.post(URL, {"act": "read", "message": message})

    form = page.context["form"]
    assert {code for code, _ in form.fields["village"].choices} == {
        places.PANTANG_NAYANG,
        places.PANTANG_LUANCHENG,
    }
    assert "那阳镇" in form.errors["village"][0]
    assert "峦城镇" in form.errors["village"][0]

    answer = {**values_of(form), "act": "post", "village": places.PANTANG_LUANCHENG}
    client.post(URL, {**answer, "households": "10", "poor_households": "2"})
    assert Lot.objects.order_by("-pk")[0].village.code == places.PANTANG_LUANCHENG


def test_the_hint_of_prices_comes_from_agreements_only(secretary: Client, personas: Story) -> None:
    address = URL + "?product=passion-fruit"
    assert secretary.get(address).context["prices"] is None

    market.agreed(personas.proposal)
    assert secretary.get(address).context["prices"] is None
    for _ in range(2):
        market.agreed(market.proposal(lot=market.lot(), demand=market.demand()))

    assert "近 30 天百香果谈成的地头价是 3.20 元/斤" in secretary.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("first_secretary", 200),
        ("village_committee", 200),
        ("station_operator", 200),
        ("office", 200),
        ("organiser", 404),
        ("buyer", 404),
        ("leader", 404),
        ("auditor", 404),
        ("stranger", 404),
    ],
)
def test_only_those_who_speak_for_villages_may_post(
    client: Client, personas: Story, role: str, status: int
) -> None:
    client.force_login(personas.people[role])

    for address in (URL, "/lots/import/", "/lots/import/template.xlsx"):
        assert client.get(address).status_code == status
    # The office has not said which village, so it is asked.
    posted = 302 if status == 200 and role != "office" else status
    assert client.post(URL, typed()).status_code == posted


def test_a_visitor_is_sent_to_the_log_in(client: Client, db: None) -> None:
    assert client.get(URL).url == "/login/?next=/lots/post/"
    assert client.post(URL, {}).status_code == 302


def test_an_operator_whose_station_closed_is_told_why(client: Client, personas: Story) -> None:
    station = Station.objects.get()
    close_station(station_id=station.pk, to_on=date(2016, 9, 1), by=TESTER, at=NOW)
    client.force_login(personas.station_operator)

    assert "现在没有归您报货的村" in client.get(URL).content.decode()
    assert client.post(URL, typed()).status_code == 200
    assert Lot.objects.count() == 1


def test_english_pages_speak_kilograms_and_are_read_so(secretary: Client) -> None:
    secretary.cookies["language"] = "en"
    form = secretary.post(URL, {"act": "read", "message": SENTENCE}).context["form"]
    shown = values_of(form)
    assert (shown["unit"], shown["weight"], shown["price"]) == ("公斤", "40,000", "6.00")

    # Back in Chinese in another window, the form still means kilograms.
    secretary.cookies["language"] = "zh-hans"
    secretary.post(URL, {**shown, "act": "post"})

    lot = Lot.objects.order_by("-pk")[0]
    assert (lot.grams, lot.floor_fen_per_kg) == (40_000_000, 600)


def test_the_pages_take_as_many_queries_for_many_rows_as_for_few(
    secretary: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(10):
        market.lot()

    with django_assert_max_num_queries(30):
        secretary.post(URL, {"act": "read", "message": SENTENCE})
