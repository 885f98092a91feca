"""What contributes to what, across teams."""
