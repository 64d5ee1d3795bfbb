"""Two records of one person: compare, merge, undo, mark as different people."""
