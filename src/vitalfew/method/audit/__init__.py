"""The audit of a sheet of metrics: health, growth or neither, what measures one thing twice, and the vital few."""
