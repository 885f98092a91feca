"""Where numbers come from: one folder per kind of source, all with one contract."""
