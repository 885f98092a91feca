"""What a history would have alarmed: of a KPI, with other settings, or of a file."""
