"""Where a parcel comes from, open to everybody."""
