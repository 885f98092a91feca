"""What runs by the clock: one table of jobs, and the thread in the server that keeps to it."""
