"""Earlier screenings held ticks and one source each: a tick was a *ya*, and a source becomes a list of one.

What was not ticked then was not recorded as a denial, so it stays *belum ditanyakan*. Undoing takes the first source.
"""

from django.db import migrations

FORWARDS = """
    UPDATE cases_screening SET
        answers = coalesce((SELECT jsonb_object_agg(key, 'yes') FROM (
            SELECT 'act.' || unnest(acts) AS key
            UNION ALL SELECT 'means.' || unnest(means)
            UNION ALL SELECT 'purpose.' || unnest(purposes)) AS ticked), '{}'),
        sources = coalesce((SELECT jsonb_object_agg(key, CASE jsonb_typeof(value)
            WHEN 'string' THEN jsonb_build_array(value) ELSE value END) FROM jsonb_each(sources)), '{}')
"""
BACKWARDS = """
    UPDATE cases_screening SET
        sources = coalesce((SELECT jsonb_object_agg(key, CASE jsonb_typeof(value)
            WHEN 'array' THEN value->0 ELSE value END) FROM jsonb_each(sources)), '{}')
"""
CHAIN = """
    UPDATE cases_screening AS row SET
        previous_id = earlier.id, occasion = CASE WHEN earlier.id IS NULL THEN 'first' ELSE 'new_facts' END
    FROM (SELECT id AS own, lag(id) OVER (PARTITION BY victim_id ORDER BY screened_at, id) AS id
            FROM cases_screening) AS earlier
    WHERE earlier.own = row.id
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_screening_answers")]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
    ]
