"""An emergency waits for no date: what could not be read goes into the story as it was typed, and the rest is saved."""

from django.utils.translation import gettext as _

from cases.forms.intake.call import Intake


def into_story(data, form: Intake):
    """What was sent, every answer with an error moved to the end of the story with its label. Nothing is lost."""
    data, lines = data.copy(), []
    for part in form.forms:
        for name in part.errors:
            if name not in part.fields or name == "narrative":
                continue
            field = part[name]
            typed = ", ".join(value for value in data.getlist(field.html_name) if value)
            data.setlist(field.html_name, [])
            if typed:
                lines.append(_("Belum terbaca, %(label)s: %(typed)s") % {"label": field.label, "typed": typed})
    data["narrative"] = "\n".join(filter(None, [data.get("narrative", "").strip(), *lines]))
    return data
