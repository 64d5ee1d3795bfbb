"""A register without a database, for measuring many people: the engine's own tokens, candidates and judgement."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from cases.matching import comparing, engine, person_tokens
from cases.matching.candidates import Finder, Probes
from cases.matching.facts import Facts, Match
from cases.matching.known import Known
from cases.matching.rarity import Rarity
from tests.cases.matching.generator import TODAY

FORCE = UUID(int=1)


class InMemory(Finder):
    """Finds among people kept in memory what the statements of ``candidates`` find in the tables."""

    def __init__(self, people: Sequence[Facts]) -> None:
        super().__init__([FORCE], Rarity(len(people)))
        self.people = people
        self.names: dict[int, array] = defaultdict(lambda: array("I"))
        self.exact: dict[int, array] = defaultdict(lambda: array("I"))
        scope = person_tokens.scope_of(FORCE)
        for number, facts in enumerate(people):
            for token in set(person_tokens.name_tokens([facts.name, facts.nickname], [facts.guardian], scope)):
                self.names[token].append(number)
            born = facts.birth_date.isoformat() if facts.birth_date else ""
            for token in person_tokens.exact_tokens(facts.nik, facts.phones, born, facts.accounts, scope=scope):
                self.exact[token].append(number)

    def matches(self, many: Sequence[Facts], *, limit: int = 5, least: float = engine.LEAST) -> list[list[Match]]:
        """As ``matches_for_many``; a key's number is the place of the person."""
        answers = []
        for facts, found in zip(many, self.find(many, most=engine.MOST_COMPARED), strict=True):
            known = {one.key: self._known(one.key.int) for one in found}
            compared = engine._compared(facts, found, known, self.rarity, least)
            answers.append(engine._best(compared, {}, frozenset(), limit))
        return answers

    def _known(self, number: int) -> Known:
        facts = self.people[number]
        return known_of(facts, number)

    def _count_words(self, words) -> None:
        for word in words:
            if not self.rarity.knows(word) and len(word.plain) > 1:
                self.rarity.learn(word, len(self._with(self._of_word(word))), len(self._with(self._of_itself(word))))

    def _answers(self, probes: Probes) -> Iterable[tuple[int, UUID]]:
        for number, one in probes.words:
            yield from ((number, UUID(int=key)) for key in self._with(_numbers(one)))
        for number, one, other in probes.pairs:
            both = self._with(_numbers(one)) & self._with(_numbers(other))
            yield from ((number, UUID(int=key)) for key in both)
        for number, one in probes.numbers:
            found = {key for token in _numbers(one) for key in self.exact.get(token, ())}
            yield from ((number, UUID(int=key)) for key in found)

    def _with(self, tokens: Iterable[int]) -> set[int]:
        return {key for token in tokens for key in self.names.get(token, ())}


def known_of(facts: Facts, number: int = 0) -> Known:
    """Somebody of the register with these facts."""
    return Known(
        person_id=UUID(int=number),
        merged_into=None,
        facts=facts,
        ages=((facts.age, TODAY),) if facts.age is not None else (),
        origins=frozenset({facts.origin} - {""}),
        sexes=frozenset({facts.sex} - {""}),
    )


def judged(ours: Facts, theirs: Facts, *, people: int = 100_000) -> comparing.MatchJudgement:
    """Two people held against each other in a register of so many, whose words nobody has counted."""
    found = comparing.judge(ours, known_of(theirs), rarity=Rarity(people), today=TODAY)
    assert found is not None
    return found


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.strip("{}").split(",") if number]
