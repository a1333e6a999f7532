"""From an allocation list to cases: read, judge, look up, store, plan."""
