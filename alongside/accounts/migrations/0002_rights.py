"""What the application may do with accounts: add, and change what a person changes; never remove."""

from typing import ClassVar

from django.db import migrations

RIGHTS = """
GRANT SELECT, INSERT ON accounts_user, accounts_invitation, accounts_failedattempt TO alongside_app;
GRANT UPDATE (password, last_login, is_active, name) ON accounts_user TO alongside_app;
GRANT UPDATE (used_at) ON accounts_invitation TO alongside_app;
"""


class Migration(migrations.Migration):
    """Rights of the application on accounts."""

    dependencies: ClassVar = [("accounts", "0001_initial"), ("trust", "0002_door")]
    operations: ClassVar = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
