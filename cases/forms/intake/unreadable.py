"""An emergency is saved even with invalid or doubtful answers: what was typed goes into the story."""

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


def keep_doubted_ages(form: Intake) -> None:
    """Add the ages nobody was asked about to the end of the valid story, as typed: ``15-16`` is stored as ±15."""
    lines = [
        _("Umur sebagaimana ditulis: %(typed)s") % {"typed": str(one["age"].value()).strip()}
        for one in form.people.filled
        if one.told_age.doubt
    ]
    facts = form.facts.cleaned_data
    facts["narrative"] = "\n".join(filter(None, [facts["narrative"], *lines]))
