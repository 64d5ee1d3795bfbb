"""Papers: one summary, three formats, the same words and figures in each."""
