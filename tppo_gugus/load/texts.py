"""Texts for the rows: invented words, weighted lists, and slips composed as in referrals."""

import json
from datetime import date
from functools import lru_cache
from random import Random

from cases.choices import Channel, Factor, LegalStage, Mode, Stage, Urgency, VictimStatus, ViolenceForm
from cases.reading.ages import is_child
from referrals.slip import Sender, Subject, compose

SYLLABLES = ("ba", "ra", "ka", "tu", "mi", "ni", "la", "su", "do", "we", "ngi", "pa", "sa", "ri", "jo", "ha")
NARRATIVE = (
    "Contoh cerita untuk pengukuran. Ditawari pekerjaan, dibawa ke kota lain, lalu tidak boleh pulang sebelum utangnya "
    "lunas. Penelepon mendengar dari tetangga dan meminta korban didatangi secepatnya. "
)
NEED = "Tempat aman sementara dan pendampingan pekerja sosial."
ACTS, MEANS, PURPOSES = "{recruitment,harbouring}", "{deception,vulnerability}", "{prostitution}"
ANSWERS = '{"act.recruitment": "yes", "act.harbouring": "yes", "purpose.prostitution": "yes"}'
ANSWERS_OF_ADULTS = f'{ANSWERS[:-1]}, "means.deception": "yes", "means.vulnerability": "yes"}}'
SOURCES = '{"act.recruitment": ["victim"], "purpose.prostitution": ["witness"]}'


def weighted(weights: dict) -> list:
    """A list of a hundred values for a weighted choice with one draw."""
    return [str(getattr(value, "value", value)) for value, weight in weights.items() for _ in range(weight)]


def names(how_many: int = 1500) -> list[str]:
    """Made-up words of two or three syllables."""
    rng = Random("names")
    return sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize() for _ in range(how_many)})


NAMES = names()
COMMON_WORDS = {
    "female": (("Siti ", 0.12), ("Nur ", 0.05), ("Sri ", 0.04)),
    "male": (("Muhammad ", 0.22), ("Abdul ", 0.06)),
}


def some_name(rng: Random) -> str:
    """One of the words; early ones are far more frequent, as with real names."""
    return NAMES[int(len(NAMES) * rng.random() ** 2.2)]


def common_word(rng: Random, sex: str) -> str:
    """A common first word of names with a blank; mostly empty."""
    chance = rng.random()
    for word, share in COMMON_WORDS[sex]:
        chance -= share
        if chance < 0:
            return word
    return ""


MODES = weighted(
    {Mode.PROSTITUTION_ONLINE: 34, Mode.PROSTITUTION: 18, Mode.FOREIGN_JOB: 22, Mode.DOMESTIC_WORK: 12, Mode.DEBT: 14}
)
FORMS = weighted(
    {ViolenceForm.PHYSICAL: 40, ViolenceForm.SEXUAL: 30, ViolenceForm.PSYCHOLOGICAL: 20, ViolenceForm.NEGLECT: 10}
)
CHANNELS = weighted(
    {Channel.POLICE: 24, Channel.CALL_CENTRE_112: 22, Channel.WALK_IN: 22, Channel.UPTD_HOTLINE: 20, Channel.AGENCY: 12}
)
URGENCIES = weighted({Urgency.ORDINARY: 52, Urgency.URGENT: 36, Urgency.EMERGENCY: 12})
FACTORS = weighted({Factor.ECONOMY: 50, Factor.FAMILY: 24, Factor.LURE: 14, Factor.LOW_EDUCATION: 12})
STATUSES = weighted({VictimStatus.CONFIRMED: 70, VictimStatus.SUSPECTED: 24, VictimStatus.NOT_A_VICTIM: 6})
ENDS = weighted({Stage.TERMINATION: 82, Stage.TRANSFERRED: 14, Stage.DUPLICATE: 4})
ON_THE_WAY = weighted(
    {Stage.COMPLAINT: 12, Stage.IDENTIFICATION: 20, Stage.ASSESSMENT: 18, Stage.SERVICE: 34, Stage.MONITORING: 16}
)
LEGAL = weighted({LegalStage.POLICE_REPORT: 30, LegalStage.INVESTIGATION: 40, LegalStage.P21: 30})
AGES = weighted({9: 5, 13: 8, 15: 12, 16: 12, 17: 12, 19: 12, 21: 11, 24: 10, 29: 8, 36: 6, 52: 4})

# Words of summaries, from frequent to rare, as in any register.
OFTEN_TO_SELDOM = """
korban dijanjikan bekerja kafe restoran gaji ditahan utang paspor dibawa Batam Malaysia kapal pabrik perekrut media
sosial tetangga agen penampungan dokumen palsu umur rumah makan pijat karaoke kebun sawit daring judi penipuan
pernikahan pesanan bayi adopsi magang beasiswa umrah wisata pelabuhan bandara travel bus malam telepon disita
dikurung diancam dipukul lembur upah kontrak pekerja migran anak sekolah putus pengamen pengemis pasar terminal
"""
SUMMARY_WORDS = OFTEN_TO_SELDOM.split()
SUMMARY_LENGTH = 9  # words


def summary(rng: Random) -> str:
    """A summary of some words, without names."""
    most = len(SUMMARY_WORDS)
    return " ".join(SUMMARY_WORDS[int(most * rng.random() ** 2)] for _word in range(SUMMARY_LENGTH))


@lru_cache(maxsize=512)
def slip(sex: str, age: int, line: str) -> str:
    """A slip as JSON; one per sex, age and service line, since it names nobody."""
    subject = Subject(sex=sex, age=age, is_child=is_child(age), city="Kota Contoh")
    composed = compose(
        subject=subject,
        sender=Sender("UPTD PPA", "Pendamping", "(0000) 000-000"),
        service_lines=[line],
        need=NEED,
        consent=("victim_and_guardian" if is_child(age) else "victim", date(2024, 1, 1)),
        extras={},
        answer_due_at=None,
    )
    return composed.as_json()


@lru_cache(maxsize=4096)
def details(**values: str) -> str:
    """Details of an audit row."""
    return json.dumps(values)
