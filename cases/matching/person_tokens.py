"""The keyed tokens of a person: by them names, NIK, numbers, accounts and birth dates are found without clear text.

Tokens are made under a key of the task force: the same name elsewhere has other tokens. A search can therefore not
reach another task force even by mistake, and the lists of common names stay as short as one office's own.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.matching import spelling
from cases.models import Person, PersonTokens
from cases.reading import telephone
from cases.reading.nik import LENGTH, digits_of, read
from safeguards import clock, tokens
from safeguards.encryption import Unreadable

VERSION = 3  # of what follows and of ``spelling``; ``rebuild_person_tokens`` renews rows of earlier versions
CALLED = ("name", "nickname")
NAME_FIELDS = (*CALLED, "guardian")
EXACT_FIELDS = ("nik", "phone", "birth_date", "accounts")
HALF = LENGTH // 2  # digits: one wrong digit of a NIK leaves either its beginning or its end whole
SHORTEST_PART = 4  # letters of a beginning or end by which somebody is called


def tokens_of(person: Person) -> PersonTokens:
    """The row of tokens of one person, not yet saved. Loading many people at once may bulk-create these."""
    scope = scope_of(person.task_force_id)
    called = [getattr(person, name) for name in CALLED]
    return PersonTokens(
        person=person,
        task_force_id=person.task_force_id,
        names=name_tokens(called, [person.guardian], scope),
        exact=exact_tokens(
            person.nik, telephone.split(person.phone), person.birth_date, person.accounts.splitlines(), scope=scope
        ),
        version=VERSION,
    )


def refresh(person: Person) -> None:
    """Store the tokens of what the person is called and reached by now; somebody without any gets no row."""
    row = tokens_of(person)
    _keep_tokens(row, PersonTokens.objects.filter(person=person).first() if _has_unreadable(person) else None)
    if row.names or row.exact:
        PersonTokens.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=["task_force", "names", "exact", "version"],
        )
    else:
        PersonTokens.objects.filter(person=person).delete()


def forget(person: Person) -> None:
    """Let nobody be found by this row any more: it became part of another person."""
    PersonTokens.objects.filter(person=person).delete()


def rebuild(*, batch_rows: int, also: Callable[[list[Person]], object] = list) -> Iterator[int]:
    """Make the rows of everybody that other rules made, a transaction per batch; yields how many each renewed.

    ``also`` is done with the people of each batch in its transaction: other tokens that rest on the same rules.
    People whose tokens are of the present rules are passed over, so that it can be stopped and taken up again.
    """
    current = PersonTokens.objects.filter(person=OuterRef("pk"), version=VERSION)
    last = None
    while True:
        people = Person.objects.filter(~Exists(current), merged_into__isnull=True).order_by("pk")
        with transaction.atomic():
            batch = list((people.filter(pk__gt=last) if last else people).select_for_update()[:batch_rows])
            rows = [tokens_of(person) for person in batch]
            kept = PersonTokens.objects.in_bulk([person.pk for person in batch if _has_unreadable(person)])
            for row in rows:
                _keep_tokens(row, kept.get(row.person_id))
            rows = [row for row in rows if row.names or row.exact]
            PersonTokens.objects.filter(person__in=batch).delete()
            PersonTokens.objects.bulk_create(rows)
            also(batch)
        if not batch:
            return
        last = batch[-1].pk
        yield len(rows)


def _has_unreadable(person: Person) -> bool:
    return any(isinstance(getattr(person, name), Unreadable) for name in (*NAME_FIELDS, *EXACT_FIELDS))


def _keep_tokens(row: PersonTokens, before: PersonTokens | None) -> None:
    """By what cannot be read any more somebody is still found: the tokens made while it could be stay beside."""
    if before is not None:
        row.names = list(dict.fromkeys([*row.names, *before.names]))
        row.exact = list(dict.fromkeys([*row.exact, *before.exact]))


def scope_of(task_force_id: UUID | str) -> str:
    """Whose key the tokens are made under."""
    return UUID(str(task_force_id)).hex


def name_tokens(called: Iterable[str], others: Iterable[str], scope: str) -> list[int]:
    """What is stored of names: every word give or take a letter, words written together, beginnings and ends.

    ``others`` are names of somebody near (a guardian): found too, but nobody is called by half of them.
    """
    found: dict[int, None] = {}
    for name in (*called, *others):
        words = spelling.words_of(name)
        for word in words:
            found |= dict.fromkeys(word_tokens(word, scope))
        for word in spelling.written_together(words):
            found |= dict.fromkeys(tokens.form_tokens("name:near", spelling.deletions(word.normal), scope))
    for name in called:
        for word in spelling.words_of(name):
            found |= dict.fromkeys(part_tokens(word, scope))
    return list(found)


def word_tokens(word: spelling.NameWord, scope: str, *, also: Iterable[str] = ()) -> list[int]:
    """A word in any usual spelling with up to one letter wrong; ``also`` are further words taken for the same."""
    return tokens.form_tokens("name:near", {*spelling.near_forms(word), *also}, scope)


def part_tokens(word: spelling.NameWord, scope: str) -> list[int]:
    """The beginning and the end of a word, by which people are called: Wati of Setyawati, Fitri of Fitriani."""
    if len(word.normal) < SHORTEST_PART:
        return []
    head, tail = word.normal[:SHORTEST_PART], word.normal[-SHORTEST_PART:]
    return [*tokens.form_tokens("name:head", [head], scope), *tokens.form_tokens("name:tail", [tail], scope)]


def exact_tokens(
    nik: str, phones: Iterable[str], birth_date: str, accounts: Iterable[str] = (), *, scope: str
) -> list[int]:
    """What is stored of numbers, accounts and the birth date (ISO text), also the one the NIK says."""
    found = [*nik_tokens(nik, scope), *(phone_token(phone, scope) for phone in phones)]
    found += [tokens.exact_token("account", account, scope) for account in accounts]
    found += [tokens.exact_token("birth", day, scope) for day in _birth_days(birth_date, nik)]
    return list(dict.fromkeys(token for token in found if token is not None))


def phone_token(phone: str, scope: str) -> int | None:
    """The token of one telephone number, the same for all its spellings; none where digits of it are lost."""
    return tokens.exact_token("phone", telephone.key_of(phone), scope)


def nik_tokens(nik: str, scope: str) -> list[int]:
    """The whole number, and its halves where it has about the length of a NIK: one digit may be wrong or lost."""
    digits = digits_of(nik)
    found = [tokens.exact_token("nik", digits, scope)]
    if digits.isascii() and digits.isdecimal() and abs(len(digits) - LENGTH) <= 1:
        found += [
            tokens.exact_token("nik:head", digits[:HALF], scope),
            tokens.exact_token("nik:tail", digits[-HALF:], scope),
        ]
    return [token for token in found if token is not None]


def birth_tokens(birth_date: date, scope: str) -> list[int]:
    """A birth date, and the one with day and month exchanged where there is such a day."""
    days = [birth_date]
    if birth_date.day <= 12:
        days.append(birth_date.replace(month=birth_date.day, day=birth_date.month))
    return [token for day in days if (token := tokens.exact_token("birth", day.isoformat(), scope)) is not None]


def _birth_days(birth_date: str, nik: str) -> set[str]:
    reading = read(nik, today=clock.today())
    said = reading.birth_date.isoformat() if reading and reading.birth_date else ""
    return {day for day in (birth_date, said) if day}
