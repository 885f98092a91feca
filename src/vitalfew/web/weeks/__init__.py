"""Plans, progress, problems of a team, week by week."""
