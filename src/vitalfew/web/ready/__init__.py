"""Are you ready? Two checklists, ticked by the rules."""
