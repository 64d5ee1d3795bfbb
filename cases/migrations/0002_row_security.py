"""Bind the application role to the rows of the request's task forces, on every table of a case file.

Tables without a name, a number or a narrative that reaches a person may also be read for counting (``figures``).
``cases_persontokens`` stays open on purpose: it holds keyed tokens only, and PostgreSQL uses its index only without a
policy.
"""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, RowPolicy

COUNTED = ("complaint", "complaintperson", "case", "victim", "screening", "service", "proceeding")
WRITTEN_ONCE = ("stagechange", "proceedingstep", "casehistory", "complainthistory", "personhistory", "victimhistory")
OTHERS = ("person", "consent", "participation")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("safeguards", "0001_initial")]

    operations = [
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force(), figures=True) for name in COUNTED),
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force()) for name in OTHERS),
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force(), append_only=True) for name in WRITTEN_ONCE),
        EnableRowSecurity("cases_draft", RowPolicy.own()),
    ]
