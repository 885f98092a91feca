"""Change: strategy, cycles, objectives, key results and check-ins."""
