"""The keyed tokens of a person: they find names, NIK, numbers, accounts and birth dates without clear text.

Each task force has its own token key, so the same name has other tokens elsewhere. A search therefore cannot reach
another task force even by mistake, and the lists for common names stay as short as one office's.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.matching import spelling
from cases.models import Person, PersonTokens
from cases.reading import telephone, told_numbers
from cases.reading.accounts import parts_of
from cases.reading.nik import LENGTH, digits_of, read
from safeguards import clock, tokens
from safeguards.encryption import Unreadable

VERSION = 6  # of this module and ``spelling``; ``rebuild_person_tokens`` renews rows of earlier versions
CALLED = ("name", "nickname")
NAME_FIELDS = (*CALLED, "guardian")
EXACT_FIELDS = ("nik", "phone", "birth_date", "accounts")
NUMBER_FIELDS = ("guardian", "address", "contact_note")  # people write a telephone number beside the words
PHONE_BESIDE, ACCOUNT_PART = "phone:beside", "account:part"  # searched only; matching compares whole values
SEARCHED_FIELDS = (*NAME_FIELDS, *EXACT_FIELDS, *NUMBER_FIELDS)
HALF = LENGTH // 2  # digits: with one wrong digit in a NIK, one half is still correct
LONGEST_JOINED = 12  # letters; longer joined words are found only without a typing error
SHORTEST_PART = 4  # letters of a beginning or end used as a nickname


def tokens_of(person: Person) -> PersonTokens:
    """The token row of one person, not saved. Bulk loads may bulk-create these."""
    scope = scope_of(person.task_force_id)
    called = [getattr(person, name) for name in CALLED]
    return PersonTokens(
        person=person,
        task_force_id=person.task_force_id,
        names=name_tokens(called, [person.guardian], scope),
        exact=exact_tokens(
            person.nik, telephone.split(person.phone), person.birth_date, person.accounts.splitlines(), scope=scope
        )
        + _tokens_beside(person, scope),
        version=VERSION,
    )


def refresh(person: Person) -> None:
    """Store the tokens of a person's current names and contacts; a person without any gets no row."""
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
    """Delete the tokens of a person who was merged into another."""
    PersonTokens.objects.filter(person=person).delete()


def rebuild(*, batch_rows: int, also: Callable[[list[Person]], object] = list) -> Iterator[int]:
    """Renew token rows made by earlier rules, one transaction per batch; yields how many each batch renewed.

    ``also`` is called with the people of each batch in its transaction, for other tokens of the same rules. People with
    current tokens are skipped, so that it can be stopped and resumed.
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
    return any(isinstance(getattr(person, name), Unreadable) for name in SEARCHED_FIELDS)


def _keep_tokens(row: PersonTokens, before: PersonTokens | None) -> None:
    """Keep the old tokens of values that can no longer be decrypted, so that the person is still found by them."""
    if before is not None:
        row.names = list(dict.fromkeys([*row.names, *before.names]))
        row.exact = list(dict.fromkeys([*row.exact, *before.exact]))


def scope_of(task_force_id: UUID | str) -> str:
    """The scope of the token key: the task force."""
    return UUID(str(task_force_id)).hex


def name_tokens(called: Iterable[str], others: Iterable[str], scope: str) -> list[int]:
    """The tokens of names: every word with up to one letter different, words written together, beginnings and ends.

    ``others`` are names of people nearby (a guardian): found too, but not by beginnings and ends.
    """
    found: dict[int, None] = {}
    for name in (*called, *others):
        words = spelling.words_of(name)
        for word in words:
            found |= dict.fromkeys(word_tokens(word, scope))
        for word in spelling.written_together(words):
            found |= dict.fromkeys(tokens.form_tokens("name:near", _forms_of_joined(word), scope))
    for name in called:
        for word in spelling.words_of(name):
            found |= dict.fromkeys(part_tokens(word, scope))
    return list(found)


def _forms_of_joined(word: spelling.NameWord) -> set[str]:
    """The stored forms of joined words. Long ones get no forms with a letter less: the table would grow too much."""
    return spelling.deletions(word.normal) if len(word.normal) <= LONGEST_JOINED else {word.normal}


def word_tokens(word: spelling.NameWord, scope: str, *, also: Iterable[str] = ()) -> list[int]:
    """The tokens of a word in any usual spelling with up to one letter wrong; ``also`` are words treated as equal."""
    return tokens.form_tokens("name:near", {*spelling.near_forms(word), *also}, scope)


def part_tokens(word: spelling.NameWord, scope: str) -> list[int]:
    """The tokens of beginning and end of a word, used as nicknames: Wati of Setyawati, Fitri of Fitriani."""
    if len(word.normal) < SHORTEST_PART:
        return []
    head, tail = word.normal[:SHORTEST_PART], word.normal[-SHORTEST_PART:]
    return [*tokens.form_tokens("name:head", [head], scope), *tokens.form_tokens("name:tail", [tail], scope)]


def exact_tokens(
    nik: str, phones: Iterable[str], birth_date: str, accounts: Iterable[str] = (), *, scope: str
) -> list[int]:
    """The tokens of numbers, accounts and the birth date (ISO text), also that of the NIK."""
    found = [*nik_tokens(nik, scope), *(phone_token(phone, scope) for phone in phones)]
    for account in accounts:
        found.append(tokens.exact_token("account", account, scope))
        found += [tokens.exact_token(ACCOUNT_PART, part, scope) for part in sorted(parts_of(account))]
    found += [tokens.exact_token("birth", day, scope) for day in _birth_days(birth_date, nik)]
    return list(dict.fromkeys(token for token in found if token is not None))


def _tokens_beside(person: Person, scope: str) -> list[int]:
    """The tokens of numbers in fields that are not for numbers."""
    keys = {key for name in NUMBER_FIELDS for key in told_numbers.phone_keys(getattr(person, name))}
    found = (tokens.exact_token(PHONE_BESIDE, key, scope) for key in sorted(keys))
    return [token for token in found if token is not None]


def phone_token(phone: str, scope: str) -> int | None:
    """The token of one telephone number, the same for all its spellings; ``None`` if digits are lost."""
    return tokens.exact_token("phone", telephone.key_of(phone), scope)


def nik_tokens(nik: str, scope: str) -> list[int]:
    """The tokens of the whole number, and of its halves if it is about as long as a NIK: one digit may be wrong."""
    digits = digits_of(nik)
    found = [tokens.exact_token("nik", digits, scope)]
    if digits.isascii() and digits.isdecimal() and abs(len(digits) - LENGTH) <= 1:
        found += [
            tokens.exact_token("nik:head", digits[:HALF], scope),
            tokens.exact_token("nik:tail", digits[-HALF:], scope),
        ]
    return [token for token in found if token is not None]


def birth_tokens(birth_date: date, scope: str) -> list[int]:
    """The tokens of a birth date, and of the date with day and month swapped, if it exists."""
    days = [birth_date]
    if birth_date.day <= 12:
        days.append(birth_date.replace(month=birth_date.day, day=birth_date.month))
    return [token for day in days if (token := tokens.exact_token("birth", day.isoformat(), scope)) is not None]


def _birth_days(birth_date: str, nik: str) -> set[str]:
    reading = read(nik, today=clock.today())
    said = reading.birth_date.isoformat() if reading and reading.birth_date else ""
    return {day for day in (birth_date, said) if day}
