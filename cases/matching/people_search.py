"""People search of the search box: by name, NIK, telephone number or account, as typed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.matching import known, person_tokens
from cases.matching.facts import Match, Reason
from cases.matching.names import Likeness, likeness, nicknames_of
from cases.matching.spelling import NameWord, joinings, words_of, written_together
from cases.models import Person
from cases.reading import telephone, told_numbers
from cases.reading.accounts import parts_of
from cases.reading.nik import LENGTH, digits_of
from safeguards import tokens
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission

MOST_FOUND = 50
MOST_READ = 300  # token hits decrypted and compared
SHORTEST_WORD = 2  # letters
SHORTEST_START = 3  # letters from which an unfinished word is searched
FEWEST_DIGITS = 5
HANDLE = re.compile(r"@\S+|(?=\S*[\w]\S*[._/])\S+")  # @kerja, kerja.contoh, https://…
NUMBERS = {"nik": gettext_lazy("NIK sama"), "phone": gettext_lazy("Nomor telepon sama")}
NAMES = {
    "name": (gettext_lazy("Nama sama"), gettext_lazy("Nama mirip")),
    "nickname": (gettext_lazy("Nama panggilan sama"), gettext_lazy("Nama panggilan mirip")),
    "guardian": (gettext_lazy("Nama wali sama"), gettext_lazy("Nama wali mirip")),
}
# No condition on the task force: its key made the tokens, and with that condition PostgreSQL reads all its people
# instead of the index. No LIMIT: with a LIMIT PostgreSQL reads the table from its beginning.
EXACT = "SELECT person_id FROM cases_persontokens WHERE exact && %s"
BY_NAME = "SELECT person_id FROM cases_persontokens WHERE "


def find_people(text: str, *, user, limit: int = MOST_FOUND) -> list[Match]:
    """People of the user's task forces with this NIK, number, account or a similar name, with the reasons.

    Empty for users who may not see identity. ``identity.note_search`` records the search.
    """
    forces = sorted(scoping.case_task_force_ids(user))
    if not forces or not policy.can(user, Permission.IDENTITY_REVEAL):
        return []
    merged: set[UUID] = set()
    found = _with_number(text, forces, merged) or _with_name(text, forces, merged)
    ends = known.survivors(merged) if merged else {}
    best: dict[UUID, Match] = {}
    for match in sorted(found, key=lambda match: -match.score):
        best.setdefault(ends.get(match.person_id, match.person_id), match)
    return [replace(match, person_id=key) for key, match in best.items()][:limit]


def candidates_with_number(text: str, task_force_ids: Sequence[UUID]) -> list[UUID]:
    """Keys of people whose NIK, telephone number or account has the token of this text."""
    wanted = []
    for scope in map(person_tokens.scope_of, task_force_ids):
        digits = digits_of(text)
        if digits.isdecimal() and abs(len(digits) - LENGTH) <= 1:
            wanted += person_tokens.nik_tokens(digits, scope)
        wanted += [tokens.exact_token(kind, text, scope) for kind in ("nik", "account")]
        wanted += [tokens.exact_token(person_tokens.ACCOUNT_PART, part, scope) for part in _typed_account(text)]
        for kind in ("phone", person_tokens.PHONE_BESIDE):
            wanted += [tokens.exact_token(kind, key, scope) for key in telephone.keys_of(text)]
    return _keys(EXACT, [[token for token in wanted if token is not None]])


def candidates_with_phone(phone: str, task_force_ids: Sequence[UUID]) -> list[UUID]:
    """Keys of people who have one of the numbers in a field as their own."""
    keys, scopes = telephone.keys_of(phone), [person_tokens.scope_of(force) for force in task_force_ids]
    wanted = [tokens.exact_token("phone", key, scope) for scope in scopes for key in keys]
    return _keys(EXACT, [wanted]) if wanted else []


def candidates_with_name(words: Sequence[NameWord], task_force_ids: Sequence[UUID]) -> list[UUID]:
    """Keys of people who have all these words, with up to one letter different, or words that begin so."""
    return list(dict.fromkeys(_keys(*name_statement(words, task_force_ids, select=BY_NAME))))


def name_statement(words: Sequence[NameWord], task_force_ids: Sequence[UUID], *, select: str) -> tuple[str, list]:
    """A statement with its values for rows that have all these words; ``select`` ends with ``WHERE``."""
    scopes = [person_tokens.scope_of(force) for force in task_force_ids]
    statements, lists = [], []
    for name in (tuple(words), *joinings(tuple(words))):
        statements.append(select + " AND ".join(["names && %s"] * len(name)))
        lists += [[token for scope in scopes for token in _tokens_of(word, scope)] for word in name]
    return " UNION ALL ".join(statements), lists


def typed_words(text: str) -> list[NameWord]:
    """The words of a typed name that are searched."""
    return [word for word in words_of(text) if len(word.plain) >= SHORTEST_WORD and not word.plain.isdecimal()]


def _with_number(text: str, forces: list, merged: set[UUID]) -> list[Match]:
    if sum(character.isdecimal() for character in text) < FEWEST_DIGITS and not HANDLE.fullmatch(text.strip()):
        return []
    found = []
    keys = candidates_with_number(text, forces)
    for key, *values in _read(keys, forces, merged, "nik", "phone", "accounts", *person_tokens.NUMBER_FIELDS):
        reason = _same_number(text, *values)
        if reason:
            found.append(Match(key, 1.0 if reason.how == "same" else 0.8, reason.how == "same", (reason,)))
    return found


def _same_number(text: str, own_nik: str, phone: str, accounts: str, *beside: str) -> Reason | None:
    digits = digits_of(text)
    if digits_of(own_nik) == digits:
        return Reason("nik", "same", str(NUMBERS["nik"]))
    if telephone.keys_of(text) & telephone.keys_of(phone):
        return Reason("phone", "same", str(NUMBERS["phone"]))
    for line in accounts.splitlines():
        if _typed_account(text) & {tokens.normalise("account", line), *parts_of(line)}:
            return Reason("account", "same", _("Akun atau rekening sama"))
    if telephone.keys_of(text) & {key for value in beside for key in told_numbers.phone_keys(value)}:
        return Reason("phone", "near", _("Nomor ini tertulis pada wali, alamat, atau catatan kontaknya"))
    whole, part = NameWord(digits, digits), NameWord(digits_of(own_nik), digits_of(own_nik))
    if abs(len(digits) - LENGTH) <= 1 and own_nik and likeness(whole, part) == Likeness.TYPO:
        return Reason("nik", "near", _("NIK hampir sama: satu angka berbeda"))
    return None


def _typed_account(text: str) -> set[str]:
    """The whole text, and a number in it without its bank."""
    return {tokens.normalise("account", text), *filter(str.isdecimal, parts_of(text))}


def _with_name(text: str, forces: list, merged: set[UUID]) -> list[Match]:
    words = typed_words(text)
    if not words:
        return []
    found = []
    keys = candidates_with_name(words, forces)
    for key, *names in _read(keys, forces, merged, *NAMES):
        for field, name in zip(NAMES, names, strict=True):
            score = name_likeness(words, words_of(name)) - (0.0, 0.05, 0.2)[list(NAMES).index(field)]
            if score > 0.2:
                same, near = NAMES[field]
                is_same = score >= 0.99
                how = "same" if is_same else "near"
                found.append(Match(key, score, False, (Reason(field, how, str(same if is_same else near)),)))
                break
    return found


def name_likeness(asked: Sequence[NameWord], name: Sequence[NameWord]) -> float:
    """From 0 (a searched word is missing) to 1 (exactly these words)."""
    joined = (_each_word(words, name) for words in joinings(tuple(asked)))
    return _each_word(asked, name) or max(joined, default=0.0) * 0.95


def _each_word(asked: Sequence[NameWord], name: Sequence[NameWord]) -> float:
    total = 0.0
    for word in asked:
        best = max((_one(word, other) for other in (*name, *written_together(tuple(name)))), default=0.0)
        if not best:
            return 0.0
        total += best
    return total / len(asked) - 0.02 * min(max(len(name) - len(asked), 0), 5) if asked else 0.0


def _one(word: NameWord, other: NameWord) -> float:
    how = likeness(word, other)
    if how == Likeness.NICKNAME and word.parts:
        return 0.0  # of words written together each must be there: "melati anggrek" is not Melati
    if how >= Likeness.NICKNAME:
        return {Likeness.SAME: 1.0, Likeness.SPELLING: 0.95, Likeness.TYPO: 0.8}.get(how, 0.6)
    starts = other.plain.startswith(word.plain) or other.normal.startswith(word.normal)
    return 0.7 if starts and len(word.plain) >= SHORTEST_START else 0.0


def _tokens_of(word: NameWord, scope: str) -> list[int]:
    return [
        *person_tokens.word_tokens(word, scope, also=nicknames_of(word)),
        *person_tokens.part_tokens(word, scope)[:1],
    ]


def _read(keys: Iterable[UUID], forces: list, merged: set[UUID], *columns: str) -> Iterable[tuple]:
    """Key and columns of the people row security shows; adds to ``merged`` the keys of those merged into others."""
    people = Person.objects.filter(pk__in=list(keys), task_force_id__in=forces)
    for key, into, *values in people.values_list("pk", "merged_into_id", *columns):
        if into:
            merged.add(key)
        yield key, *values


def _keys(statement: str, values: list) -> list[UUID]:
    """Keys from the token table. Everybody may read it, so that its index is used; each row is read again by policy."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchmany(MOST_READ)]
