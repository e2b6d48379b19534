"""Bulk orders: called off or quoted, shared out, weighed in, sent, accepted and paid."""
