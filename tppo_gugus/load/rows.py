"""The rows of one office: complaints, persons, cases, victims, screenings, referrals, services and their audit.

The office's code seeds everything, so that the benchmark city is the same at every database size.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from cases.matching import caller_tokens, person_tokens
from cases.models import Complaint
from cases.reading.ages import is_child
from safeguards.audit.recording import AuditRow
from tppo_gugus.load import texts
from tppo_gugus.load.places import Office
from tppo_gugus.load.writing import EMPTY_ARRAY, FALSE, NULL, TRUE, Calendar, array, cipher

DAY = 1440  # minutes
DONE_AFTER = 150 * DAY  # minutes; older cases have ended
NO_TIME = "00:00:00"  # an interval
SHARE_TPPO, SHARE_REFERRED, SHARE_POLICE, SHARE_SECOND_VICTIM, SHARE_REPORTED = 0.3, 0.8, 0.3, 0.18, 0.4
SHARE_ANSWERED_LATE = 0.15
SHARE_SUMMARY = 0.1


@dataclass
class Batch:
    """COPY lines by table, audit rows, and the last number of each series and year."""

    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    audit: list[AuditRow] = field(default_factory=list)
    last: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True)
class Facts:
    """Common facts of one case's rows."""

    case: str
    number: str
    at: int  # minute of the first call
    is_over: bool
    kind: str
    form: str
    mode: str
    channel: str
    urgency: str
    stage: str
    district: str


class OfficeRows:
    """Generates the rows of one office."""

    def __init__(self, office: Office, calendar: Calendar, origins: list[str]) -> None:
        self.office, self.calendar, self.origins = office, calendar, origins
        self.rng = Random(f"load-{office.code}")
        self.force = office.task_force
        self.batch = Batch()
        self.someone = 0

    def make(self) -> Batch:
        """All rows, in chronological order."""
        moments = sorted(self.rng.randrange(self.calendar.minutes - DAY) for _ in range(self.office.cases))
        for at in moments:
            self._case(at)
        return self.batch

    def _case(self, at: int) -> None:
        rng, calendar = self.rng, self.calendar
        is_tppo, is_over = rng.random() < SHARE_TPPO, at < calendar.minutes - DONE_AFTER
        facts = Facts(
            case=self._key(at + 60),
            number=self._number("K", at + 60),
            at=at,
            is_over=is_over,
            kind="tppo" if is_tppo else "other_violence",
            form="" if is_tppo else rng.choice(texts.FORMS),
            mode=rng.choice(texts.MODES) if is_tppo else "unknown",
            channel=rng.choice(texts.CHANNELS),
            urgency=rng.choice(texts.URGENCIES),
            stage=rng.choice(texts.ENDS if is_over else texts.ON_THE_WAY),
            district=rng.choice(self.office.districts),
        )
        opened = calendar.moment(at + 60)
        worker = self.office.people["caseworker"]
        summary = texts.summary(rng) if rng.random() < SHARE_SUMMARY else ""
        self._put(
            "cases_case", facts.case, self.force, facts.number, facts.kind, facts.form, summary, facts.mode,
            facts.urgency, facts.stage, calendar.day(at - 3 * DAY), NULL, facts.district, facts.channel,
            calendar.day(at), opened, worker, worker, "", NULL, "1",
        )  # fmt: skip
        self._audit(at + 60, "case.opened", "cases.case", facts.case, facts.number, facts.case, kind=facts.kind)
        complaint = self._complaint(facts)
        count = 2 if rng.random() < SHARE_SECOND_VICTIM else 1
        for position in range(1, count + 1):
            self._victim(facts, complaint, position)
        if rng.random() < SHARE_REPORTED:
            self._reported(facts, complaint, count + 1)
        if is_tppo and rng.random() < SHARE_POLICE:
            self._proceeding(facts)

    def _complaint(self, facts: Facts) -> str:
        calendar, table = self.calendar, b"cases_complaint."
        key, number, worker = self._key(facts.at), self._number("P", facts.at), self.office.people["caseworker"]
        narrative = texts.NARRATIVE * (1 + self.rng.randrange(4))
        received = calendar.moment(facts.at)
        caller = Random(f"caller-{key}")  # its own, so that the other rows stay as they are
        reporter, phone = f"{texts.some_name(caller)} {texts.some_name(caller)}", f"0813{caller.randrange(10**8):08d}"
        self._put(
            "cases_complaint", key, self.force, number, facts.channel, received,
            cipher(narrative, table + b"narrative"), "", calendar.day(facts.at - 3 * DAY), NULL, FALSE, NULL,
            facts.district, "", cipher("Tempat contoh", table + b"event_place"), "family", FALSE,
            cipher(reporter, table + b"reporter_name"), cipher(phone, table + b"reporter_phone"),
            "not_asked", EMPTY_ARRAY, "", cipher("", table + b"reporter_code_word"),
            cipher("", table + b"reporter_contact_note"), FALSE, cipher("", table + b"risks"),
            facts.urgency, "new_case", facts.case, "", calendar.moment(facts.at + 9), worker, "2", NULL,
        )  # fmt: skip
        self._caller(key, narrative, reporter, phone)
        self._audit(
            facts.at + 9, "complaint.logged", "cases.complaint", key, number, key, channel=facts.channel, people="1"
        )
        return key

    def _caller(self, complaint: str, narrative: str, name: str, phone: str) -> None:
        """The tokens by which the complaint is found."""
        row = caller_tokens.of_complaint(
            Complaint(
                pk=complaint, task_force_id=self.force, narrative=narrative, reporter_name=name, reporter_phone=phone
            )
        )
        self._put(
            "cases_complainttokens", complaint, complaint, self.force, array(row.names), array(row.numbers),
            str(row.version),
        )  # fmt: skip

    def _victim(self, facts: Facts, complaint: str, position: int) -> None:
        rng, calendar, table = self.rng, self.calendar, b"cases_victim."
        sex, age = ("female" if rng.random() < 0.85 else "male"), int(rng.choice(texts.AGES))
        origin = facts.district if rng.random() < 0.35 else rng.choice(self.origins)
        person = self._person(facts, sex, age)
        self._put(
            "cases_complaintperson", self._key(facts.at), self.force, complaint, person, "possible_victim",
            str(position), TRUE, FALSE, sex, str(age), FALSE, origin,
        )  # fmt: skip
        key, screened = self._key(facts.at + 60), facts.stage not in ("complaint", "identification")
        status = rng.choice(texts.STATUSES) if screened and facts.kind == "tppo" else "unscreened"
        decided = status != "unscreened"
        worker, factor = self.office.people["caseworker"], rng.choice(texts.FACTORS)
        since = facts.at + (60 if facts.stage == "complaint" else rng.randrange(1, 60) * DAY)
        since = min(since, calendar.minutes - 1)
        self._put(
            "cases_victim", key, self.force, facts.case, person, str(position), sex, str(age), FALSE,
            TRUE if is_child(age) else FALSE, origin, facts.stage, calendar.moment(since), status,
            self.office.agencies["uptd"] if decided else NULL,
            calendar.moment(facts.at + 2 * DAY) if decided else NULL, worker if decided else NULL,
            factor, array([factor]), "goals_reached" if facts.stage == "termination" else "",
            cipher("", table + b"special_needs"), calendar.moment(facts.at + 60), "3",
        )  # fmt: skip
        label = f"{facts.number}/{position}"
        self._stages(facts, key, since, label)
        if decided:
            self._screening(facts, key, age, status, label)
        if rng.random() < SHARE_REFERRED and facts.stage not in ("complaint", "duplicate"):
            self._referral(facts, key, sex, age, label)

    def _person(self, facts: Facts, sex: str, age: int) -> str:
        rng, key, table = self.rng, self._key(facts.at), b"cases_person."
        self.someone += 1
        first, last = texts.some_name(rng), texts.some_name(rng)
        name, phone = f"{texts.common_word(rng, sex)}{first} {last}", f"0812{rng.randrange(10**8):08d}"
        born = self.calendar.day(facts.at - age * 525_960 - rng.randrange(300) * DAY)
        nik = f"99999{rng.randrange(10**11):011d}"
        self._put(
            "cases_person", key, self.force, cipher(name, table + b"name"), cipher(first, table + b"nickname"),
            cipher(nik, table + b"nik"), cipher(born, table + b"birth_date"), cipher(phone, table + b"phone"),
            cipher(f"Jalan Contoh {self.someone}", table + b"address"), cipher("", table + b"guardian"),
            cipher("", table + b"accounts"), sex, "conditional", EMPTY_ARRAY, "13.00–15.00 WIB",
            cipher("dari koperasi", table + b"contact_code_word"), cipher("", table + b"contact_note"), FALSE,
            self.calendar.moment(facts.at + 9), NULL, "1",
        )  # fmt: skip
        scope = person_tokens.scope_of(self.force)
        self._put(
            "cases_persontokens", key, self.force, array(person_tokens.name_tokens([name, first], [], scope)),
            array(person_tokens.exact_tokens(nik, [phone], born, scope=scope)), str(person_tokens.VERSION),
        )  # fmt: skip
        return key

    def _reported(self, facts: Facts, complaint: str, position: int) -> None:
        """An unknown reported person, without a name and therefore without tokens."""
        key, table = self._key(facts.at), b"cases_person."
        encrypted = [
            cipher("", table + column)
            for column in (b"name", b"nickname", b"nik", b"birth_date", b"phone", b"address", b"guardian", b"accounts")
        ]
        notes = cipher("", table + b"contact_code_word"), cipher("", table + b"contact_note")
        moment = self.calendar.moment(facts.at + 9)
        self._put(
            "cases_person",
            key,
            self.force,
            *encrypted,
            "male",
            "not_asked",
            EMPTY_ARRAY,
            "",
            *notes,
            FALSE,
            moment,
            NULL,
            "1",
        )
        self._put(
            "cases_complaintperson", self._key(facts.at), self.force, complaint, key, "reported", str(position), FALSE,
            FALSE, "male", NULL, FALSE, NULL,
        )  # fmt: skip

    def _stages(self, facts: Facts, victim: str, since: int, label: str) -> None:
        worker, steps = self.office.people["caseworker"], [("", "complaint", facts.at + 60)]
        if facts.stage != "complaint":
            steps.append(("complaint", facts.stage, since))
            self._audit(since, "victim.moved", "cases.victim", victim, label, facts.case, to_stage=facts.stage)
        for before, to, at in steps:
            note = cipher("", b"cases_stagechange.note")
            moment = self.calendar.moment(at)
            self._put("cases_stagechange", self._key(at), self.force, victim, before, to, note, moment, worker)

    def _screening(self, facts: Facts, victim: str, age: int, status: str, label: str) -> None:
        at = facts.at + 2 * DAY
        self._put(
            "cases_screening", self._key(at), self.force, victim, texts.ACTS,
            EMPTY_ARRAY if is_child(age) else texts.MEANS, texts.PURPOSES,
            texts.ANSWERS if is_child(age) else texts.ANSWERS_OF_ADULTS, texts.SOURCES, str(age),
            TRUE if is_child(age) else FALSE, "met", cipher("", b"cases_screening.note"),
            cipher("", b"cases_screening.answer_notes"), EMPTY_ARRAY, "first", FALSE, FALSE, NULL, status,
            self.calendar.moment(at), self.office.people["caseworker"],
        )  # fmt: skip
        self._audit(at, "screening.recorded", "cases.victim", victim, label, facts.case, verdict="met", status=status)

    def _referral(self, facts: Facts, victim: str, sex: str, age: int, label: str) -> None:
        """Mostly to the social affairs office; completed if the case has ended, else in another state."""
        rng, calendar, worker = self.rng, self.calendar, self.office.people["caseworker"]
        at = min(facts.at + 3 * DAY, calendar.minutes - rng.randrange(30, 2000))
        agency_key, line = (
            ("social", "social_rehabilitation")
            if rng.random() < 0.8
            else (("police", "law_enforcement") if facts.kind == "tppo" else ("hospital", "health_rehabilitation"))
        )
        agency = self.office.agencies[agency_key]
        officer = self.office.people["officer"]
        consent, key, number = self._key(at), self._key(at), self._number("R", at)
        sent, due = calendar.moment(at), calendar.moment(at + DAY)
        self._put(
            "cases_consent", consent, self.force, victim, "victim_and_guardian" if is_child(age) else "victim",
            calendar.day(at), cipher("", b"cases_consent.note"), sent, worker, NULL, NULL,
        )  # fmt: skip
        state = self._state(facts, at)
        answered = state != "sent"
        hours = rng.randrange(26, 60) if rng.random() < SHARE_ANSWERED_LATE else rng.randrange(1, 23)
        answer_at = min(at + hours * 60, calendar.minutes - 1)
        is_done, begun = state == "completed", state in ("accepted", "completed")
        done_at = min(answer_at + rng.randrange(3, 40) * DAY, calendar.minutes - 1)
        ended = calendar.moment(done_at) if is_done else calendar.moment(answer_at) if state == "declined" else NULL
        first_day = calendar.day(answer_at) if begun else NULL
        outcome = "Layanan selesai diberikan." if is_done else ""
        self._put(
            "referrals_referral", key, self.force, number, facts.case, victim, agency, array([line]), consent,
            "urgent" if facts.urgency == "emergency" else "ordinary",
            cipher(texts.slip(sex, age, line), b"referrals_referral.slip"), state, sent, worker, due,
            calendar.moment(answer_at) if answered else NULL, officer if answered else NULL, first_day,
            "no_place" if state == "declined" else "", cipher("", b"referrals_referral.decline_note"),
            ended if is_done else NULL, officer if is_done else NULL, "given" if is_done else "",
            f'{{"{line}": "given"}}' if is_done else "{}",
            cipher(outcome, b"referrals_referral.outcome_note"), NULL, NULL, NULL, NULL, NULL, "3",
            NULL, "", NULL, NO_TIME,
        )  # fmt: skip
        service = {"sent": "requested"}.get(state, state)
        self._put(
            "cases_service", self._key(at), self.force, victim, line, agency, key, number, service, consent, sent,
            worker, due, first_day, ended, cipher(outcome, b"cases_service.outcome_note"),
            NULL, NULL, "", NULL, cipher("", b"cases_service.pause_note"), NO_TIME,
        )  # fmt: skip
        self._audit(at, "referral.sent", "referrals.referral", key, number, facts.case, service_lines=line)
        if begun and (facts.case, agency) != getattr(self, "_seated", None):
            self._seated = (facts.case, agency)
            begun_at = calendar.moment(answer_at)
            self._put("cases_participation", self._key(answer_at), self.force, facts.case, agency, begun_at, NULL)
            self._audit(answer_at, "referral.accepted", "referrals.referral", key, number, facts.case)

    def _state(self, facts: Facts, at: int) -> str:
        chance, age = self.rng.random(), self.calendar.minutes - at
        if facts.is_over:
            return "completed" if chance < 0.88 else "declined"
        if age < 2 * DAY:
            return "sent"
        return "sent" if chance < 0.04 else "accepted" if chance < 0.4 else "completed" if chance < 0.9 else "declined"

    def _proceeding(self, facts: Facts) -> None:
        at, key, stage = facts.at + DAY, self._key(facts.at), self.rng.choice(texts.LEGAL)
        number = cipher(f"LP/B/CONTOH/{facts.number}", b"cases_proceeding.police_report_number")
        day = self.calendar.day(at)
        self._put("cases_proceeding", key, self.force, facts.case, number, day, stage, day, "1")
        self._put(
            "cases_proceedingstep", self._key(at), self.force, key, stage, day,
            cipher("", b"cases_proceedingstep.note"), self.calendar.moment(at), self.office.people["caseworker"],
        )  # fmt: skip

    def _key(self, at: int) -> str:
        """A UUIDv7 for that minute, with random bits from the seeded generator."""
        bits = self.rng.getrandbits(74)
        milliseconds = self.calendar.milliseconds(at)
        return f"{milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1:032x}"

    def _number(self, series: str, at: int) -> str:
        year = self.calendar.year(at)
        self.batch.last[series, year] += 1
        return f"{series}-{year}-{self.batch.last[series, year]:04d}"

    def _put(self, table: str, *values: str) -> None:
        self.batch.lines[table].append("\t".join(values))

    def _audit(self, at: int, verb: str, type_: str, key: str, label: str, root: str, /, **details: str) -> None:
        self.batch.audit.append(
            AuditRow(
                self.force, self.calendar.moment(at), self.office.people["caseworker"],
                self.office.names["caseworker"], verb, type_, key, label, root, texts.details(**details),
            )
        )  # fmt: skip
