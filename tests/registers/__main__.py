"""``python -m tests.registers``: print how well the dry run reads the written registers, and those held back."""

import sys
from pathlib import Path

import pytest

TEST = Path(__file__).parents[1] / "cases/register/test_register_as_meant.py"

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "--no-header", "-p", "no:randomly", "-k", "no_worse or held_back", str(TEST)]))
