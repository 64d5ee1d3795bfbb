"""What recurs between files of a task force: people who recruit, numbers, accounts, addresses. For supervisors only."""
