"""Rules of the Party organisation."""
