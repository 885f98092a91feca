"""The page behind the link in a notice, where one button acknowledges a breach."""
