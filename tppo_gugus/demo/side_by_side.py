"""Tell the parts of the demo at the same time, each in a process with a connection of its own."""

import contextlib
import multiprocessing
import os
from collections.abc import Sequence
from datetime import datetime
from itertools import repeat
from typing import Any

from django.conf import settings
from django.db import connection, connections

from tppo_gugus.demo import story
from tppo_gugus.demo.processes import die_with_parent
from tppo_gugus.demo.telling import Progress

SECONDS_BETWEEN_LOOKS = 0.3
LESS_URGENT = 10  # of 19: how far the shorter parts give way


def tell(say: Progress) -> int:
    """Tell what is missing; returns how many acts were told. One processor tells one part after the other."""
    if (os.cpu_count() or 1) < 2:
        return story.tell(say)
    acts, parts = story.found(), story.missing()
    return acts + _tell_parts(parts, story.present_moment(), say) if parts else acts


def _tell_parts(parts: Sequence[story.Part], now: datetime, say: Progress) -> int:
    """Tell the first part here and the others in children; raises RuntimeError where a child fails."""
    fork = multiprocessing.get_context("fork")
    counts = [fork.Array("l", [0, 0, 0]) for _part in parts]  # begun, known, told
    connections.close_all()  # a connection serves one process
    others = [
        fork.Process(target=_tell_one, args=each) for each in zip(parts[1:], repeat(now), counts[1:], strict=False)
    ]
    for other in others:
        other.daemon = True
        other.start()

    def look() -> None:
        begun, known = (sum(count[place] for count in counts) for place in (0, 1))
        if all(count[1] for count in counts):
            say(begun, known)

    def note(begun: int, known: int) -> None:
        counts[0][:2] = [begun, known]
        look()

    counts[0][2] = story.tell_part(parts[0], now, note)
    for other in others:
        while other.is_alive():
            other.join(SECONDS_BETWEEN_LOOKS)
            look()
        if other.exitcode:
            raise RuntimeError("A part of the stories could not be told.")
    return sum(count[2] for count in counts)


def _tell_one(part: story.Part, now: datetime, count: Any) -> None:
    """Tell one part in a child, which ends with its parent and gives way to it: the longest part decides the time."""
    die_with_parent()
    give_way()

    def note(begun: int, known: int) -> None:
        count[:2] = [begun, known]

    count[2] = story.tell_part(part, now, note)


def give_way() -> None:
    """Let this process and its database session use only what others leave of the processors."""
    connection.ensure_connection()
    is_here = "EMBEDDED" in settings.DATABASES["default"]
    with contextlib.suppress(OSError):  # a server of another account
        for process in (os.getpid(), connection.connection.info.backend_pid) if is_here else (os.getpid(),):
            os.setpriority(os.PRIO_PROCESS, process, LESS_URGENT)
