"""Change: the strategy, the cycles, objectives and their key results."""
