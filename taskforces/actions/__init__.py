"""Every write of this app: one module per noun, one function per verb.

An act refuses by raising an error, and everything it did is rolled back:

- ``AccessDenied``: the user may not do this to that row, or no longer may. The page answers 403. The refusal is
  recorded on a separate connection, so that it survives the rollback.
- ``WorkflowRefused``: the state of the row does not allow it, or a rule of the domain forbids it. Its text is
  Indonesian and written for the user; the form shows it.
- ``Conflict``: somebody else changed the same values after the form was opened. The page answers 409 and shows both.

Docstrings of actions do not repeat these three; they name only other errors.
"""
