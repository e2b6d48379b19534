"""Rows about people who log in."""

from moli.accounts.models.appointment import Appointment
from moli.accounts.models.user import User

__all__ = ["Appointment", "User"]
