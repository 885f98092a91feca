"""Health: definitions, KPIs, the series of their values, and what was judged of them."""
