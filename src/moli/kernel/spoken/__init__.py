"""Numbers, weights and days as people say them in a message, read exactly and in linear time."""
