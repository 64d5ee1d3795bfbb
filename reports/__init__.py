"""Everything that leaves the case team: figures, disclosure control, meeting summaries and their papers."""
