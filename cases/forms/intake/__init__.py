"""The forms of the intake page: the call, its people, risks and shorthand, and what is shown folded."""
