"""Values that recur in files of a task force: recruiters, numbers, accounts, addresses. For supervisors only."""
