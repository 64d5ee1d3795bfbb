"""A call on one page: what the caller says, the questions it leads to, and the draft kept meanwhile."""
