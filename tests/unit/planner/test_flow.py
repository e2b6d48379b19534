"""Engines: two that know nothing of each other agree, and every answer is whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moli.planner.matching.duals import NotProved, price_range
from moli.planner.matching.flow import (
    EngineFailed,
    Network,
    _cost_scaling,
    best_flow,
    place_flow,
    without_link,
)


@st.composite
def networks(draw, value_max=30):
    lots, demands = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    some = draw(st.sets(st.integers(0, lots * demands - 1), min_size=1))
    pairs = np.array(sorted(some))
    units = st.integers(1, 9)
    values = st.integers(0, value_max)
    return Network(
        lot_units=np.array(draw(st.lists(units, min_size=lots, max_size=lots))),
        demand_units=np.array(draw(st.lists(units, min_size=demands, max_size=demands))),
        lot=pairs // demands,
        demand=pairs % demands,
        value=np.array(draw(st.lists(values, min_size=len(pairs), max_size=len(pairs)))),
    )


@given(networks())
@settings(max_examples=80, deadline=None)
def test_both_engines_find_the_same_value(network):
    flow, engine = best_flow(network)

    assert engine == "network simplex (POT)"
    assert flow @ network.value == _cost_scaling(network) @ network.value


@given(networks(value_max=3), st.data())
@settings(max_examples=100, deadline=None)
def test_favour_decides_ties_and_never_outweighs_value(network, data):
    size = len(network.lot)
    favour = np.array(data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))

    plain, _ = best_flow(network)
    favoured, _ = best_flow(network, favour=favour)

    assert favoured @ network.value == plain @ network.value
    assert favoured @ favour >= plain @ favour


@given(networks(value_max=2**50))
@settings(max_examples=40, deadline=None)
def test_values_beyond_doubles_go_to_the_engine_of_whole_numbers(network):
    flow, engine = best_flow(network)

    price_range(network, flow)
    assert engine.startswith("min-cost flow") == (int(network.value.max()) * network.nodes >= 2**52)


@given(networks(), st.data())
@settings(max_examples=80, deadline=None)
def test_a_network_without_a_link_never_uses_it(network, data):
    link = data.draw(st.integers(0, len(network.lot) - 1))
    others = np.delete(np.arange(len(network.lot)), link)
    narrow = Network(
        network.lot_units,
        network.demand_units,
        network.lot[others],
        network.demand[others],
        network.value[others],
    )

    flow = without_link(network, favour=np.ones(len(network.lot), int))(link)

    assert flow[link] == 0
    assert flow @ network.value == best_flow(narrow)[0] @ narrow.value


def test_a_flow_that_is_not_the_best_has_no_prices():
    network = Network(
        lot_units=np.array([1, 1]),
        demand_units=np.array([1, 1]),
        lot=np.array([0, 0, 1]),
        demand=np.array([0, 1, 0]),
        value=np.array([90, 89, 90]),
    )

    assert price_range(network, np.array([0, 1, 1])).least_demand.tolist() == [1, 0]
    with pytest.raises(NotProved):
        price_range(network, np.array([1, 0, 0]))


@pytest.mark.parametrize(
    ("sent_to", "sent"), [([0], [0.5]), ([0], [3.0]), ([1], [1.0])], ids=["half", "more", "off"]
)
def test_an_answer_that_is_not_whole_or_does_not_fit_is_refused(sent_to, sent):
    network = Network(np.array([2]), np.array([2, 2]), np.array([0]), np.array([0]), np.array([5]))

    with pytest.raises(EngineFailed):
        place_flow(network, np.array([0]), np.array(sent_to), np.array(sent))
