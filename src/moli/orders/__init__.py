"""Stock and orders: what was weighed in, packed, reserved, paid, sent and brought back."""
