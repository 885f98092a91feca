"""Pages with their filters that a person kept under a name."""
