"""Find people worth comparing: person keys by tokens, the rarest words first, without reading any clear value."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations
from math import inf
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from cases.matching import person_tokens
from cases.matching.facts import Facts
from cases.matching.names import nicknames_of
from cases.matching.rarity import Rarity
from cases.matching.spelling import NameWord, words_of, written_together
from cases.reading import nik
from safeguards import clock, tokens

# No statement filters by task force: its key made the tokens. With that filter PostgreSQL would read all its people.
RARE = 40  # a word of at most so many people is searched alone
RARE_ALONE = 150  # the same if there is no other word
SLACK = 4.0  # bits of initials, nicknames and words not searched
EXACT_WEIGHT = 12.0  # bits, for ranking candidates only: about as much as a rare name
PART_WEIGHT = 3.0
COUNT = """
    SELECT q.n, (SELECT count(*) FROM cases_persontokens t WHERE t.names && q.near::bigint[]),
           (SELECT count(*) FROM cases_persontokens t WHERE t.names && q.same::bigint[])
    FROM unnest(%s::int[], %s::text[], %s::text[]) q (n, near, same)
"""
BY_WORD = """
    SELECT q.n, t.person_id FROM unnest(%s::int[], %s::text[]) q (n, a)
    JOIN LATERAL (
        SELECT person_id FROM cases_persontokens
        WHERE names && q.a::bigint[]
    ) t ON true
"""
BY_TWO_WORDS = """
    SELECT q.n, t.person_id FROM unnest(%s::int[], %s::text[], %s::text[]) q (n, a, b)
    JOIN LATERAL (
        SELECT person_id FROM cases_persontokens
        WHERE names && q.a::bigint[] AND names && q.b::bigint[]
    ) t ON true
"""
BY_NUMBER = """
    SELECT q.n, t.person_id FROM unnest(%s::int[], %s::text[]) q (n, a)
    JOIN LATERAL (
        SELECT person_id FROM cases_persontokens
        WHERE exact && q.a::bigint[]
    ) t ON true
"""


class Candidate(NamedTuple):
    """A person worth comparing.

    ``names_most`` is the most bits the names can add: words found and words not searched. ``is_one_of_all`` says that
    everybody of the register who shares the same words is among the candidates too.
    """

    key: UUID
    names_most: float
    is_one_of_all: bool = False


@dataclass
class Probes:
    """Queries for the token table, each with the index of its facts, what a hit proves, and how many bits."""

    owners: list[int] = field(default_factory=list)
    proofs: list[dict[str, float]] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    pairs: list[tuple[int, str, str]] = field(default_factory=list)
    numbers: list[tuple[int, str]] = field(default_factory=list)

    def add(self, owner: int, proof: dict[str, float]) -> int:
        """Add a query; returns its number."""
        self.owners.append(owner)
        self.proofs.append(proof)
        return len(self.owners) - 1


class Finder:
    """Finds candidates in some task forces; caches how common the words are."""

    def __init__(self, task_force_ids: Iterable[UUID], rarity: Rarity) -> None:
        self.forces = sorted(task_force_ids)
        self.scopes = [person_tokens.scope_of(force) for force in self.forces]
        self.rarity = rarity

    def find(self, many: Sequence[Facts], *, most: int) -> list[list[Candidate]]:
        """Candidates for each of the facts, the likeliest first."""
        self._count_words({word for facts in many for word in _words_and_joined(facts)})
        probes = Probes()
        for owner, facts in enumerate(many):
            self._ask_for_names(probes, owner, facts)
            self._ask_for_numbers(probes, owner, facts)
        proven: list[dict[UUID, dict[str, float]]] = [defaultdict(dict) for _facts in many]
        for number, key in self._answers(probes):
            proven[probes.owners[number]][key].update(probes.proofs[number])
        return [self._likeliest(facts, found, most) for facts, found in zip(many, proven, strict=True)]

    def _likeliest(self, facts: Facts, proven: dict[UUID, dict[str, float]], most: int) -> list[Candidate]:
        words = _words(facts)
        bits = {word.normal: self.rarity.bits(word) for word in words}
        common = {word.normal for word in words if self.rarity.near(word) > RARE}
        exact = {_exactly(word) for word in words}
        found = []
        for key in sorted(proven, key=lambda key: (-sum(proven[key].values()), key))[:most]:
            proofs = proven[key].keys()
            by_words_only = proofs <= bits.keys() | exact
            most_bits = sum(bits[word] for word in bits if word in proofs or word in common) + SLACK
            shared = len(proofs & bits.keys())
            is_one_of_all = shared > 1 or (shared == 1 and len(proven) <= most)
            found.append(Candidate(key, most_bits if by_words_only else inf, is_one_of_all))
        return found

    def _count_words(self, words: set[NameWord]) -> None:
        new = [word for word in words if not self.rarity.knows(word) and len(word.plain) > 1]
        if not new:
            return
        with connection.cursor() as cursor:
            near, same = ([_array(of(word)) for word in new] for of in (self._of_word, self._of_itself))
            cursor.execute(COUNT, [list(range(len(new))), near, same])
            for number, *counts in cursor.fetchall():
                self.rarity.learn(new[number], *counts)

    def _ask_for_names(self, probes: Probes, owner: int, facts: Facts) -> None:
        """Search rare words alone and common ones in pairs; parts of words only if both words are common.

        A rare word that is a letter away from common ones is also searched as it is written: *Yuna* beside *Yuni*.
        """
        words = [word for word in _words(facts) if len(word.plain) > 1]
        asked = {word: _array(self._of_word(word)) for word in words}
        alone = RARE if len(words) > 1 else RARE_ALONE
        common = [word for word in words if self.rarity.near(word) > alone]
        for word in words:
            if word not in common:
                probes.words.append((probes.add(owner, self._proof(word)), asked[word]))
            if self.rarity.near(word) > RARE and self.rarity.same(word) <= alone:
                number = probes.add(owner, {_exactly(word): PART_WEIGHT} | self._proof(word))
                probes.words.append((number, _array(self._of_itself(word))))
        for one, other in combinations(words, 2):
            if one in common or other in common:
                number = probes.add(owner, self._proof(one) | self._proof(other))
                probes.pairs.append((number, asked[one], asked[other]))
        for joined in written_together(words_of(facts.name)):
            probes.words.append((probes.add(owner, {joined.normal: EXACT_WEIGHT}), _array(self._of_word(joined))))
        if len(words) == 2 and len(common) == 2:
            for half, whole in (words, words[::-1]):
                parts = self._of_parts(half)
                if parts:
                    proof = {f"part {half.normal}": PART_WEIGHT} | self._proof(whole)
                    probes.pairs.append((probes.add(owner, proof), _array(parts), asked[whole]))

    def _ask_for_numbers(self, probes: Probes, owner: int, facts: Facts) -> None:
        exact = {
            "nik": [token for scope in self.scopes for token in person_tokens.nik_tokens(facts.nik, scope)],
            "phone": self._tokens(person_tokens.phone_token, facts.phones),
            "account": self._tokens(partial(tokens.exact_token, "account"), facts.accounts),
            "birth": [
                token
                for scope in self.scopes
                for day in _birth_days(facts)
                for token in person_tokens.birth_tokens(day, scope)
            ],
        }
        for proof, given in exact.items():
            if given:
                probes.numbers.append((probes.add(owner, {proof: EXACT_WEIGHT}), _array(given)))

    def _answers(self, probes: Probes) -> Iterable[tuple[int, UUID]]:
        with connection.cursor() as cursor:
            for statement, questions in (
                (BY_WORD, probes.words),
                (BY_TWO_WORDS, probes.pairs),
                (BY_NUMBER, probes.numbers),
            ):
                if questions:
                    cursor.execute(statement, [*map(list, zip(*questions, strict=True))])
                    yield from cursor.fetchall()

    def _proof(self, word: NameWord) -> dict[str, float]:
        return {word.normal: self.rarity.bits(word)}

    def _of_word(self, word: NameWord) -> list[int]:
        also = nicknames_of(word)
        return [token for scope in self.scopes for token in person_tokens.word_tokens(word, scope, also=also)]

    def _of_itself(self, word: NameWord) -> list[int]:
        return [token for scope in self.scopes for token in tokens.form_tokens("name:near", [word.normal], scope)]

    def _of_parts(self, word: NameWord) -> list[int]:
        return [token for scope in self.scopes for token in person_tokens.part_tokens(word, scope)]

    def _tokens(self, token_of: Callable[[str, str], int | None], values: Iterable[str]) -> list[int]:
        found = (token_of(value, scope) for scope in self.scopes for value in values)
        return [token for token in found if token is not None]


def _words(facts: Facts) -> list[NameWord]:
    """The words of name and nickname, each once."""
    return list(dict.fromkeys((*words_of(facts.name), *words_of(facts.nickname))))


def _words_and_joined(facts: Facts) -> tuple[NameWord, ...]:
    """The words, and those of the name written together: how much they prove depends on who bears them as one."""
    return (*_words(facts), *written_together(words_of(facts.name)))


def _exactly(word: NameWord) -> str:
    """The proof that a word was found as it is written."""
    return f"exactly {word.normal}"


def _birth_days(facts: Facts) -> set[date]:
    reading = nik.read(facts.nik, today=clock.today())
    return {day for day in (facts.birth_date, reading.birth_date if reading else None) if day}


def _array(values: Iterable[int]) -> str:
    """An array of PostgreSQL as text, so that arrays of different lengths travel together."""
    return "{" + ",".join(map(str, values)) + "}"
