"""Screening: the questions, the rule that judges the answers, the signs, and how a verdict changed."""
