"""The task force at work: meetings, attendance and decisions."""
