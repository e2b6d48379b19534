"""Words on every screen for codes from below: refusals, roles, states, reasons."""
