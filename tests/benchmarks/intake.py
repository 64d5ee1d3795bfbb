"""Log a complaint, compared with a bare transaction that inserts the same rows: prepared values, the same audit."""

import uuid
from collections.abc import Sequence
from random import Random
from string import ascii_lowercase

from django.db.backends.utils import CursorWrapper
from django.urls import reverse
from django.utils import timezone

from cases.actions import complaints
from cases.models import Complaint, ComplaintPerson, LinkToken, Person, PersonTokens
from safeguards import clock
from safeguards.identifiers import new_id
from tests.benchmarks.people import People
from tests.benchmarks.people import Person as Reader
from tests.benchmarks.worker import Probe

DETAILS = {
    "channel": "call_centre_112",
    "narrative": "Contoh cerita untuk pengukuran: dijanjikan pekerjaan, lalu tidak boleh pulang. " * 4,
    "event_place": "Penginapan contoh dekat pelabuhan",
    "reporter_kind": "family",
    "reporter_name": "Contoh Pelapor Rekaan",
    "reporter_phone": "081200000001",
    "urgency": "urgent",
}
VICTIM = {
    "role": "possible_victim",
    "sex": "female",
    "name": "Contoh Melati Rekaan",
    "nickname": "Melati",
    "nik": "1571015203090001",
    "birth_date": "2009-03-12",
    "phone": "081200000002",
    "address": "Jalan Contoh 1",
}
AUDIT = """
    SELECT stream, at, actor_id, actor_name, verb, target_type, target_id, target_label, root_id, details::text
    FROM safeguards_auditevent WHERE root_id = ANY(%s) ORDER BY id
"""
COUNTER = """
    INSERT INTO taskforces_registercounter AS counter (id, task_force_id, series, year, last)
    VALUES (%s, %s, 'P', %s, 1)
    ON CONFLICT (task_force_id, series, year) DO UPDATE SET last = counter.last + 1 RETURNING last
"""


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """The act alone, and the whole response of the page compared with the empty page."""
    desk = Desk(people.elsewhere)
    return {
        "logging a complaint": {"raw": desk.bare, "page": desk.act},
        "logging a complaint, by the form": {"empty": desk.reader.empty, "raw": desk.bare, "page": desk.form},
    }


class Desk:
    """A caseworker's desk, and the rows of one logged complaint."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.luck = reader, Random()
        complaint = self.act()
        with reader.asking() as cursor:
            person = ComplaintPerson.objects.get(complaint=complaint).person_id
            self.rows = {
                model: stored(cursor, model, key)
                for model, key in (
                    (Complaint, complaint.pk),
                    (Person, person),
                    (PersonTokens, person),
                    (ComplaintPerson, complaint.people.get().pk),
                )
            }
            tokens = LinkToken.objects.filter(person=person).values_list("kind", "token")
            self.links = list(tokens)
            cursor.execute(AUDIT, [[complaint.pk, person]])
            self.audit = cursor.fetchall()
        self.old = {"complaint": complaint.pk, "person": person}

    def act(self) -> Complaint:
        """Call the act as the page does, without the page."""
        with self.reader.asking():
            return complaints.log(
                task_force=self.reader.task_force,
                details={**DETAILS, "received_at": clock.now()},
                people=[{**VICTIM, **self._somebody_new()}],
                submission_key=new_id(),
                by=self.reader.user,
            )

    def form(self) -> None:
        """The whole response to the button."""
        answers = {**DETAILS, "submission_key": str(new_id()), "orang-jumlah": "1", "likely_seen": "1"}
        answers |= {f"orang-0-{name}": value for name, value in {**VICTIM, **self._somebody_new()}.items()}
        answers["reporter_phone"] = f"0813{self.luck.randrange(10**8):08d}"
        answer = self.reader.client.post(reverse("cases:complaint-log"), answers)
        if answer.status_code != 302:
            raise AssertionError(f"the form was not saved: {answer.content.decode()}")

    def _somebody_new(self) -> dict[str, str]:
        """A different person each time, because the same call twice would be suggested instead of saved."""
        luck = self.luck
        word, other = ("".join(luck.choices(ascii_lowercase, k=7)) for _word in range(2))
        day, month, year = luck.randint(1, 28), luck.randint(1, 12), luck.randint(1970, 2010)
        return {
            "name": f"{word} {other}",
            "nickname": word[:4],
            "address": f"Jalan {other} 1",
            "phone": f"0812{luck.randrange(10**8):08d}",
            "birth_date": f"{year}-{month:02d}-{day:02d}",
            "nik": f"157101{day + 40:02d}{month:02d}{year % 100:02d}{luck.randrange(10**4):04d}",
        }

    def bare(self) -> None:
        """The next number, then the same rows under new keys."""
        complaint, person, year = new_id(), new_id(), timezone.localdate().year
        keys = {self.old["complaint"]: complaint, self.old["person"]: person}

        def renewed(values: Sequence) -> list:
            return [keys.get(value, value) if isinstance(value, uuid.UUID) else value for value in values]

        with self.reader.asking() as cursor:
            cursor.execute(COUNTER, [new_id(), self.reader.task_force.pk, year])
            changed = {"number": f"P-{year}-{cursor.fetchone()[0]:04d}", "submission_key": new_id()}
            for model, (columns, values) in self.rows.items():
                own = {**changed, "id": new_id()} if model is ComplaintPerson else changed
                row = [own.get(column, value) for column, value in zip(columns, renewed(values), strict=True)]
                insert(cursor, model._meta.db_table, columns, row)
            cursor.executemany(LINKS, [(self.reader.task_force.pk, person, kind, token) for kind, token in self.links])
            for row in self.audit:
                cursor.execute(AUDIT_INSERT, renewed(row))


LINKS = "INSERT INTO cases_linktoken (task_force_id, person_id, kind, token) VALUES (%s, %s, %s, %s)"
AUDIT_INSERT = f"""
    INSERT INTO safeguards_auditevent
        (stream, at, actor_id, actor_name, verb, target_type, target_id, target_label, root_id, details)
    VALUES ({", ".join(["%s"] * 10)})
"""


def stored(cursor: CursorWrapper, model: type, key: uuid.UUID) -> tuple[list[str], tuple]:
    """The columns of a row with their stored values, encrypted ones unchanged."""
    columns = [field.column for field in model._meta.concrete_fields]
    cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s", [key])
    return columns, cursor.fetchone()


def insert(cursor: CursorWrapper, table: str, columns: Sequence[str], values: Sequence) -> None:
    """Insert one row."""
    cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})", values)
