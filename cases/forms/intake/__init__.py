"""The forms of the intake page: the call, its people, risks, shorthand, and the folded sections."""
