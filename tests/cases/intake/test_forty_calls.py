"""Forty calls from other regions, as they are typed there. The right answers were written before the reader was run.

Nothing may be sure and wrong. What the reader does not know stays in the story or is asked. All people are invented.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from cases.choices import PersonRole
from cases.intake.risk_prompts import CallFacts, relevant
from cases.shorthand import FACTS, REPORTER, read

TODAY = date(2026, 2, 10)
JAMBI, PALEMBANG, PADANG, JAKARTA_BARAT, SEMARANG = "15.71", "16.71", "13.71", "31.73", "33.74"
BANDUNG, DENPASAR, MEDAN, KUPANG, MAKASSAR = "32.73", "51.71", "12.71", "53.71", "73.71"
VICTIM = PersonRole.POSSIBLE_VICTIM
NOBODY = "nobody"  # somebody described who may not become a victim: a friend, a boss; the role is for the caseworker
UNTOLD = {"age_is_estimated", "is_unknown"}
LEAST_READ = 0.9  # of the right answers, sure or asked about


@dataclass(frozen=True)
class Call:
    """What was typed in an office, and the only right answers."""

    near: str
    text: str
    people: tuple[dict[str, Any], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    reporter: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


def girl(age: int | None = None, **more) -> dict[str, Any]:
    """A possible victim."""
    return {"sex": "female", **({"age": age} if age else {}), **more}


def boy(age: int | None = None, **more) -> dict[str, Any]:
    """A possible victim."""
    return {"sex": "male", **({"age": age} if age else {}), **more}


def other(role: str = NOBODY, **more) -> dict[str, Any]:
    """Somebody who is no victim."""
    return {"role": role, **more}


def risks(text: str) -> frozenset[str]:
    """Dangers that must be asked about."""
    return frozenset(text.split())


CALLS = (
    # Jambi
    Call(JAMBI, "p 15 dari telanaipura, dibawa kawan ke batam, dak boleh balik, hp diambek bos. wa ibunyo 081200001001",
         (girl(15, origin_region="Telanaipura, Kota Jambi"),), {"event_region": "Kota Batam"},
         asked=risks("held child_alone no_phone_or_papers")),
    Call(JAMBI, "pelapor tetangga 081200001002, ado anak betino 14 th di kos, tiap malam ado laki-laki keluar masuk",
         (girl(14),), {}, {"kind": "community", "phone": "0812-0000-1002"}, risks("child_alone")),
    Call(JAMBI, "korban l 19 namanyo Contoh Rian, kerjo di kebun sawit, dak dikasih pulang, kato mandor utang 3 juta",
         (boy(19, name="Contoh Rian"),), asked=risks("held threatened")),
    Call(JAMBI, "112, pr 17 hamil, lakinyo tinggal satu rumah, takut pulang, jgn telpon, wa malam bae",
         (girl(17, contact_rule="conditional", contact_note=["Jangan telepon"], contact_ways=["whatsapp"],
               contact_hours=["malam hari"]),), {"channel": "call_centre_112"},
         asked=risks("pregnant lives_with_reported threatened child_alone")),
    # Palembang
    Call(PALEMBANG, "korban betino 16, wong plaju, dibawak lanang ±30 ke jakarta, katek kabar 2 minggu",
         (girl(16, origin_region="Plaju, Kota Palembang"), other(sex="male", age=30)),
         {"event_region": "Provinsi Daerah Khusus Ibukota Jakarta"}, asked=risks("child_alone")),
    Call(PALEMBANG, "cek ani nelpon 081200002001, adeknyo lanang 20 taun begawe di kamboja, idak biso balek, "
         "paspor ditahan", (boy(20),), {"event_country": "Kamboja"},
         asked=risks("held no_phone_or_papers abroad")),
    Call(PALEMBANG, "2 korban betino 13 dan 15, digawe di cafe km 12, mucikari namonyo Mami Contoh",
         (girl(13), girl(15), other("recruiter", name="Mami Contoh")), asked=risks("child_alone")),
    Call(PALEMBANG, "lanang 25, dipakso jadi scammer di myawaddy, galak disetrum", (boy(25),),
         {"event_country": "Myanmar", "event_place": "Myawaddy"}, asked=risks("injured abroad")),
    # Minang
    Call(PADANG, "padusi 18 tahun asal pesisir selatan, dijanjian karajo di malaysia, indak buliah pulang",
         (girl(18, origin_region="Kabupaten Pesisir Selatan"),), {"event_country": "Malaysia"},
         asked=risks("held abroad")),
    Call(PADANG, "anak bujang 16 th, dipaso mangamih di lampu merah, inyo takuik", (boy(16),),
         asked=risks("child_alone threatened")),
    Call(PADANG, "pelapor amak korban 081200003001, korban gadih 17, lari jo pacar lk 24, alun pulang 5 hari",
         (girl(17), other(sex="male", age=24)), {}, {"kind": "family", "phone": "0812-0000-3001"},
         risks("child_alone")),
    Call(PADANG, "p 30 kanai tipu ka arab saudi, gaji indak dibayia 6 bulan, paspor dipacik majikan", (girl(30),),
         {"event_country": "Arab Saudi"}, asked=risks("abroad no_phone_or_papers")),
    # Betawi
    Call(JAKARTA_BARAT, "129, cewek 16 asal cengkareng, dijual lewat aplikasi di hotel, kaga bisa kabur, hp disita",
         (girl(16, origin_region="Cengkareng, Kota Administrasi Jakarta Barat"),), {"channel": "sapa_129"},
         asked=risks("held no_phone_or_papers child_alone")),
    Call(JAKARTA_BARAT, "gue mau lapor ponakan gue cowok 15, disuruh kerja di kapal, kaga digaji", (boy(15),),
         asked=risks("child_alone")),
    Call(JAKARTA_BARAT, "emaknya nelpon, anaknya p 17 namanya Contoh Lela, dibawa si Udin umur 40, "
         "jangan hubungin emaknya siang", (girl(17, name="Contoh Lela"), other(age=40)), {}, {"kind": "family"},
         risks("child_alone")),
    Call(JAKARTA_BARAT, "pr 22, diajak kerja di dubai, nyampe sana dikurung, boleh wa jam 20-21 wib",
         (girl(22, contact_rule="conditional", contact_ways=["whatsapp"], contact_hours=["jam 20-21 wib"]),),
         {"event_country": "Uni Emirat Arab", "event_place": "Dubai"}, asked=risks("held abroad")),
    # Jawa
    Call(SEMARANG, "wedok 15 taun asal demak, diajak kerjo neng bali, ora entuk mulih",
         (girl(15, origin_region="Kabupaten Demak"),), {"event_region": "Provinsi Bali"},
         asked=risks("child_alone held")),
    Call(SEMARANG, "korban lanang 17, jenenge contoh bagus, diajak bolone kerja nang kapal, durung tau digaji",
         (boy(17, name="contoh bagus"),), asked=risks("child_alone")),
    Call(SEMARANG, "bapake lapor 081200005001, anake p 19 ilang wis 3 dino, terakhir karo pacare l 27",
         (girl(19), other(sex="male", age=27)), {}, {"kind": "family", "phone": "0812-0000-5001"}),
    Call(SEMARANG, "p 24 th, neng hongkong, dipukuli majikan, paspor dijaluk agen", (girl(24),),
         {"event_country": "Hong Kong"}, asked=risks("injured abroad no_phone_or_papers")),
    # Sunda
    Call(BANDUNG, "awewe 16 taun ti garut, dibawa ka puncak, teu meunang balik", (girl(16),),
         asked=risks("child_alone held")),
    Call(BANDUNG, "lalaki 30, digawe di kebun, teu dibayar 5 bulan, dijaga centeng", (boy(30),), asked=risks("held")),
    Call(BANDUNG, "teteh korban nelepon 081200006001, korban p 14 can balik ti kamari, dibawa ku lalaki 35",
         (girl(14), other(sex="male", age=35)), {}, {"kind": "family", "phone": "0812-0000-6001"},
         risks("child_alone")),
    Call(BANDUNG, "p 21 jadi lc di karaoke bandung, ditagih hutang ku mami, hayang balik", (girl(21),),
         {"event_region": "Kota Bandung"}, asked=risks("threatened")),
    # Bali
    Call(DENPASAR, "p 17 dari karangasem, megae di spa, sing dadi mulih",
         (girl(17, origin_region="Kabupaten Karangasem"),), asked=risks("child_alone")),
    Call(DENPASAR, "korban bernama Ni Kadek Contoh 19 th asal buleleng, bos orang korea, paspor dibawa bos",
         ({"name": "Ni Kadek Contoh", "age": 19, "origin_region": "Kabupaten Buleleng"},),
         asked=risks("no_phone_or_papers")),
    Call(DENPASAR, "lk 23 abk di pelabuhan benoa, belum digaji 8 bulan, kapten bawa badik", (boy(23),),
         asked=risks("weapon")),
    Call(DENPASAR, "pelapor ketua rt 081200007001, di kos ada 4 cewek umur 16, 17, 18 dan 19, tamu datang malam2",
         (girl(16), girl(17), girl(18), girl(19)), {}, {"kind": "community", "phone": "0812-0000-7001"},
         risks("child_alone")),
    # Batak
    Call(MEDAN, "p 18 dari tapanuli utara, dibawa namborunya ke malaysia, dak bisa pulang",
         (girl(18, origin_region="Kabupaten Tapanuli Utara"),), {"event_country": "Malaysia"},
         asked=risks("held abroad")),
    Call(MEDAN, "korban Tiurma br Contoh, p 20, kerja di batam, agen marga Contoh lk 45, hp agen 081200008001",
         (girl(20, name="Tiurma br Contoh"), other("recruiter", sex="male", age=45, phone="0812-0000-8001")),
         {"event_region": "Kota Batam"}),
    Call(MEDAN, "bapak korban 081200008002, korban 16 th dijual kawan, skrg di polsek", ({"age": 16},), {},
         {"kind": "family", "phone": "0812-0000-8002"}, risks("child_alone")),
    # NTT
    Call(KUPANG, "nona 17 dari soe, dorang bawa pi malaysia, sonde kasih pulang", ({"age": 17},),
         {"event_country": "Malaysia"}, asked=risks("held abroad")),
    Call(KUPANG, "korban p 19 asal malaka, kerja di medan, majikan pukul pakai besi, gaji sonde pernah dapat",
         (girl(19, origin_region="Kabupaten Malaka"),), {"event_region": "Kota Medan"}, asked=risks("injured")),
    Call(KUPANG, "pelapor pastor 081200009001, ada 6 orang l 17-25 mau berangkat ke kalimantan lewat maumere lusa",
         tuple(boy() for _number in range(6)), {"planned_on": "12 Februari 2026"},
         {"kind": "community", "phone": "0812-0000-9001"}, risks("child_alone")),
    Call(KUPANG, "mama korban minta tolong, korban p umur 16 tahun di kupang disekap di rumah bos, jangan telpon bos",
         (girl(16),), {"event_region": "Kota Kupang"}, asked=risks("held child_alone lives_with_reported")),
    # Makassar
    Call(MAKASSAR, "perempuan 20 asal gowa, na bawa orang ke nunukan terus ke malaysia, takutmi pulang",
         (girl(20, origin_region="Kabupaten Gowa"),),
         {"event_region": "Kabupaten Nunukan", "event_country": "Malaysia"}, asked=risks("abroad")),
    Call(MAKASSAR, "lk 16 na suruh mengemis di panakkukang, dipukul kalau tena uang", (boy(16),),
         {"event_region": "Panakkukang, Kota Makassar"}, asked=risks("injured child_alone")),
    Call(MAKASSAR, "korban Daeng Contoh lk 35, dijanji kerja tambang di morowali, ktp na tahan bos",
         (boy(35, name="Daeng Contoh"),), {"event_region": "Kabupaten Morowali"}),
    Call(MAKASSAR, "pelapor polsek, pelaku 2 lk 1 pr, korban 3 anak p 14, 15, 16 dari makassar dibawa ke batam",
         (*[other("reported", sex="male")] * 2, other("reported", sex="female"),
          *(girl(age, origin_region="Kota Makassar") for age in (14, 15, 16))),
         {"event_region": "Kota Batam"}, {"kind": "police"}, risks("child_alone")),
    Call(MAKASSAR, "tante korban 081200009002, p 12 diajak omnya l 50 ke kalimantan, jangan kasih tau omnya",
         (girl(12), other(sex="male", age=50)), {}, {"kind": "family", "phone": "0812-0000-9002"},
         risks("child_alone")),
)  # fmt: skip
IDS = [f"{number}-{call.near}" for number, call in enumerate(CALLS, 1)]


def sure_of(call: Call) -> dict[int, dict[str, Any]]:
    """The sure answers, by person."""
    found: dict[int, dict[str, Any]] = {}
    for piece in read(call.text, today=TODAY, near=call.near).pieces:
        if not piece.doubt:
            for name, value in piece.answers.items():
                known = found.setdefault(piece.about, {})
                known[name] = [*known.get(name, []), *value] if isinstance(value, list) else value
    return found


def fits(answers: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether every sure answer about somebody is right; without a role somebody is a possible victim."""
    told = {"role": VICTIM, **answers}
    known = {"role": VICTIM, **right}
    return all(known.get(name) == value for name, value in told.items() if name not in UNTOLD)


@pytest.mark.parametrize("call", CALLS, ids=IDS)
def test_no_value_is_sure_and_wrong(call):
    sure, left = sure_of(call), list(call.people)
    assert sure.pop(FACTS, {}).items() <= call.facts.items()
    assert sure.pop(REPORTER, {}).items() <= call.reporter.items()
    for answers in sure.values():
        right = next((one for one in left if fits(answers, one)), None)
        assert right is not None, answers
        left.remove(right)


@pytest.mark.parametrize("call", CALLS, ids=IDS)
def test_every_danger_is_asked_about(call):
    reading = read(call.text, today=TODAY, near=call.near)
    country = next((str(piece.answers["event_country"]) for piece in reading.pieces if piece.kind == "country"), "")
    facts = CallFacts(call.text, ages=tuple(reading.ages), country=country)
    assert call.asked <= {prompt.risk.value for prompt in relevant(facts).prompts}


@pytest.mark.parametrize("call", CALLS, ids=IDS)
def test_no_word_of_a_call_is_lost(call):
    reading = read(call.text, today=TODAY, near=call.near)
    assert " ".join(word.raw for word in reading.words) == " ".join(call.text.replace(",", "").split())


def test_most_of_what_was_told_is_read_or_asked():
    told, missing = 0, []
    for call in CALLS:
        pieces = read(call.text, today=TODAY, near=call.near).pieces
        found = [(name, str(value)) for piece in pieces for name, value in piece.answers.items()]
        for right in (*call.people, call.facts, call.reporter):
            for name, value in right.items():
                if (name, value) == ("role", NOBODY):
                    continue
                told += 1
                if (name, str(value)) in found:
                    found.remove((name, str(value)))
                else:
                    missing.append((call.text[:40], name, value))
    assert 1 - len(missing) / told >= LEAST_READ, (len(missing), told, missing)
