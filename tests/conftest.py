"""What every test shares: the owning database role (fixtures may then become the application role)."""

import os

os.environ.setdefault("DATABASE_ROLE", "owner")
