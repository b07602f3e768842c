"""What the database holds by itself: each seat is taken or vacant at every moment, and who may see a team."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, job_is, protect

HELD = """
CREATE FUNCTION teams_are_led() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    asked uuid := NEW.team_id;
BEGIN
    IF (SELECT count(*) FROM unnest((SELECT range_agg(f.during) FROM public.teams_form f WHERE f.team_id = asked))) > 1
    THEN RAISE EXCEPTION 'teams_form: the way of working has a gap' USING ERRCODE = 'exclusion_violation'; END IF;
    IF EXISTS (
        SELECT 1 FROM public.teams_form f
        CROSS JOIN generate_series(1, CASE f.model WHEN 'co_working' THEN 2 ELSE 1 END) AS seat
        WHERE f.team_id = asked AND tstzmultirange(f.during) IS DISTINCT FROM
            (SELECT range_agg(s.during) FROM public.teams_seat s WHERE s.form_id = f.id AND s.number = seat))
    THEN RAISE EXCEPTION 'teams_seat: a seat is neither taken nor vacant' USING ERRCODE = 'exclusion_violation'; END IF;
    IF EXISTS (
        SELECT 1 FROM public.teams_seat s JOIN public.teams_form f ON f.id = s.form_id
        WHERE s.team_id = asked AND s.number > CASE f.model WHEN 'co_working' THEN 2 ELSE 1 END)
    THEN RAISE EXCEPTION 'teams_seat: more leads than this way of working has' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION teams_are_led() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION teams_are_led() TO alongside_app, alongside_finder;
CREATE FUNCTION teams_open_to_me(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_actor() IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM public.teams_teamchild c
            JOIN public.anchor_identity i ON i.source = c.source AND i.until IS NULL
            JOIN public.trust_grant g ON g.child = i.person_id
            WHERE c.team_id = asked AND g.actor = public.trust_actor() AND g.valid @> public.trust_now())
        OR (NOT EXISTS (SELECT 1 FROM public.teams_teamchild c WHERE c.team_id = asked)
            AND EXISTS (SELECT 1 FROM public.teams_team t WHERE t.id = asked AND t.begun_by = public.trust_actor())))
$$;
REVOKE EXECUTE ON FUNCTION teams_open_to_me(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION teams_open_to_me(uuid) TO alongside_app, alongside_finder;
GRANT SELECT ON teams_team, teams_teamchild, teams_form, teams_seat, trust_grant, anchor_identity TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION teams_are_led() OWNER TO alongside_finder;
ALTER FUNCTION teams_open_to_me(uuid) OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
CREATE CONSTRAINT TRIGGER teams_seat_led AFTER INSERT OR UPDATE ON teams_seat
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION teams_are_led();
CREATE CONSTRAINT TRIGGER teams_form_led AFTER INSERT OR UPDATE ON teams_form
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION teams_are_led();
"""
MINE = "by = (SELECT trust_actor())"
SETTLER = job_is("settler")
ABOUT_SOMEBODY_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = teams_teamchild.source AND i.until IS NULL"
    f" AND {granted('i.person_id')})"
)


def _around(table: str, columns: list[str]) -> str:
    """Open to everybody who may see one of the children; written in one's own name."""
    opened = f"teams_open_to_me({table}.team_id)"
    return protect(
        table, select=f"{SETTLER} OR {opened}", insert=f"{MINE} AND {opened}", update=opened, columns=columns
    )  # fmt: skip


class Migration(migrations.Migration):
    """Every table is closed, and no team is ever without a lead or a recorded vacancy."""

    dependencies: ClassVar = [("teams", "0001_initial"), ("trust", "0003_urgent_need_subject")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            HELD,
            protect(
                "teams_team", select=f"{SETTLER} OR teams_open_to_me(id)", insert="begun_by = (SELECT trust_actor())"
            ),
            protect(
                "teams_teamchild", select=f"{SETTLER} OR teams_open_to_me(team_id)",
                insert=f"{MINE} AND teams_open_to_me(team_id) AND {ABOUT_SOMEBODY_OPEN}",
                update="teams_open_to_me(team_id)", columns=["during"],
            ),
            _around("teams_form", ["during"]),
            _around("teams_member", ["during", "left_why"]),
            _around("teams_seat", ["during"]),
        )
    ]  # fmt: skip
