"""The public form of Kota Jambi is open, and a neighbour has reported through it without a name.

Numbers are obviously invented, except published ones; each accounts admin enters real ones.
"""

from datetime import datetime, timedelta

from cases.choices import ContactRule, ReporterKind, Sex, Urgency
from cases.public.actions import forms, reports
from cases.public.receipts import receipt_of
from cases.public.visitor import Visitor
from safeguards.identifiers import new_id
from tppo_gugus.demo.cast import ARIF, JAMBI, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story

SETTINGS = {
    "code": "kota-jambi",
    "is_open": True,
    "title": "Layanan warga",
    "emergency_number": "112",
    "unit_name": "UPTD PPA Kota Jambi (contoh)",
    "unit_phone": "0741-000-0112",
    "unit_whatsapp": "",
    "unit_hours": "Setiap hari",
    "unit_address": "",
    "ask_after": 5,
    "fold_after": 20,
    "busy_after": 60,
}
TOLD = {
    "narrative": "Anak kos sebelah pulang sangat larut, dijemput mobil yang sama. Katanya gajinya dipotong utang.",
    "event_place": "Gang di belakang pasar (contoh)",
    "reporter_kind": ReporterKind.COMMUNITY,
    "reporter_is_anonymous": True,
    "reporter_contact_rule": ContactRule.NEVER,
    "urgency": Urgency.UNKNOWN,
}


def neighbour(world: World, now: datetime) -> Story:
    """Arif opens the form; a neighbour reports, Sari asks back, the neighbour answers with the code."""
    yield now - timedelta(days=12)
    with world.cast.acting(ARIF) as by:
        form = forms.set_up(task_force=world.place_of(JAMBI.key), changes=SETTINGS, by=by)
    yield now - timedelta(hours=7)
    receipt = receipt_of(new_id().bytes)
    visitor = Visitor(form.task_force_id, receipt.digest)
    about = {"name": "", "sex": Sex.FEMALE, "age": 17}
    report = reports.receive(form=form, details=TOLD, person=about, receipt=receipt, by=visitor)
    yield now - timedelta(hours=5)
    with world.cast.acting(SARI) as by:
        question = "Terima kasih. Pukul berapa biasanya dijemput, dan apakah masih terjadi minggu ini?"
        reports.answer(complaint=report.complaint, text=question, submission_key=new_id(), by=by)
    yield now - timedelta(minutes=40)
    said = "Hampir setiap malam, kira-kira pukul sembilan. Semalam ada dua anak lain di mobil."
    reports.add(report=report, text=said, submission_key=new_id(), by=visitor)
