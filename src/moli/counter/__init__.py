"""A station's counter: parcels, orders for villagers, bills, the cash drawer, the day's closing."""
