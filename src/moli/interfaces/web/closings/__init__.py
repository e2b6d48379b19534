"""Days of stations, as they were closed: a station's, one of them, what stands out in a county."""
