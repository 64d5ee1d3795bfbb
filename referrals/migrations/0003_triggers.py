"""Triggers copy from the case file what a referral says of it: ``cases`` lies below, and an agency reads no file.

One closes the referrals of a withdrawn consent, so that every way to write a withdrawal closes the slip. It closes every
referral whose slip the agency may read: waiting, running, and completed (readable for 30 days more). The other stops and
moves the clock of a referral with the pause of its services.
"""

from django.db import migrations

# A referral depends on the consent it names. One sent in an emergency, with the consent to follow, depends on every
# consent of the same victim that was recorded after it. ``Consent.covers`` is the same rule in Python.
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

# A pause of the services is one of the referral: its agency reads that, why and until when, and its deadline moves on.
# The application role may write none of these columns, so neither side can move a deadline.
PAUSE = """
CREATE FUNCTION referrals_pause_with_services() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE public.referrals_referral r
       SET paused_at = NEW.paused_at, pause_reason = NEW.pause_reason, paused_until = NEW.paused_until,
           paused_for = NEW.paused_for, answer_due_at = coalesce(NEW.due_at, r.answer_due_at)
     WHERE r.id = NEW.referral_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION referrals_pause_with_services() FROM PUBLIC;
CREATE TRIGGER paused_with_services AFTER UPDATE ON cases_service FOR EACH ROW
    WHEN (NEW.referral_id IS NOT NULL
          AND (OLD.paused_at, OLD.pause_reason, OLD.paused_until, OLD.paused_for)
              IS DISTINCT FROM (NEW.paused_at, NEW.pause_reason, NEW.paused_until, NEW.paused_for))
    EXECUTE FUNCTION referrals_pause_with_services();
"""
NOT_PAUSE = """
DROP TRIGGER paused_with_services ON cases_service;
DROP FUNCTION referrals_pause_with_services();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security"), ("cases", "0001_tables")]

    operations = [migrations.RunSQL(CLOSE, NOT_CLOSE), migrations.RunSQL(PAUSE, NOT_PAUSE)]
