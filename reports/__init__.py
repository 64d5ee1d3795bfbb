"""What leaves: figures, disclosure control, meeting summaries and their papers."""
