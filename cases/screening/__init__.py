"""Screening: the questions, the rule for the verdict, the signs, and the history of verdicts."""
