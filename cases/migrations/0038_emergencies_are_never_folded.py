"""Never keep an emergency among the folded reports, and let a reporter say later that somebody is in danger.

Two constraint triggers refuse a folded emergency, whichever of the two rows is written. Their function runs with the
owner's rights, because a visitor sees no complaint. ``cases_public_danger`` is the one change a receipt allows: the
urgency of its own complaint becomes *emergency* and its report is unfolded. Reports that are both already are unfolded.
"""

from django.conf import settings
from django.db import migrations

DIGEST = "decode(NULLIF(current_setting('app.public_receipt', true), ''), 'hex')"
FREE_THE_FOLDED = """
UPDATE cases_publicreport r SET is_folded = false
  FROM cases_complaint c
 WHERE c.id = r.complaint_id AND r.is_folded AND c.urgency = 'emergency';
"""

REFUSE = """
CREATE FUNCTION cases_emergency_is_not_folded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    complaint uuid;
BEGIN
    IF TG_TABLE_NAME = 'cases_complaint' THEN complaint := NEW.id; ELSE complaint := NEW.complaint_id; END IF;
    IF EXISTS (
        SELECT FROM public.cases_publicreport r JOIN public.cases_complaint c ON c.id = r.complaint_id
         WHERE c.id = complaint AND c.urgency = 'emergency' AND r.is_folded
    ) THEN
        RAISE EXCEPTION 'an emergency is not folded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_is_not_folded';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION cases_emergency_is_not_folded() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER emergency_is_not_folded AFTER INSERT OR UPDATE OF is_folded ON cases_publicreport
    FOR EACH ROW WHEN (NEW.is_folded) EXECUTE FUNCTION cases_emergency_is_not_folded();
CREATE CONSTRAINT TRIGGER emergency_is_not_folded AFTER UPDATE OF urgency ON cases_complaint
    FOR EACH ROW WHEN (NEW.urgency = 'emergency') EXECUTE FUNCTION cases_emergency_is_not_folded();
"""
ALLOW = """
DROP TRIGGER emergency_is_not_folded ON cases_complaint;
DROP TRIGGER emergency_is_not_folded ON cases_publicreport;
DROP FUNCTION cases_emergency_is_not_folded();
"""

# `if_unjudged`: only where nobody has said yet how urgent it is (a form sent again, changed); else whatever was said
SAY_DANGER = f"""
CREATE FUNCTION cases_public_danger(if_unjudged boolean, OUT number text, OUT is_raised boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    complaint record;
BEGIN
    SELECT c.id, c.number, c.urgency INTO complaint
      FROM public.cases_publicreport r JOIN public.cases_complaint c ON c.id = r.complaint_id
     WHERE r.receipt_digest = {DIGEST}
       FOR UPDATE OF c;
    number := complaint.number;
    is_raised := coalesce(
        complaint.urgency <> 'emergency' AND (NOT if_unjudged OR complaint.urgency = 'unknown'), false
    );
    IF is_raised THEN
        UPDATE public.cases_publicreport SET is_folded = false WHERE complaint_id = complaint.id AND is_folded;
        UPDATE public.cases_complaint SET urgency = 'emergency', version = version + 1 WHERE id = complaint.id;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION cases_public_danger(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_public_danger(boolean) TO "{settings.ROW_SECURITY_APPLICATION_ROLE}";
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0037_services_rest_on_a_consent")]

    operations = [
        migrations.RunSQL(FREE_THE_FOLDED, migrations.RunSQL.noop),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(SAY_DANGER, "DROP FUNCTION cases_public_danger(boolean)"),
    ]
