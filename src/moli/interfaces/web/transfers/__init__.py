"""Goods from one station's stock for another: list, asking, answer, hand-over, slip."""
