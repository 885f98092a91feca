"""Key results in numbers: progress, score, pace, outlook, stalled, and the one sentence that says it."""
