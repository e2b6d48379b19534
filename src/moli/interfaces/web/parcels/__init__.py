"""Parcels: the orders that a station or the county packs and sends."""
