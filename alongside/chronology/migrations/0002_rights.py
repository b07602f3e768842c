"""Entries are open inside the circle of those they are about; drafts and looks to nobody but their own person."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.api import INSIDE, granted, in_the_circle, protect

MINE = "author = (SELECT trust_actor())"
WORKS_THERE = (
    "EXISTS (SELECT 1 FROM agencies_practitioner p WHERE p.actor = (SELECT trust_actor())"
    " AND p.agency = chronology_note.agency)"
)
ABOUT_SOMEBODY_OPEN = (
    "EXISTS (SELECT 1 FROM anchor_identity i WHERE i.source = chronology_notesubject.source AND i.until IS NULL"
    f" AND {granted('i.person_id')})"
)
SEEN_SUBJECT = in_the_circle(source="s.source", items=True, on='chronology_notewords."on"',
                             level="chronology_notewords.level")  # fmt: skip
LOOKED = "actor = (SELECT trust_actor())"


class Migration(migrations.Migration):
    """Every table is closed; the words of an entry belong to whoever wrote the entry, by key."""

    dependencies: ClassVar = [
        ("chronology", "0001_initial"), ("trust", "0003_urgent_need_subject"), ("agencies", "0002_rights"),
    ]  # fmt: skip
    operations: ClassVar = [
        migrations.RunSQL(text, migrations.RunSQL.noop)
        for text in (
            "ALTER TABLE chronology_notesubject ADD CONSTRAINT chronology_subject_by_author FOREIGN KEY (note, author)"
            " REFERENCES chronology_note (id, author);"
            "ALTER TABLE chronology_notewords ADD CONSTRAINT chronology_words_by_author FOREIGN KEY (note, author)"
            " REFERENCES chronology_note (id, author);",
            protect("chronology_note", select=INSIDE, insert=f"{MINE} AND {WORKS_THERE}"),
            protect(
                "chronology_notesubject",
                select=in_the_circle(source="chronology_notesubject.source", items=True),
                insert=f"{MINE} AND {ABOUT_SOMEBODY_OPEN}",
            ),
            protect(
                "chronology_notewords",
                select="EXISTS (SELECT 1 FROM chronology_notesubject s WHERE s.note = chronology_notewords.note"
                f" AND {SEEN_SUBJECT})",
                insert=MINE,
            ),
            protect(
                "chronology_draft", select=MINE, insert=MINE, update=MINE, delete=MINE,
                columns=["fields", "version", "saved_at"],
            ),
            protect("chronology_look", select=LOOKED, insert=LOOKED, update=LOOKED, columns=["until"]),
        )
    ]  # fmt: skip
