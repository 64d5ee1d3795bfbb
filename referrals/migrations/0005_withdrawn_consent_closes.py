"""Withdrawn consent closes what rests on it: by a trigger, so that no way to write a withdrawal leaves a slip open.

That is every referral whose slip its agency may read: waiting, under way, and completed (readable for 30 days more).
The application role cannot write ``closed_at`` or a closure, so it cannot open a slip again either. Row security then
takes a closed referral and its letters from the agency, which keeps the closure: a number, and whom to call.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import safeguards.identifiers
from safeguards.row_security import AddRowPolicy, EnableRowSecurity, GrantApplicationRole, RowPolicy, update_of
from safeguards.row_security.policies import any_of

# A referral rests on the consent it names. One sent in an emergency, whose consent was to follow, rests on every consent
# of the same victim that was recorded after it: ``Consent.covers`` says the same in Python.
CLOSE = """
CREATE FUNCTION referrals_close_with_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    WITH closed AS (
        UPDATE public.referrals_referral r
           SET closed_at = NEW.withdrawn_at, version = r.version + 1
         WHERE r.victim_id = NEW.victim_id AND r.closed_at IS NULL AND r.state IN ('sent', 'accepted', 'completed')
           AND (r.consent_id = NEW.id
                OR NEW.given_by <> 'urgent_later' AND EXISTS (
                    SELECT 1 FROM public.cases_consent c
                     WHERE c.id = r.consent_id AND c.given_by = 'urgent_later' AND c.recorded_at < NEW.recorded_at))
        RETURNING r.*
    )
    INSERT INTO public.referrals_closure
           (id, task_force_id, referral_id, agency_id, number, service_lines, was_accepted, sent_by_id, closed_at)
    SELECT gen_random_uuid(), task_force_id, id, agency_id, number, service_lines, state <> 'sent', sent_by_id,
           closed_at
      FROM closed;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION referrals_close_with_consent() FROM PUBLIC;
CREATE TRIGGER withdrawn_closes_referrals AFTER INSERT OR UPDATE OF withdrawn_at ON cases_consent
    FOR EACH ROW WHEN (NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION referrals_close_with_consent();
"""
NOT_CLOSE = """
DROP TRIGGER withdrawn_closes_referrals ON cases_consent;
DROP FUNCTION referrals_close_with_consent();
"""

# What is there already: services learn what they rest on, and consents withdrawn before close what was left open.
CATCH_UP = """
UPDATE cases_service s SET consent_id = r.consent_id, requested_by_id = r.sent_by_id
  FROM referrals_referral r WHERE r.id = s.referral_id;
UPDATE cases_consent SET withdrawn_at = withdrawn_at WHERE withdrawn_at IS NOT NULL;
UPDATE cases_service s SET state = 'stopped', ended_at = c.closed_at
  FROM referrals_closure c WHERE c.referral_id = s.referral_id AND s.state IN ('requested', 'accepted');
SET CONSTRAINTS ALL IMMEDIATE;
"""

IN_THE_FILE = any_of("task_force_id", "app.task_forces", "app.figure_task_forces")
IS_OPEN = f"closed_at IS NULL OR {IN_THE_FILE}"
REFERRAL_IS_OPEN = f"""
    {any_of("task_force_id", "app.task_forces")}
    OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral_id AND r.closed_at IS NULL)
"""
QUEUE_READS = RowPolicy("queue_reads", any_of("agency_id", "app.agencies"), ("SELECT",))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0037_services_rest_on_a_consent"),
        ("referrals", "0004_fixed_once_sent"),
        ("taskforces", "0007_system_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ditutup"),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, verbose_name="nomor rujukan")),
                (
                    "service_lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("health_rehabilitation", "Rehabilitasi kesehatan"),
                                ("social_rehabilitation", "Rehabilitasi sosial"),
                                ("legal_aid", "Bantuan hukum"),
                                ("law_enforcement", "Penegakan hukum"),
                                ("pick_up", "Penjemputan"),
                                ("repatriation", "Pemulangan"),
                                ("social_reintegration", "Reintegrasi sosial"),
                            ],
                            max_length=24,
                        ),
                        size=None,
                    ),
                ),
                ("was_accepted", models.BooleanField()),
                ("closed_at", models.DateTimeField(verbose_name="ditutup")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="taskforces.agency"
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closure", to="referrals.referral"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task_force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="taskforces.taskforce",
                        verbose_name="gugus tugas",
                    ),
                ),
            ],
            options={
                "ordering": ["-closed_at"],
                "indexes": [models.Index(fields=["agency", "closed_at"], name="closure_of_agency")],
            },
        ),
        migrations.RunSQL(CLOSE, NOT_CLOSE),
        EnableRowSecurity("referrals_closure", RowPolicy.task_force(), QUEUE_READS),
        GrantApplicationRole("referrals_closure", ("SELECT", update_of("settled_at", "settled_by_id"))),
        AddRowPolicy("referrals_referral", RowPolicy("open_slip", IS_OPEN, ("SELECT", "UPDATE"), restrictive=True)),
        AddRowPolicy(
            "referrals_referralmessage",
            RowPolicy("open_slip", REFERRAL_IS_OPEN, ("SELECT", "INSERT"), restrictive=True),
        ),
        migrations.RunSQL(CATCH_UP, migrations.RunSQL.noop),
    ]
