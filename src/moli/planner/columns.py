"""Columns of a problem: checked once, copied, and changed by nobody afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]

# A flat map is a lie beyond a country, and products of such distances stay far from 2^31.
KM_MAX = 20_000.0


class BadProblem(ValueError):
    """A problem that cannot be meant; the sentence names the array, the row and the remedy."""


def settle(
    rows: Any,
    bounds: Mapping[str, tuple[int, int]],
    *,
    bits: Collection[str] = (),
    first: str = "the first column",
) -> None:
    """Replace the columns of one side by checked read-only copies of one length.

    Columns with bounds hold whole numbers, those in `bits` a bit for each thing, all others
    kilometres. `first` is what a refusal calls the column that says how many rows there are.
    """
    length = None
    for column in fields(rows):
        given = getattr(rows, column.name)
        name = f"{type(rows).__name__.lower()}.{column.name}"
        kept: Ints | Floats | Bits
        if column.name in bounds:
            low, high = bounds[column.name]
            kept = _whole(name, given, low=low, high=high)
        elif column.name in bits:
            kept = _bits(name, given)
        else:
            kept = _kilometres(name, given)
        length = len(kept) if length is None else length
        if len(kept) != length:
            raise BadProblem(
                f"{name} has {len(kept)} rows but {first} has {length}; "
                "give every column one row each"
            )
        kept.setflags(write=False)
        object.__setattr__(rows, column.name, kept)


def _whole(name: str, given: ArrayLike, *, low: int, high: int) -> Ints:
    """Whole numbers within bounds, or a refusal that names the row."""
    column = np.asarray(given)
    if column.ndim != 1:
        raise BadProblem(f"{name} must be a flat array, not one of {column.ndim} dimensions")
    if column.size and column.dtype.kind not in "iu":
        raise BadProblem(f"{name} must hold whole numbers, not {column.dtype}; round them first")
    outside = np.flatnonzero((column < low) | (column > high))
    if outside.size:
        row = int(outside[0])
        raise BadProblem(
            f"{name} of row {row} is {column[row]}; it must lie between {low} and {high}"
        )
    return np.array(column, dtype=np.int64)


def _bits(name: str, given: ArrayLike) -> Bits:
    column = np.asarray(given)
    if column.ndim != 1 or (column.size and column.dtype.kind not in "iu"):
        raise BadProblem(f"{name} must be a flat array of whole numbers, a bit for each product")
    return np.array(column, dtype=np.uint64)


def _kilometres(name: str, given: ArrayLike) -> Floats:
    """Finite kilometres, or a refusal that names the row."""
    column = np.asarray(given)
    if column.ndim != 1 or (column.size and column.dtype.kind not in "iuf"):
        raise BadProblem(f"{name} must be a flat array of kilometres")
    kept = np.array(column, dtype=np.float64)
    outside = np.flatnonzero(~(np.abs(kept) <= KM_MAX))
    if outside.size:
        row = int(outside[0])
        raise BadProblem(
            f"{name} of row {row} is {kept[row]}; it must lie within {KM_MAX:.0f} km of the origin"
        )
    return kept
