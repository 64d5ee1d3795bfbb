"""Read a pasted chat of 2,000 characters, compared with the empty page of the same round. All people are invented."""

from cases.forms.intake.shorthand import LINE, understand
from cases.intake.risk_prompts import CallFacts, relevant
from safeguards import clock
from tests.benchmarks.people import CITY, People
from tests.benchmarks.worker import Probe

READING = "reading"  # the prefix of this measurement
CHARACTERS = 2_000
MESSAGES = (
    "Assalamualaikum bu, saya kakaknya Contoh Dewi umur 19 th dari telanaipura",
    "Adik saya dibawa sponsor namanya Bu Contoh (0852-0000-2222) ke batam sejak awal januari",
    "Katanya kerja di kafe gaji 5 juta, sampai sana dak boleh keluar, hp diambil bos",
    "Dia cuma bisa wa malam hari. Jangan telpon dia bu nanti ketahuan",
    "Ada temannya dari Merlung namanya Contoh Siti umur 17, sama-sama dikunci di mes",
    "Paspor mereka ditahan majikan, katanya utang tiket 3 juta harus dibayar dulu",
    "Nomor saya 081300000001, tolong bu jangan sampai agennya tahu saya lapor",
)


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """What the page does with a pasted chat: read it, and find the dangers to ask about."""
    text = chat()

    def read_it() -> object:
        relevant(CallFacts(text))
        return understand({LINE: text}, today=clock.today(), near=CITY)

    return {f"{READING} a chat of {CHARACTERS:,} characters": {"empty": people.caseworker.empty, "page": read_it}}


def chat() -> str:
    """An exported chat of exactly so many characters."""
    lines = [f"[09/02/26 21.{minute:02d}] +62 812-0000-0099: {MESSAGES[minute % 7]}" for minute in range(40)]
    return "\n".join(lines)[:CHARACTERS]
