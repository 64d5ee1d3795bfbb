"""The WSGI entry of the demo: as the real one, but each worker ends with the server that started it."""

from tppo_gugus.demo.processes import die_with_parent

die_with_parent()

from tppo_gugus.wsgi import application  # noqa: E402

__all__ = ["application"]
