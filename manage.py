#!/usr/bin/env python
"""Command line of the project. Commands that change the schema run as the owning database role. Commands that read or
write encrypted values stop if the key ring does not belong to the database, or the database to this version."""

import os
import sys

OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "createcachetable",
    "flush",
    "generate_load",
    "verify_audit",
    "check_key_ring",
    "rotate_keys",
    "dbshell",
    "demo",
    "load_regions",
    "backup",
    "restore_drill",
}


def main() -> None:
    """Run one management command with the right settings and database role."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tppo_gugus.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the role is chosen first

    from tppo_gugus.starting import stop_without_key_ring  # noqa: PLC0415 - as above

    stop_without_key_ring(sys.argv)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
