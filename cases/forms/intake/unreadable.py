"""An emergency is saved even with invalid answers: unreadable input goes into the story as typed."""

from django.utils.translation import gettext as _

from cases.forms.intake.call import Intake


def into_story(data, form: Intake):
    """The sent data with every invalid answer moved, with its label, to the end of the story. Nothing is lost."""
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
