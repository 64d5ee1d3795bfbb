"""The slip: everything another agency reads about a victim. It is composed and frozen when a referral is sent.

Pure: this module does not read the database. ``NEEDED`` gives the minimum facts per service line; everything else is an
extra that the sender chooses, with a reason. An agency does not get what only another agency needs.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ConsentGiver, ContactRule, ContactWay, Sex
from cases.reading import telephone
from interface import days
from interface.unnamed import unnamed, years
from referrals.choices import ReferralState, SlipExtra
from safeguards.encryption import Unreadable
from taskforces.choices import ServiceLine

OPEN_AFTER_COMPLETION = timedelta(days=30)


class Fact(StrEnum):
    """The facts on a slip that are not extras."""

    PERSON = "person"  # sex and age
    NICKNAME = "nickname"  # only if the service talks to the person before a caseworker can introduce them
    CITY = "city"
    SERVICES = "services"
    NEED = "need"
    SPECIAL_NEEDS = "special_needs"
    CONSENT = "consent"


LABELS = {
    Fact.PERSON: gettext_lazy("Untuk"),
    Fact.NICKNAME: gettext_lazy("Nama panggilan"),
    Fact.CITY: gettext_lazy("Kota"),
    Fact.SERVICES: gettext_lazy("Layanan"),
    Fact.NEED: gettext_lazy("Permintaan"),
    Fact.SPECIAL_NEEDS: gettext_lazy("Kebutuhan khusus"),
    Fact.CONSENT: gettext_lazy("Persetujuan"),
}
ALWAYS = frozenset({Fact.PERSON, Fact.CITY, Fact.SERVICES, Fact.NEED, Fact.CONSENT})

# What each service line needs beyond ALWAYS. The police and services for the return to school, work or village first
# meet the person together with the caseworker, so they need no name; a school or employer needs no health facts either.
NEEDED: dict[ServiceLine, frozenset[Fact]] = {
    ServiceLine.HEALTH_REHABILITATION: frozenset({Fact.NICKNAME, Fact.SPECIAL_NEEDS}),
    ServiceLine.SOCIAL_REHABILITATION: frozenset({Fact.NICKNAME, Fact.SPECIAL_NEEDS}),
    ServiceLine.LEGAL_AID: frozenset({Fact.NICKNAME, Fact.SPECIAL_NEEDS}),
    ServiceLine.LAW_ENFORCEMENT: frozenset({Fact.SPECIAL_NEEDS}),
    ServiceLine.PICK_UP: frozenset({Fact.NICKNAME, Fact.SPECIAL_NEEDS}),
    ServiceLine.REPATRIATION: frozenset({Fact.NICKNAME, Fact.SPECIAL_NEEDS}),
    ServiceLine.SOCIAL_REINTEGRATION: frozenset(),
}

IDENTIFYING_EXTRAS = frozenset({SlipExtra.FULL_NAME, SlipExtra.PHONE, SlipExtra.ADDRESS})

CONSENT_WORDS = {
    ConsentGiver.VICTIM: gettext_lazy("Korban"),
    ConsentGiver.VICTIM_AND_GUARDIAN: gettext_lazy("Korban dan wali"),
    ConsentGiver.STATE_OFFICER: gettext_lazy("Petugas negara yang ditunjuk"),
    ConsentGiver.URGENT_LATER: gettext_lazy("Menyusul karena keadaan mendesak"),
}

# What a slip leaves out, in the order of the sentence; the key is the row that would share it.
LEFT_OUT: tuple[tuple[str, object], ...] = (
    (Fact.NICKNAME, gettext_lazy("nama panggilan")),
    (SlipExtra.FULL_NAME, gettext_lazy("nama lengkap")),
    ("", gettext_lazy("NIK")),
    (SlipExtra.PHONE, gettext_lazy("nomor telepon korban")),
    (SlipExtra.ADDRESS, gettext_lazy("alamat")),
    (SlipExtra.ORIGIN, gettext_lazy("daerah asal")),
    ("", gettext_lazy("keluarga")),
    ("", gettext_lazy("cerita kejadian")),
    ("", gettext_lazy("jenis dugaan")),
    ("", gettext_lazy("terlapor")),
    ("", gettext_lazy("berkas hukum")),
)


@dataclass(frozen=True)
class Subject:
    """The facts of the case file that the slip may use. ``age`` is in full years."""

    sex: str
    age: int | None
    is_child: bool
    city: str
    age_is_estimated: bool = False
    nickname: str = ""
    special_needs: str = ""
    name: str = ""
    nik: str = ""
    phone: str = ""
    address: str = ""
    guardian: str = ""
    origin: str = ""
    police_report_number: str = ""
    contact_rule: str = ContactRule.NOT_ASKED
    contact_ways: tuple[str, ...] = ()
    contact_hours: str = ""
    contact_code_word: str = ""
    contact_note: str = ""
    may_leave_message: bool = False

    def value_of(self, kind: str) -> str:
        """The value an extra would share; empty if the file does not have it."""
        return {
            SlipExtra.FULL_NAME: self.name,
            SlipExtra.PHONE: telephone.readable(self.phone),
            SlipExtra.ADDRESS: self.address,
            SlipExtra.ORIGIN: self.origin,
            SlipExtra.POLICE_REPORT: self.police_report_number,
        }[SlipExtra(kind)]


@dataclass(frozen=True)
class Sender:
    """The sending office, and its caseworker whom the receiver calls."""

    office: str
    officer: str
    phone: str = ""


@dataclass(frozen=True)
class SlipRow:
    """One line of the slip. ``reason`` says why an extra is shared; the receiver may use it only for that."""

    key: str
    label: str
    value: str
    reason: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to call: the caseworker's office, and the victim only if that is safe, under the given conditions."""

    officer: str
    office: str
    phone: str = ""
    victim_phone: str = ""
    conditions: str = ""


@dataclass(frozen=True)
class Slip:
    """Exactly what the receiver reads. ``summary`` is its line in lists."""

    sender: str
    rows: tuple[SlipRow, ...]
    contact: Contact
    summary: str
    answer_due_at: datetime | None = None
    version: int = field(default=1)

    @property
    def facts_count(self) -> int:
        """The number of shared facts: every row, sex and age as two, the contact and the deadline."""
        return len(self.rows) + 1 + 2

    @property
    def extras(self) -> tuple[SlipRow, ...]:
        """The rows beyond the minimum."""
        return tuple(row for row in self.rows if row.key in SlipExtra.values)

    @property
    def identity_keys(self) -> frozenset:
        """Keys of the rows that are hidden where identity is hidden."""
        return IDENTIFYING_EXTRAS

    @property
    def identifies(self) -> bool:
        """Whether the slip identifies the person."""
        return any(row.key in IDENTIFYING_EXTRAS for row in self.rows)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The facts that are not shared, in words."""
        shared = {row.key for row in self.rows}
        return tuple(str(words) for key, words in LEFT_OUT if key not in shared)

    def as_json(self) -> str:
        """The JSON text that is stored, encrypted, with the referral."""
        data = asdict(self)
        data["answer_due_at"] = self.answer_due_at.isoformat() if self.answer_due_at else None
        return json.dumps(data, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Slip":
        """The stored slip. If it cannot be read, every part of it says so."""
        if isinstance(text, Unreadable):
            row = SlipRow("", _("Isi slip"), str(text))
            return cls(str(text), (row,), Contact(str(text), str(text)), str(text), None)
        data = json.loads(text)
        due = data["answer_due_at"]
        return cls(
            sender=data["sender"],
            rows=tuple(SlipRow(**row) for row in data["rows"]),
            contact=Contact(**data["contact"]),
            summary=data["summary"],
            answer_due_at=datetime.fromisoformat(due) if due else None,
            version=data["version"],
        )


def facts_for(service_lines: Iterable[str]) -> frozenset[Fact]:
    """The minimum facts for all these lines."""
    return ALWAYS.union(*(NEEDED[ServiceLine(line)] for line in service_lines))


def compose(
    *,
    subject: Subject,
    sender: Sender,
    service_lines: Iterable[str],
    need: str,
    consent: tuple[str, date | None] | None,
    extras: Mapping[str, str],
    answer_due_at: datetime | None,
) -> Slip:
    """Compose the slip. ``consent`` is giver and day; ``extras`` maps each chosen extra to its reason.

    In a preview, parts may still be missing and have an empty value. A row that the file cannot fill (an unknown
    nickname) is left out; a row that the sender must fill stays.
    """
    lines = in_order(service_lines)
    values = {
        Fact.PERSON: person_words(subject),
        Fact.NICKNAME: subject.nickname,
        Fact.CITY: subject.city,
        Fact.SERVICES: services_words(lines),
        Fact.NEED: need.strip(),
        Fact.SPECIAL_NEEDS: subject.special_needs.strip(),
        Fact.CONSENT: consent_words(*consent) if consent else "",
    }
    wanted = facts_for(lines)
    rows = [SlipRow(fact, str(LABELS[fact]), values[fact]) for fact in Fact if fact in wanted]
    rows = [row for row in rows if row.value or row.key in ALWAYS]
    rows += [
        SlipRow(kind, str(SlipExtra(kind).label), subject.value_of(kind), extras[kind].strip())
        for kind in SlipExtra.values
        if kind in extras and not extra_refusal(kind, extras[kind], subject)
    ]
    phone_is_shared = any(row.key == SlipExtra.PHONE for row in rows)
    return Slip(
        sender=sender.office,
        rows=tuple(rows),
        contact=_contact(subject, sender, phone_is_shared),
        summary=summary_words(subject),
        answer_due_at=answer_due_at,
    )


def in_order(service_lines: Iterable[str]) -> list[ServiceLine]:
    """The lines without repeats, in the order of the law."""
    chosen = {ServiceLine(line) for line in service_lines}
    return [line for line in ServiceLine if line in chosen]


def extra_refusal(kind: str, reason: str, subject: Subject) -> str:
    """Why an extra may not be added, in words; empty if it may."""
    if kind == SlipExtra.PHONE and subject.contact_rule == ContactRule.NEVER:
        return _("Korban tidak boleh dihubungi, jadi nomornya tidak dapat dibagikan.")
    if kind == SlipExtra.PHONE and subject.contact_rule != ContactRule.CONDITIONAL:
        return _("Tanyakan dan catat dahulu kapan dan bagaimana korban aman dihubungi. Sampai itu nomornya tertutup.")
    if not subject.value_of(kind):
        return _("Belum tercatat di berkas kasus. Lengkapi di sana, atau hapus centangnya.")
    if not reason.strip():
        return _("Tulis mengapa penerima memerlukannya.")
    return leak_in(reason, subject) or ""


def person_words(subject: Subject) -> str:
    """``Perempuan, 16 tahun``; unknown facts are named as unknown."""
    is_known = subject.age is not None
    age = years(subject.age, subject.age_is_estimated, long=True, about=_("sekitar ")) if is_known else ""
    return unnamed(Sex(subject.sex).known, age)


def summary_words(subject: Subject) -> str:
    """The text for lists: sex, and age for a child only, because a child is treated differently in everything."""
    if not subject.is_child:
        return unnamed(Sex(subject.sex).known, _("dewasa"))
    return unnamed(Sex(subject.sex).known, "" if subject.age is None else years(subject.age, subject.age_is_estimated))


def services_words(service_lines: Iterable[str]) -> str:
    """``Rehabilitasi sosial, bantuan hukum``."""
    labels = [str(ServiceLine(line).label) for line in service_lines]
    return ", ".join([*labels[:1], *(label[:1].lower() + label[1:] for label in labels[1:])])


def consent_words(given_by: str, given_on: date | None) -> str:
    """Who consented and when. It never reveals that a guardian is the reported person."""
    who = str(CONSENT_WORDS[ConsentGiver(given_by)])
    return f"{who}, {days.day(given_on)}" if given_on else who


def _contact(subject: Subject, sender: Sender, phone_is_shared: bool) -> Contact:
    if not phone_is_shared:
        return Contact(sender.officer, sender.office, sender.phone)
    ways = [str(ContactWay(way).label).lower() for way in ContactWay.values if way in subject.contact_ways]
    parts = [subject.contact_hours.strip(), _("lewat %(ways)s") % {"ways": ", ".join(ways)} if ways else ""]
    if subject.contact_code_word:
        parts.append(_("buka dengan “%(word)s”") % {"word": subject.contact_code_word})
    parts.append(subject.contact_note.strip())
    parts.append(_("boleh meninggalkan pesan") if subject.may_leave_message else _("jangan tinggalkan pesan"))
    conditions = "; ".join(part.rstrip(".") for part in parts if part) + "."
    return Contact(sender.officer, sender.office, sender.phone, telephone.readable(subject.phone), conditions)


# --- What must never be in free text ----------------------------------------------------------------------------------
_NUMBER = re.compile(r"\+?\d(?:[\s.\-()]*\d){8,}")


def leak_in(text: str, subject: Subject) -> str:
    """A sentence that says what to remove if a free text reveals identity; empty if it does not.

    Looks for the name, guardian, telephone and address in the file, and for any number like a NIK or a telephone.
    """
    numbers = [re.sub(r"\D", "", found) for found in _NUMBER.findall(text)]
    if any(len(digits) == 16 for digits in numbers):
        return _("Hapus NIK atau nomor 16 angka dari kalimat ini.")
    own = telephone.keys_of(subject.phone) & {telephone.key_of(found) for found in _NUMBER.findall(text)}
    if any(digits.startswith(("0", "62", "8")) for digits in numbers) or own or _holds(text, subject.phone):
        return _("Hapus nomor telepon dari kalimat ini. Penerima menghubungi kantor Anda.")
    for value in (subject.name, subject.guardian):
        if value.strip().casefold() != subject.nickname.strip().casefold() and _holds(text, value):
            return _("Hapus nama orang dari kalimat ini. Penerima membaca kebutuhannya, bukan siapa.")
    if _holds(text, subject.address):
        return _("Hapus alamat dari kalimat ini. Tambahkan lewat pilihan di bawah bila memang diperlukan.")
    return ""


def leaks(slip: Slip, subject: Subject) -> dict[str, str]:
    """Row key to sentence, for every free text of the minimum that reveals identity."""
    free = {Fact.NEED, Fact.SPECIAL_NEEDS}
    found = {row.key: leak_in(row.value, subject) for row in slip.rows if row.key in free}
    return {key: sentence for key, sentence in found.items() if sentence}


def _holds(text: str, value: str) -> bool:
    """Whether the text has the value as whole words, in any case; a value under four letters is ignored."""
    value = value.strip()
    if len(value) < 4:
        return False
    words = r"\s+".join(re.escape(word) for word in value.split())
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


# --- How long the receiver may read it --------------------------------------------------------------------------------
def is_open(referral, at: datetime) -> bool:
    """Whether the agency may still read the slip.

    It may until it declines, the sender withdraws, the consent is withdrawn, or 30 days after completion.
    """
    if referral.closed_at is not None:
        return False
    if referral.state in (ReferralState.SENT, ReferralState.ACCEPTED):
        return True
    return referral.state == ReferralState.COMPLETED and at < referral.completed_at + OPEN_AFTER_COMPLETION
