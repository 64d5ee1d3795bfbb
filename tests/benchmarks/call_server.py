"""``python -m tests.benchmarks.call_server DATABASE PORT``: the application in a process that may be killed."""

import sys

from tests.benchmarks.worker import as_on_a_server, set_up


def main() -> None:
    """Serve until killed."""
    database, port = sys.argv[1], int(sys.argv[2])
    as_on_a_server()
    set_up(database)
    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    run("127.0.0.1", port, get_wsgi_application(), threading=True)


if __name__ == "__main__":
    main()
