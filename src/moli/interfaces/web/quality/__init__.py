"""Pages of data quality and of poverty in many dimensions."""
