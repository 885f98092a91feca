"""The board: KPIs of a team, or of all of them, as small pictures; and one definition across its teams."""
