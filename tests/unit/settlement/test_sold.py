"""What a sale brought each household, with the numbers of docs/incomes.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.sold import Entry, Origin, Part, Sale, Stand, entries_of

SOLD, CORRECTED = date(2016, 9, 12), date(2016, 10, 3)
KG = 1_000
PRICE = 6_400  # fen per kilogram of raw tea


def tea(*, fen_per_kg: int | None = PRICE, rescued: str = "", units: int = 10) -> Part:
    """Boxes from the batch of 500 kg, 2,000 boxes, of A, B and C."""
    brought = {"A": 250 * KG, "B": 167 * KG, "C": 83 * KG}
    return Part(
        units=units,
        batch_units=2_000,
        origins=[
            Origin(key, grams, fen_per_kg, was_rescued=key in rescued)
            for key, grams in brought.items()
        ],
    )


def ten_boxes(part: Part | None = None, *, has_base: bool = True) -> Sale:
    """§1: ten boxes of tea at 38.00 yuan."""
    stand = Stand(SOLD, 0, 38_000, 2_500, {"A": 16_000, "B": 10_688, "C": 5_312})
    return Sale([part or tea()], [stand], has_base)


def seven_left(part: Part | None = None) -> Sale:
    """§1: three of the ten came back."""
    sale = ten_boxes(part)
    kept = Stand(CORRECTED, 3, 26_600, 1_750, {"A": 11_200, "B": 7_482, "C": 3_718})
    return replace(sale, stands=[*sale.stands, kept])


def of(entries: list[Entry], key: str) -> list[tuple[int, int, int, int | None]]:
    """Gross, net, grams and the value at the farm gate of one household's entries."""
    return [
        (row.gross_fen, row.net_fen, row.grams, row.base_fen)
        for row in entries
        if row.household_key == key
    ]


def test_a_box_of_tea_on_paper() -> None:
    entries = entries_of(ten_boxes())

    assert of(entries, "A") == [(19_000, 16_000, 1_250, 8_000)]
    assert of(entries, "B") == [(12_692, 10_688, 835, 5_344)]
    assert of(entries, "C") == [(6_308, 5_312, 415, 2_656)]
    assert {row.on for row in entries} == {SOLD}


def test_what_came_back_is_a_correction_of_its_own_day() -> None:
    entries = entries_of(seven_left())

    assert of(entries, "A") == [(19_000, 16_000, 1_250, 8_000), (-5_700, -4_800, -375, -2_400)]
    assert of(entries, "B")[1] == (-3_808, -3_206, -250, -1_603)
    assert of(entries, "C")[1] == (-1_892, -1_594, -125, -797)
    assert [(row.on, row.is_correction) for row in entries if row.household_key == "A"] == [
        (SOLD, False),
        (CORRECTED, True),
    ]


def test_nothing_is_left_of_a_sale_of_which_all_came_back() -> None:
    sale = ten_boxes()
    gone = Stand(CORRECTED, 10, 0, 0, {"A": 0, "B": 0, "C": 0})

    entries = entries_of(replace(sale, stands=[*sale.stands, gone]))

    for key in "ABC":
        assert [sum(column) for column in zip(*of(entries, key), strict=True)] == [0, 0, 0, 0]  # type: ignore[arg-type]


def test_what_a_batch_lost_counts_as_brought() -> None:
    """550 kg for 500 kg of boxes: a tenth more stands against them."""
    part = replace(
        tea(),
        origins=[replace(each, grams=each.grams * 11 // 10) for each in tea().origins],
    )

    assert of(entries_of(ten_boxes(part)), "A") == [(19_000, 16_000, 1_250, 8_800)]


def test_without_a_farm_gate_price_the_base_is_not_known_and_not_nought() -> None:
    origins = list(tea().origins)
    origins[0] = replace(origins[0], fen_per_kg=None)
    entries = entries_of(seven_left(replace(tea(), origins=origins)))

    assert [row.base_fen for row in entries if row.household_key == "A"] == [None, None]
    assert [row.base_fen for row in entries if row.household_key == "B"] == [5_344, -1_603]


def test_goods_come_back_to_the_last_batch_first() -> None:
    """Six boxes of A's batch and four of B's; three come back: A keeps six, B one."""
    alone = [Part(6, 6, [Origin("A", 1_500, PRICE, was_rescued=False)])]
    alone += [Part(4, 4, [Origin("B", 1_000, PRICE, was_rescued=False)])]
    before = Stand(SOLD, 0, 38_000, 2_500, {"A": 19_200, "B": 12_800})
    after = Stand(CORRECTED, 3, 26_600, 1_750, {"A": 19_200, "B": 3_200})

    entries = entries_of(Sale(alone, [before, after]))

    assert of(entries, "A") == [(22_800, 19_200, 1_500, 9_600)]
    assert of(entries, "B") == [(15_200, 12_800, 1_000, 6_400), (-11_400, -9_600, -750, -4_800)]


def test_yaobus_load_stands_against_its_first_payment_alone() -> None:
    brought = [Origin(f"{place:02}", 635 * KG, 400, was_rescued=False) for place in range(62)]
    load = Part(1, 1, [*brought, Origin("62", 630 * KG, 400, was_rescued=False)])
    first = Sale([load], [Stand(SOLD, 0, 25_088_000, 39_200 * KG, {"00": 372_989})])
    second = Sale([load], [Stand(CORRECTED, 0, 256_000, 400 * KG, {"00": 3_942})], has_base=False)

    assert of(entries_of(first), "00") == [(398_272, 372_989, 622_300, 254_000)]
    assert of(entries_of(second), "00") == [(4_064, 3_942, 6_350, 0)]


def test_only_what_is_proved_is_rescued_and_never_a_fen_too_much() -> None:
    assert {row.rescued_fen for row in entries_of(ten_boxes())} == {0}
    entries = entries_of(seven_left(tea(rescued="A")))
    assert [(row.household_key, row.rescued_fen) for row in entries] == [
        *(("A", 16_000), ("B", 0), ("C", 0)),
        *(("A", -4_800), ("B", 0), ("C", 0)),
    ]
    partly = Part(
        1,
        1,
        [
            Origin("A", 372_989, PRICE, was_rescued=True),
            Origin("A", 27_011, PRICE, was_rescued=False),
        ],
    )
    (entry,) = entries_of(Sale([partly], [Stand(SOLD, 0, 19_000, 1_250, {"A": 16_000})]))
    assert entry.rescued_fen == 14_919


AMOUNTS = st.integers(1, 10_000)


@given(
    batches=st.lists(
        st.tuples(
            st.integers(1, 9),
            st.integers(1, 50),
            st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=5),
        ),
        min_size=1,
        max_size=3,
    ),
    price=AMOUNTS,
    back=st.integers(0, 27),
)
def test_whatever_is_sold_and_comes_back_adds_up(
    batches: list[tuple[int, int, list[tuple[int, bool]]]], price: int, back: int
) -> None:
    parts = [
        Part(units, units + more, [Origin(str(h), g, price, r) for h, (g, r) in enumerate(brought)])
        for units, more, brought in batches
    ]
    units = sum(part.units for part in parts)
    kept = units - min(back, units)
    everybody = {origin.household_key for part in parts for origin in part.origins}
    stands = [
        Stand(day, units - left, left * price, left * 250, dict.fromkeys(sorted(everybody), left))
        for day, left in ((SOLD, units), (CORRECTED, kept))
    ]

    entries = entries_of(Sale(parts, stands))

    for day, left in ((SOLD, units), (CORRECTED, kept)):
        so_far = [row for row in entries if row.on <= day]
        assert sum(row.gross_fen for row in so_far) == left * price
        assert sum(row.grams for row in so_far) == left * 250
    raw = sum(
        left_of * origin.grams * price / (1_000 * part.batch_units)
        for part, left_of in zip(parts, _left(parts, units - kept), strict=True)
        for origin in part.origins
    )
    assert abs(sum(row.base_fen or 0 for row in entries) - raw) <= len(everybody)
    for key in everybody:
        mine = [row for row in entries if row.household_key == key]
        assert 0 <= sum(row.rescued_fen for row in mine) <= sum(row.net_fen for row in mine)


def _left(parts: list[Part], back: int) -> list[int]:
    """The units of each batch that stay with the buyer, counted one by one."""
    left = [part.units for part in parts]
    for _ in range(back):
        last = max(place for place, units in enumerate(left) if units)
        left[last] -= 1
    return left
