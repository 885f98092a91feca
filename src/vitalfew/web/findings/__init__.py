"""What the data say about goals and KPIs."""
