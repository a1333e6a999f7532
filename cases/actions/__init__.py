"""Every write to a citizen and a case. Moves go through interventions.actions.perform."""
