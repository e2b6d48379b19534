"""Form fields: what explains them is tied to them, and what is wrong is said twice, once on top."""

from __future__ import annotations

import pytest
from django import forms

from moli.interfaces.design.fields import view_of
from tests.design.drawing import ATTACK, draw, read, tags


class _Form(forms.Form):
    grade = forms.ChoiceField(label="等级", choices=[("1", "一级"), ("2", "二级")])
    town = forms.ChoiceField(
        label="镇", choices=[("", "---------")] + [(f"{n}", f"镇{n}") for n in range(6)]
    )
    weight = forms.IntegerField(label="数量", help_text="看秤上的数", max_value=4000)
    reason = forms.ChoiceField(
        label="为什么", required=False, choices=[("", "---------"), ("price", "价低")]
    )
    products = forms.MultipleChoiceField(
        label="产品",
        choices=[("a", "百香果"), ("b", "甜玉米")],
        widget=forms.CheckboxSelectMultiple,
    )
    is_all = forms.BooleanField(label="全村的", required=False)
    key = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("没有保存")


def _sent(**values: object) -> _Form:
    return _Form(
        {"grade": "1", "town": "3", "weight": "80", "products": ["b"], "key": "k", **values}
    )


def test_a_box_is_tied_to_its_label_help_and_error() -> None:
    drawn = draw('{% field form.weight unit="斤" %}', form=_sent(weight="9000"))

    box = tags(drawn, "input")[0]
    assert tags(drawn, "label") == [{"for": "id_weight"}]
    assert box["id"] == "id_weight"
    assert box["class"] == "in"
    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "id_weight-help id_weight-error"
    assert box["value"] == "9000"
    assert [attrs.get("id") for attrs in tags(drawn, "span")][:1] == ["id_weight-help"]
    assert tags(drawn, "p") == [{"class": "err", "id": "id_weight-error"}]
    assert "斤" in read(drawn).words


def test_a_box_without_fault_claims_none() -> None:
    box = tags(draw("{% field form.weight %}", form=_sent()), "input")[0]

    assert "aria-invalid" not in box
    assert box["aria-describedby"] == "id_weight-help"


def test_up_to_five_choices_are_picks_and_the_sent_one_is_chosen() -> None:
    drawn = draw("{% field form.grade %}", form=_sent(grade="2"))

    assert tags(drawn, "select") == []
    assert [(box["value"], "checked" in box) for box in tags(drawn, "input")] == [
        ("1", False),
        ("2", True),
    ]
    assert tags(drawn, "fieldset")[0]["role"] == "radiogroup"
    assert read(drawn).words == ["等级", "一级", "二级"]


def test_more_choices_stay_a_list() -> None:
    drawn = draw("{% field form.town %}", form=_sent())

    assert len(tags(drawn, "option")) == 7
    assert tags(drawn, "select")[0]["class"] == "in"


def test_a_choice_that_may_be_left_out_can_be_taken_back() -> None:
    picks = view_of(_sent()["reason"]).picks

    assert [(pick.value, pick.label, pick.is_chosen) for pick in picks] == [
        ("", "不选", True),
        ("price", "价低", False),
    ]


def test_several_choices_are_boxes_to_tick() -> None:
    boxes = tags(draw("{% field form.products %}", form=_sent()), "input")

    assert [(box["type"], box["value"], "checked" in box) for box in boxes] == [
        ("checkbox", "a", False),
        ("checkbox", "b", True),
    ]


def test_the_summary_leads_to_something_that_takes_the_focus() -> None:
    form = _sent(grade="", weight="9000", key="")
    drawn = draw("{% error_summary form %}", form=form)

    assert read(drawn).words[0] == "有 4 处要改"
    assert [link["href"] for link in tags(drawn, "a")] == ["#id_grade_0", "#id_weight"]
    assert tags(drawn, "div") == [{"class": "errors", "role": "alert"}]
    assert "没有保存" in read(drawn).words
    ids = {
        attrs.get("id")
        for name in ("grade", "weight")
        for attrs in tags(draw("{% field f %}", f=form[name]), "input")
    }
    assert {"id_grade_0", "id_weight"} <= ids


def test_a_form_without_fault_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=_Form()) == ""


@pytest.mark.parametrize("name", ["grade", "town", "weight", "products", "is_all"])
def test_sent_text_never_becomes_markup(name: str) -> None:
    form = _sent(**{name: ATTACK})
    form.fields[name].label = ATTACK
    form.fields[name].help_text = ATTACK
    form.add_error(name, ATTACK)

    drawn = draw(
        "{% error_summary form %}{% field bound unit=unit %}",
        form=form,
        bound=form[name],
        unit=ATTACK,
    )

    assert tags(drawn, "script") == []
    assert "<script" not in drawn
