"""Let taking back an old register wait for whoever is saving one of its files, and then leave that file alone.

The function looked for a history and deleted afterwards. An edit that was under way in between had left none yet: the
deletion waited for it and then removed what somebody had just saved. Now every row is locked first, and looked at then.
"""

from django.db import migrations

CHANGE = """
DO $change$
DECLARE
    said text := pg_get_functiondef('cases_undo_register_files(uuid, uuid[])'::regprocedure);
    changed text := replace(said, $old${old}$old$, $new${new}$new$);
BEGIN
    IF said = changed THEN
        RAISE EXCEPTION 'the function does not read as expected';
    END IF;
    EXECUTE changed;
END $change$
"""
LOOK = "IF EXISTS (SELECT 1 FROM public.cases_casehistory WHERE id = ANY (files))"
LOCK = """PERFORM 1 FROM public.cases_case WHERE id = ANY (files) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_complaint WHERE id = ANY (complaints) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_person WHERE id = ANY (people) ORDER BY id FOR UPDATE;
    PERFORM 1 FROM public.cases_victim WHERE case_id = ANY (files) ORDER BY id FOR UPDATE;
    """


def changed(old: str, new: str) -> str:
    """The statement that puts one passage of the function in place of another."""
    return CHANGE.replace("{old}", old).replace("{new}", new)


class Migration(migrations.Migration):
    dependencies = [("cases", "0034_filters_find_seldom_things")]

    operations = [migrations.RunSQL(changed(LOOK, LOCK + LOOK), changed(LOCK + LOOK, LOOK))]
