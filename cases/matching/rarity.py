"""How common words of names are in a register: the same rare name tells much, the same common one little."""

from math import log2

from django.db import connection

from cases.matching.name_tables import COMMON, DEFAULT_SHARE
from cases.matching.spelling import NameWord, normal

FEWEST_PEOPLE = 200  # a smaller register is judged as if it had so many
MOST_COUNTED = 20_000
PRIOR_WEIGHT = 300  # people; how much the table of common words counts beside the register's own
SIZE = "SELECT count(*) FROM (SELECT 1 FROM cases_persontokens WHERE task_force_id = ANY(%s) LIMIT %s) people"
KNOWN_SHARES = {normal(word): share / 1000 for word, share in COMMON.items()}


class Rarity:
    """Shares of people by word, from the register's own counts and a table where it is still small."""

    def __init__(self, people: int) -> None:
        self.people = max(people, FEWEST_PEOPLE)
        self._counts: dict[NameWord, tuple[int, int]] = {}

    @classmethod
    def of(cls, task_force_ids) -> "Rarity":
        """That of the registers of these task forces."""
        with connection.cursor() as cursor:
            cursor.execute(SIZE, [list(task_force_ids), MOST_COUNTED])
            return cls(cursor.fetchone()[0])

    def knows(self, word: NameWord) -> bool:
        """Whether the word was counted."""
        return word in self._counts

    def learn(self, word: NameWord, near: int, same: int) -> None:
        """How many people have this word give or take a letter, and how many in one of its spellings."""
        self._counts[word] = (near, min(near, same))

    def near(self, word: NameWord) -> int:
        """People with the word or one that is nearly it, as far as counted."""
        return self._counts.get(word, (0, 0))[0]

    def bits(self, word: NameWord, *, mistyped: bool = False) -> float:
        """How much it tells that two people share the word; less where one of them is only nearly the other."""
        expected = KNOWN_SHARES.get(word.normal, DEFAULT_SHARE / 1000) * PRIOR_WEIGHT
        count = self._counts.get(word, (0, 0))[0 if mistyped else 1]
        return max(1.0, -log2((count + expected) / (self.people + PRIOR_WEIGHT)))
