"""Plans, progress, problems: the weekly form of a team that wants one."""
