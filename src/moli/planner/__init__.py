"""Planners in plain Python over arrays: a problem in, a plan with its proof out; no Django."""
