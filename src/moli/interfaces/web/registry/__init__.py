"""Pages of households: finding one, reading its record, writing into it."""
