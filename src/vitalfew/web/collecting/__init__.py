"""Where a KPI's values come from: choosing a source, trying it, and how it went."""
