"""What the database holds by itself: who sees what, and that a finished assessment stays as it is."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import granted, protect

MINE = "by = (SELECT trust_actor())"
SHARED = "0"


def _child(table: str) -> str:
    """Open at the family's level for the child whose record this hangs on."""
    return (
        f"EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = {table}.source AND i.until IS NULL"
        f" AND {granted('i.person_id', level=SHARED)})"
    )


HELD = """
CREATE FUNCTION assessment_open_to_me(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT public.trust_actor() IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM public.assessment_about a
            JOIN public.anchor_identity i ON i.source = a.source AND i.until IS NULL
            JOIN public.trust_grant g ON g.child = i.person_id
            WHERE a.assessment_id = asked AND g.actor = public.trust_actor() AND g.valid @> public.trust_now())
        OR (NOT EXISTS (SELECT 1 FROM public.assessment_about a WHERE a.assessment_id = asked)
            AND EXISTS (SELECT 1 FROM public.assessment_assessment s
                        WHERE s.id = asked AND s.begun_by = public.trust_actor())))
$$;
CREATE FUNCTION assessment_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    asked uuid;
BEGIN
    IF TG_TABLE_NAME = 'assessment_part' THEN asked := NEW.assessment_id;
    ELSE SELECT p.assessment_id INTO asked FROM public.assessment_part p WHERE p.id = NEW.part_id; END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(asked::text, 3));
    IF EXISTS (SELECT 1 FROM public.assessment_finish f WHERE f.assessment_id = asked)
    THEN RAISE EXCEPTION 'assessment_finish: this assessment is finished' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION assessment_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    DELETE FROM public.assessment_standing s WHERE s.part_id = NEW.part_id AND s.number = ANY(NEW.follows);
    INSERT INTO public.assessment_standing (part_id, number) VALUES (NEW.part_id, NEW.number);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION assessment_open_to_me(uuid), assessment_stays(), assessment_stands() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION assessment_open_to_me(uuid), assessment_stays(), assessment_stands()
    TO alongside_app, alongside_finder;
GRANT SELECT, INSERT, DELETE ON assessment_standing TO alongside_finder;
GRANT SELECT ON assessment_assessment, assessment_about, assessment_part, assessment_finish, trust_grant,
    anchor_identity TO alongside_finder;
GRANT CREATE ON SCHEMA public TO alongside_finder;
ALTER FUNCTION assessment_open_to_me(uuid) OWNER TO alongside_finder;
ALTER FUNCTION assessment_stays() OWNER TO alongside_finder;
ALTER FUNCTION assessment_stands() OWNER TO alongside_finder;
REVOKE CREATE ON SCHEMA public FROM alongside_finder;
CREATE TRIGGER assessment_part_stays BEFORE INSERT ON assessment_part
    FOR EACH ROW EXECUTE FUNCTION assessment_stays();
CREATE TRIGGER assessment_text_stays BEFORE INSERT ON assessment_parttext
    FOR EACH ROW EXECUTE FUNCTION assessment_stays();
CREATE TRIGGER assessment_text_stands AFTER INSERT ON assessment_parttext
    FOR EACH ROW EXECUTE FUNCTION assessment_stands();
CREATE TRIGGER assessment_evidence_stays BEFORE INSERT ON assessment_evidence
    FOR EACH ROW EXECUTE FUNCTION assessment_stays();
"""

PART_OPEN = (
    "EXISTS (SELECT 1 FROM assessment_partsubject s JOIN anchor_identity i ON i.source = s.source AND i.until IS NULL"
    f" WHERE s.part_id = assessment_part.id AND {granted('i.person_id', level='assessment_part.level')})"
)
BY_ITS_AUTHOR = (
    "ALTER TABLE assessment_partsubject ADD CONSTRAINT assessment_subject_by_author FOREIGN KEY (part_id, by)"
    " REFERENCES assessment_part (id, by);"
    "ALTER TABLE assessment_part ADD CONSTRAINT assessment_copied_with_its_author FOREIGN KEY"
    " (copied_from, author, capacity) REFERENCES assessment_part (id, author, capacity);"
)


def _of_part(table: str) -> str:
    """Seen with its part, because a part that is closed is not there for this question either."""
    return f"EXISTS (SELECT 1 FROM assessment_part p WHERE p.id = {table}.part_id)"


def _writes_there(table: str) -> str:
    """The author of the part; or a professional, where the author is one, too."""
    return (
        f"EXISTS (SELECT 1 FROM assessment_part p WHERE p.id = {table}.part_id"
        " AND ((SELECT trust_actor()) IN (p.author, p.by)"
        " OR (p.capacity = 'practitioner' AND p.kind <> 'own_words' AND EXISTS (SELECT 1 FROM assessment_partsubject s"
        " JOIN anchor_identity i ON i.source = s.source AND i.until IS NULL"
        f" WHERE s.part_id = p.id AND {granted('i.person_id')}))))"
    )


def _of_assessment(table: str) -> str:
    return f"assessment_open_to_me({table}.assessment_id)"


OF_CONVERSATION = (
    "EXISTS (SELECT 1 FROM assessment_conversation c WHERE c.id = assessment_conversationstep.conversation_id)"
)
OF_REQUEST = "EXISTS (SELECT 1 FROM assessment_request r WHERE r.id = assessment_requestanswer.request_id)"
ASKED_ME = (
    "EXISTS (SELECT 1 FROM assessment_request r WHERE r.id = assessment_requestanswer.request_id"
    " AND r.asked = (SELECT trust_actor()))"
)
CLOSED = [
    protect(
        "assessment_assessment", select="assessment_open_to_me(id)", insert="begun_by = (SELECT trust_actor())"
    ),
    protect(
        "assessment_about", select=_of_assessment("assessment_about"),
        insert=f"{MINE} AND {_of_assessment('assessment_about')} AND "
        "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = assessment_about.source AND i.until IS NULL"
        f" AND {granted('i.person_id')})",
    ),
    protect(
        "assessment_part", select=PART_OPEN,
        insert=f"{MINE} AND {_of_assessment('assessment_part')}",
    ),
    protect(
        "assessment_partsubject", select=_child("assessment_partsubject"),
        insert=f"{MINE} AND {_child('assessment_partsubject')}",
    ),
    protect(
        "assessment_parttext", select=_of_part("assessment_parttext"),
        insert=f"{MINE} AND {_writes_there('assessment_parttext')}",
    ),
    protect("assessment_standing", select=_of_part("assessment_standing")),
    protect(
        "assessment_evidence", select=_of_part("assessment_evidence"),
        insert=f"{MINE} AND {_writes_there('assessment_evidence')}",
    ),
    *(
        protect(
            table, select=f"{_of_part(table)} AND {_child(table)}",
            insert=f"{MINE} AND {_of_part(table)} AND {_child(table)}",
        )
        for table in ("assessment_position", "assessment_conversation")
    ),
    protect("assessment_conversationstep", select=OF_CONVERSATION, insert=f"{MINE} AND {OF_CONVERSATION}"),
    protect(
        "assessment_request", select=_child("assessment_request"),
        insert=f"{MINE} AND {_of_assessment('assessment_request')} AND {_child('assessment_request')}",
    ),
    protect("assessment_requestanswer", select=OF_REQUEST, insert=f"{MINE} AND {ASKED_ME}"),
    protect(
        "assessment_finish", select=_of_assessment("assessment_finish"),
        insert=f"{MINE} AND {_of_assessment('assessment_finish')}",
    ),
    protect(
        "assessment_finishedfacts",
        select="EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = assessment_finishedfacts.source"
        f" AND i.until IS NULL AND {granted('i.person_id')})",
        insert=f"{MINE} AND {_child('assessment_finishedfacts')}",
    ),
    protect(
        "assessment_signature", select=_child("assessment_signature"),
        insert=f"{MINE} AND {_of_assessment('assessment_signature')} AND {_child('assessment_signature')}",
    ),
]  # fmt: skip
OLDER = """
DO $$
DECLARE known record;
BEGIN
    FOR known IN SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'
        AND tablename NOT LIKE 'assessment%' AND coalesce(qual, '') || coalesce(with_check, '') LIKE '%trust_grant g%'
        AND coalesce(qual, '') || coalesce(with_check, '') NOT LIKE '%g.level%'
    LOOP
        EXECUTE format('ALTER POLICY %I ON %I', known.policyname, known.tablename)
            || coalesce(' USING (' || replace(known.qual, '(g.valid @>', '(g.level >= 1) AND (g.valid @>') || ')', '')
            || coalesce(' WITH CHECK (' || replace(known.with_check, '(g.valid @>', '(g.level >= 1) AND (g.valid @>')
                        || ')', '');
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    """Every table is closed; and policies from before there were family members' own ways in ask for a professional."""

    dependencies: ClassVar = [
        ("assessment", "0001_initial"), ("trust", "0004_language"), ("teams", "0005_way_in"),
        ("chronology", "0002_rights"), ("families", "0005_called"),
    ]  # fmt: skip
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop) for text in (HELD, BY_ITS_AUTHOR, *CLOSED, OLDER)
    ]
