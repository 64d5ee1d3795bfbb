"""Every write of this app: one module per noun, one function per verb.

An act refuses by raising, and whatever it had begun is rolled back:

- ``AccessDenied``: the person may not do this to that row, or has no right to it any more. The page answers 403 and the
  refusal is recorded on a connection of its own, so that it outlives the rollback.
- ``WorkflowRefused``: the row is in a state that does not allow it, or a rule of the domain forbids it. Its text is
  Indonesian and for the person; the form shows it.
- ``Conflict``: somebody else changed the same values since the form was opened. The page answers 409 and shows both.

Functions of this package do not repeat these three in their docstrings; what else they raise, they say.
"""
