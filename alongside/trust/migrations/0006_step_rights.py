"""Those around a child say why the child is here when they step up or down; agencies' own records stay theirs."""

from typing import ClassVar

from django.db import migrations

from alongside.trust.rules.policies import about, granted, holds

MINE = "stated_by = (SELECT trust_actor())"
AT_WORK = holds(("practitioner", "supervisor", "administrator"), "agency")
RIGHTS = f"""
CREATE POLICY trust_reason_stepped ON trust_reason FOR INSERT TO alongside_app WITH CHECK (
    step IS NOT NULL AND {MINE} AND {AT_WORK} AND {granted("trust_reason.child")} AND {about("trust_reason.subject")});
CREATE POLICY trust_reason_stepped_on ON trust_reason FOR UPDATE TO alongside_app USING (
    step IS NOT NULL AND {granted("trust_reason.child")});
"""


class Migration(migrations.Migration):
    """A step is stated in one's own name, for an agency one works for, about a child one works with."""

    dependencies: ClassVar = [("trust", "0005_step")]
    operations: ClassVar = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
