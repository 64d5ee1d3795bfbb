"""Save rendered pages before and after a change of templates, and compare them without white space."""
