"""The round trip: what departments wrote comes back into the plan."""
