"""Heng County from 12 to 14 September 2016, as the demo plays it.

Divisions, the outline and the names of towns are real. The people of the published article
appear in their public roles. All else (households, lots, demands, other people, other
enterprises) is made by rule, the same on every machine, and says so.
"""
