"""What the database holds by itself: what has ended stays as it is; who may read a meeting, and who may write in it."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, protect

KEYS = "".join(
    f"ALTER TABLE meetings_{table} ADD CONSTRAINT meetings_{table}_{column}_in_meeting FOREIGN KEY"
    f" ({column}_id, meeting_id) REFERENCES meetings_{parent} (id, meeting_id) DEFERRABLE INITIALLY DEFERRED;"
    for table, column, parent in (
        ("timeanswer", "time", "time"), ("timeanswer", "invited", "invited"), ("point", "whose", "invited"),
        ("attendance", "invited", "invited"), ("note", "item", "item"), ("note", "whose", "invited"),
        ("decision", "item", "item"), ("dissent", "decision", "decision"), ("dissent", "whose", "invited"),
        ("added", "whose", "invited"), ("letter", "invited", "invited"),
    )
)  # fmt: skip
HELD = """
CREATE FUNCTION meetings_when() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    begun boolean; ended boolean; called_off boolean;
BEGIN
    IF TG_TABLE_NAME IN ('meetings_begun', 'meetings_ended', 'meetings_calledoff')
    THEN PERFORM pg_advisory_xact_lock(hashtextextended('meeting ' || NEW.meeting_id::text, 0));
    ELSE PERFORM pg_advisory_xact_lock_shared(hashtextextended('meeting ' || NEW.meeting_id::text, 0)); END IF;
    begun := EXISTS (SELECT 1 FROM public.meetings_begun b WHERE b.meeting_id = NEW.meeting_id);
    ended := EXISTS (SELECT 1 FROM public.meetings_ended e WHERE e.meeting_id = NEW.meeting_id);
    called_off := EXISTS (SELECT 1 FROM public.meetings_calledoff c WHERE c.meeting_id = NEW.meeting_id);
    IF TG_ARGV[0] = 'after' THEN
        IF NOT ended THEN RAISE EXCEPTION 'meetings: it has not ended' USING ERRCODE = 'check_violation'; END IF;
    ELSIF ended OR called_off THEN
        RAISE EXCEPTION 'meetings: what has ended stays as it is' USING ERRCODE = 'check_violation';
    ELSIF TG_ARGV[0] = 'before' AND begun OR TG_ARGV[0] = 'during' AND NOT begun THEN
        RAISE EXCEPTION 'meetings: not now' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION meetings_is_me(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.meetings_invited v LEFT JOIN public.teams_wayin w ON w.member_id = v.member
        WHERE v.id = asked AND public.trust_actor() IN (v.actor, w.actor))
$$;
CREATE FUNCTION meetings_open_to_me(asked uuid, closely integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_actor() IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM public.meetings_meetingchild c
            JOIN public.anchor_identity i ON i.source = c.source AND i.until IS NULL
            JOIN public.trust_grant g ON g.child = i.person_id
            WHERE c.meeting_id = asked AND g.actor = public.trust_actor() AND g.valid @> public.trust_now()
              AND g.level >= closely
              AND (g.level >= 1 OR EXISTS (
                  SELECT 1 FROM public.meetings_invited v LEFT JOIN public.teams_wayin w ON w.member_id = v.member
                  WHERE v.meeting_id = asked AND public.trust_actor() IN (v.actor, w.actor))))
        OR (NOT EXISTS (SELECT 1 FROM public.meetings_meetingchild c WHERE c.meeting_id = asked)
            AND EXISTS (SELECT 1 FROM public.meetings_meeting m
                        WHERE m.id = asked AND m.called_by = public.trust_actor())))
$$;
CREATE FUNCTION meetings_may_write(asked uuid, written_by uuid, closely integer) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT written_by = public.trust_actor() AND public.meetings_open_to_me(asked, closely) $$;
"""
DEFINED = ("meetings_when()", "meetings_is_me(uuid)", "meetings_open_to_me(uuid, integer)")
OWNED = (
    "".join(
        f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;"
        f"GRANT EXECUTE ON FUNCTION {name} TO alongside_app, alongside_finder;"
        for name in DEFINED
    )
    + "GRANT SELECT ON meetings_meeting, meetings_meetingchild, meetings_invited, meetings_begun, meetings_ended,"
    " meetings_calledoff, teams_wayin TO alongside_finder;"
    "GRANT CREATE ON SCHEMA public TO alongside_finder;"
    + "".join(f"ALTER FUNCTION {name} OWNER TO alongside_finder;" for name in DEFINED)
    + "REVOKE CREATE ON SCHEMA public FROM alongside_finder;"
)
WHEN = {
    "before": ("time", "timeanswer", "arranged", "calledoff", "begun"),
    "during": ("item", "note", "decision", "dissent", "ended"),
    "open": ("invited", "point", "attendance"),
    "after": ("added",),
}
TRIGGERS = "".join(
    f"CREATE TRIGGER meetings_{table}_when BEFORE INSERT ON meetings_{table}"
    f" FOR EACH ROW EXECUTE FUNCTION meetings_when('{moment}');"
    for moment, tables in WHEN.items()
    for table in tables
)
ABOUT_SOMEBODY_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = meetings_meetingchild.source AND i.until IS NULL"
    f" AND {granted('i.person_id', level='1')})"
)
FAMILY, PRACTITIONERS = 0, 1


def _by_practitioners(table: str) -> str:
    return protect(
        f"meetings_{table}", select=f"meetings_open_to_me(meeting_id, {FAMILY})",
        insert=f"meetings_may_write(meeting_id, by, {PRACTITIONERS})",
    )  # fmt: skip


def _for_oneself(table: str, whose: str) -> str:
    """Practitioners write it down for anybody; somebody of the family for themselves."""
    return protect(
        f"meetings_{table}", select=f"meetings_open_to_me(meeting_id, {FAMILY})",
        insert=f"meetings_may_write(meeting_id, by, {PRACTITIONERS})"
        f" OR meetings_may_write(meeting_id, by, {FAMILY}) AND meetings_is_me({whose})",
    )  # fmt: skip


class Migration(migrations.Migration):
    """Every table is closed; the family reads the meetings they are invited to, and of these what has no level."""

    dependencies: ClassVar = [
        ("meetings", "0001_initial"), ("trust", "0003_urgent_need_subject"), ("teams", "0005_way_in"),
    ]  # fmt: skip
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            KEYS, HELD, OWNED, TRIGGERS,
            protect(
                "meetings_meeting", select=f"meetings_open_to_me(id, {FAMILY})",
                insert="called_by = (SELECT trust_actor())",
            ),
            protect(
                "meetings_meetingchild", select=f"meetings_open_to_me(meeting_id, {FAMILY})",
                insert=f"meetings_may_write(meeting_id, by, {PRACTITIONERS}) AND {ABOUT_SOMEBODY_OPEN}",
            ),
            protect(
                "meetings_item", select="meetings_open_to_me(meeting_id, level)",
                insert=f"meetings_may_write(meeting_id, by, {PRACTITIONERS})"
                f" OR meetings_may_write(meeting_id, by, {FAMILY}) AND topic = 'family' AND level = 0",
            ),
            protect(
                "meetings_letter", select=f"meetings_open_to_me(meeting_id, {PRACTITIONERS})",
                insert=f"meetings_may_write(meeting_id, by, {PRACTITIONERS})",
            ),
            *(_by_practitioners(table) for table in (
                "invited", "time", "arranged", "calledoff", "begun", "decision", "ended",
            )),
            *(_for_oneself(table, whose) for table, whose in (
                ("timeanswer", "invited_id"), ("attendance", "invited_id"), ("point", "whose_id"),
                ("note", "whose_id"), ("dissent", "whose_id"), ("added", "whose_id"),
            )),
        )
    ]  # fmt: skip
