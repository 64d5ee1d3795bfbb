"""Which values of a person may link files, and the keyed tokens that find equal values."""

import re
from collections.abc import Iterator

from cases.choices import LinkKind
from cases.matching.person_tokens import scope_of
from cases.models import LinkToken, Person
from cases.reading import telephone
from safeguards import tokens

SHORTEST_PHONE = 9  # digits with country code; shorter ones are emergency or service numbers
SHORTEST_ACCOUNT = 4  # characters
SHORTEST_ADDRESS = 3  # words; a town alone links nobody
SPELLINGS = {"jl": "jalan", "jln": "jalan", "gg": "gang", "lrg": "lorong", "lr": "lorong", "kel": "kelurahan"}
DROPPED = frozenset({"no", "nomor", "kota", "kec", "kecamatan"})


def values_of(person: Person) -> Iterator[tuple[LinkKind, str]]:
    """Kind and value, as written, of every way to contact a person."""
    for number in telephone.each(person.phone):
        if len(number.key) >= SHORTEST_PHONE:
            yield LinkKind.PHONE, number.as_typed
    for line in person.accounts.splitlines():
        if len(line.strip()) >= SHORTEST_ACCOUNT:
            yield LinkKind.ACCOUNT, line.strip()
    if len(address_words(person.address)) >= SHORTEST_ADDRESS:
        yield LinkKind.ADDRESS, person.address


def token_of(kind: str, value: str, person: Person) -> int | None:
    """The token of a value, under a separate key that the search does not use."""
    plain = {
        LinkKind.PHONE: lambda: telephone.key_of(value),
        LinkKind.ADDRESS: lambda: " ".join(address_words(value)),
        LinkKind.ACCOUNT: lambda: re.sub(r"[^\w@]", "", value.casefold()),
        LinkKind.SUSPECT: lambda: value,
    }[LinkKind(kind)]()
    return tokens.exact_token(f"link:{kind}", plain, scope_of(person.task_force_id))


def suspect_token(person: Person, key=None) -> int | None:
    """The token that links files through a reported person: their own, or that of the same person's other record."""
    return token_of(LinkKind.SUSPECT, str(key or person.pk), person)


def tokens_of(person: Person, *, is_suspect: bool, same_as=()) -> list[LinkToken]:
    """The rows of one person, not yet saved. ``same_as`` are keys of reported people who are surely the same."""
    found = {(kind, token_of(kind, value, person)) for kind, value in values_of(person)}
    if is_suspect:
        found |= {(LinkKind.SUSPECT, suspect_token(person, key)) for key in (person.pk, *same_as)}
    return [
        LinkToken(task_force_id=person.task_force_id, person=person, kind=kind, token=token)
        for kind, token in sorted(found, key=str)
        if token is not None
    ]


def address_words(address: str) -> list[str]:
    """The words of an address in the abbreviations of offices, numbers without leading zeros."""
    words = re.findall(r"[^\W\d_]+|\d+", address.casefold())
    return [SPELLINGS.get(word, word.lstrip("0") or word) for word in words if word not in DROPPED]
