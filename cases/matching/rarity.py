"""How common words of names are in a register: an equal rare name proves much, an equal common one little."""

import time
from collections.abc import Iterable
from functools import lru_cache
from math import log2
from uuid import UUID

from django.db import connection

from cases.matching.name_tables import COMMON, DEFAULT_SHARE
from cases.matching.spelling import NameWord, normal

FEWEST_PEOPLE = 200  # a smaller register counts as one of this size
LARGE = 20_000  # people; a larger register is counted once an hour, because that takes longer
HOUR = 3600  # seconds
PRIOR_WEIGHT = 300  # people; the weight of the table of common words beside the register's own counts
SIZE = "SELECT count(*) FROM (SELECT 1 FROM cases_persontokens WHERE task_force_id = ANY(%s) LIMIT %s) people"
WHOLE_SIZE = "SELECT count(*) FROM cases_persontokens WHERE task_force_id = ANY(%s)"
KNOWN_SHARES = {normal(word): share / 1000 for word, share in COMMON.items()}


class Rarity:
    """Shares of people by word, from the register's own counts, and from a table while the register is small."""

    def __init__(self, people: int) -> None:
        self.people = max(people, FEWEST_PEOPLE)
        self._counts: dict[NameWord, tuple[int, int]] = {}

    @classmethod
    def for_task_forces(cls, task_force_ids: Iterable[UUID]) -> "Rarity":
        """The rarity for the registers of these task forces.

        All people have to be counted: words are counted in the whole register, so a smaller number of people would make
        every word look more common than it is.
        """
        forces = tuple(sorted(task_force_ids))
        with connection.cursor() as cursor:
            cursor.execute(SIZE, [list(forces), LARGE])
            people = cursor.fetchone()[0]
        return cls(people if people < LARGE else _people_of(forces, int(time.monotonic() // HOUR)))

    def knows(self, word: NameWord) -> bool:
        """Whether the word was counted."""
        return word in self._counts

    def learn(self, word: NameWord, near: int, same: int) -> None:
        """Store how many people have this word with up to one letter wrong, and how many in one of its spellings."""
        self._counts[word] = (near, min(near, same))

    def near(self, word: NameWord) -> int:
        """Counted people with the word or a nearly equal one."""
        return self._counts.get(word, (0, 0))[0]

    def same(self, word: NameWord) -> int:
        """Counted people with the word in one of its spellings."""
        return self._counts.get(word, (0, 0))[1]

    def bits(self, word: NameWord, *, mistyped: bool = False) -> float:
        """How many bits it adds that two people share the word; fewer if the words are only nearly equal."""
        expected = KNOWN_SHARES.get(word.normal, DEFAULT_SHARE / 1000) * PRIOR_WEIGHT
        count = self._counts.get(word, (0, 0))[0 if mistyped else 1]
        return max(1.0, -log2((count + expected) / (self.people + PRIOR_WEIGHT)))


@lru_cache(maxsize=1024)
def _people_of(forces: tuple[UUID, ...], _hour: int) -> int:
    """All people of a large register. The hour is an argument, so that the number is kept no longer."""
    with connection.cursor() as cursor:
        cursor.execute(WHOLE_SIZE, [list(forces)])
        return cursor.fetchone()[0]
