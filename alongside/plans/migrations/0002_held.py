"""What the database holds by itself: one plan a child, agreed versions, somebody accountable; who may see."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, protect

KEYS = "".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_plan FOREIGN KEY ({column}, plan_id)"
    f" REFERENCES {parent} (id, plan_id) DEFERRABLE INITIALLY DEFERRED;"
    for table, column, parent in (
        ("plans_goalwords", "goal_id", "plans_goal"), ("plans_endorsement", "goal_id", "plans_goal"),
        ("plans_position", "goal_id", "plans_goal"), ("plans_goalreview", "goal_id", "plans_goal"),
        ("plans_task", "goal_id", "plans_goal"), ("plans_taskleftout", "task_id", "plans_task"),
        ("plans_duedate", "task_id", "plans_task"), ("plans_owner", "task_id", "plans_task"),
        ("plans_report", "task_id", "plans_task"), ("plans_contingencyend", "contingency_id", "plans_contingency"),
    )
) + "".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_version FOREIGN KEY (plan_id, version)"
    " REFERENCES plans_version (plan_id, number) DEFERRABLE INITIALLY DEFERRED;"
    for table in (
        "plans_goalwords", "plans_task", "plans_taskleftout", "plans_contingency", "plans_contingencyend",
    )
)  # fmt: skip
HELD = """
CREATE FUNCTION plans_one_for_a_child() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    about uuid;
BEGIN
    SELECT i.person_id INTO about FROM public.anchor_identity i WHERE i.source = NEW.source AND i.until IS NULL;
    PERFORM pg_advisory_xact_lock(hashtextextended('plans ' || about::text, 0));
    IF (SELECT count(DISTINCT c.plan_id) FROM public.plans_planchild c
        JOIN public.anchor_identity i ON i.source = c.source AND i.until IS NULL
        WHERE i.person_id = about AND upper_inf(c.during)) > 1
    THEN RAISE EXCEPTION 'plans_planchild: a child has one plan at a time' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION plans_version_takes_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.plans_version v
               WHERE v.plan_id = NEW.plan_id AND v.number = NEW.version AND v.agreed_at IS NOT NULL)
    THEN RAISE EXCEPTION 'plans_version: an agreed version does not change' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION plans_agreed_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.agreed_at IS NOT NULL
    THEN RAISE EXCEPTION 'plans_version: an agreed version does not change' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION plans_somebody_answers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    asked uuid;
BEGIN
    IF TG_TABLE_NAME = 'plans_task' THEN asked := NEW.id; ELSE asked := NEW.task_id; END IF;
    IF (SELECT range_agg(o.during) FROM public.plans_owner o WHERE o.task_id = asked AND o.accountable)
       IS DISTINCT FROM (SELECT tstzmultirange(tstzrange(t.at, NULL)) FROM public.plans_task t WHERE t.id = asked)
    THEN RAISE EXCEPTION 'plans_owner: nobody is accountable' USING ERRCODE = 'exclusion_violation'; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION plans_open_to_me(asked uuid, closely integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_actor() IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM public.plans_planchild c
            JOIN public.anchor_identity i ON i.source = c.source AND i.until IS NULL
            JOIN public.trust_grant g ON g.child = i.person_id
            WHERE c.plan_id = asked AND g.actor = public.trust_actor() AND g.valid @> public.trust_now()
              AND g.level >= closely)
        OR (NOT EXISTS (SELECT 1 FROM public.plans_planchild c WHERE c.plan_id = asked)
            AND EXISTS (SELECT 1 FROM public.plans_plan p WHERE p.id = asked AND p.begun_by = public.trust_actor())))
$$;
CREATE FUNCTION plans_may_write(asked uuid, written_by uuid, closely integer) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT written_by = public.trust_actor() AND public.plans_open_to_me(asked, closely) $$;
"""
DEFINED = (
    "plans_one_for_a_child()", "plans_version_takes_words()", "plans_somebody_answers()",
    "plans_open_to_me(uuid, integer)",
)  # fmt: skip
OWNED = (
    "".join(
        f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;"
        f"GRANT EXECUTE ON FUNCTION {name} TO alongside_app, alongside_finder;"
        for name in DEFINED
    )
    + "GRANT SELECT ON plans_plan, plans_planchild, plans_version, plans_task, plans_owner TO alongside_finder;"
    "GRANT CREATE ON SCHEMA public TO alongside_finder;"
    + "".join(f"ALTER FUNCTION {name} OWNER TO alongside_finder;" for name in DEFINED)
    + "REVOKE CREATE ON SCHEMA public FROM alongside_finder;"
)
VERSIONED = ("plans_goalwords", "plans_task", "plans_taskleftout", "plans_contingency", "plans_contingencyend")
TRIGGERS = (
    "CREATE CONSTRAINT TRIGGER plans_child_once AFTER INSERT OR UPDATE ON plans_planchild"
    " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_one_for_a_child();"
    "CREATE TRIGGER plans_agreed BEFORE UPDATE ON plans_version"
    " FOR EACH ROW EXECUTE FUNCTION plans_agreed_stays();"
    + "".join(
        f"CREATE TRIGGER {table}_open BEFORE INSERT ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION plans_version_takes_words();"
        for table in VERSIONED
    )
    + "".join(
        f"CREATE CONSTRAINT TRIGGER {table}_answered AFTER INSERT OR UPDATE ON {table}"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plans_somebody_answers();"
        for table in ("plans_task", "plans_owner")
    )
)
ABOUT_SOMEBODY_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = plans_planchild.source AND i.until IS NULL"
    f" AND {granted('i.person_id', level='1')})"
)
FAMILY, PRACTITIONERS = 0, 1


def _of_plan(table: str, closely: int, columns: tuple[str, ...] = ()) -> str:
    """Open to everybody who may see one of the children; written in one's own name by those with a close enough grant.

    What is agreed with a family is theirs to read: rows of a plan are of level 0.
    """
    return protect(
        table, select=f"plans_open_to_me({table}.plan_id, {FAMILY})",
        insert=f"plans_may_write({table}.plan_id, {table}.by, {closely})",
        update=f"plans_open_to_me({table}.plan_id, {closely})" if columns else None, columns=columns,
    )  # fmt: skip


class Migration(migrations.Migration):
    """Every table is closed; what a family says and reports it may write with a grant of level 0, the rest not."""

    dependencies: ClassVar = [("plans", "0001_initial"), ("trust", "0003_urgent_need_subject")]
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            KEYS, HELD, OWNED, TRIGGERS,
            protect(
                "plans_plan", select=f"plans_open_to_me(id, {FAMILY})", insert="begun_by = (SELECT trust_actor())"
            ),
            protect(
                "plans_planchild", select=f"plans_open_to_me(plan_id, {FAMILY})",
                insert=f"plans_may_write(plan_id, by, {PRACTITIONERS}) AND {ABOUT_SOMEBODY_OPEN}",
                update=f"plans_open_to_me(plan_id, {PRACTITIONERS})", columns=["during"],
            ),
            _of_plan("plans_version", PRACTITIONERS, ("agreed_at", "agreed_by")),
            _of_plan("plans_owner", PRACTITIONERS, ("during", "left_why")),
            *(_of_plan(table, FAMILY) for table in ("plans_position", "plans_report")),
            *(
                _of_plan(table, PRACTITIONERS)
                for table in (
                    "plans_reviewday", "plans_end", "plans_goal", "plans_goalwords", "plans_endorsement",
                    "plans_goalreview", "plans_task", "plans_taskleftout", "plans_duedate", "plans_contingency",
                    "plans_contingencyend",
                )
            ),
        )
    ]  # fmt: skip
