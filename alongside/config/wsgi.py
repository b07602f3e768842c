"""The application as the web server sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from alongside.config.timing import Application, timed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application: Application = get_wsgi_application()
if os.environ.get("ALONGSIDE_SERVER_TIMING"):
    application = timed(application)
# What start-up made stays for good: the collector need not walk through it again during a request.
gc.collect()
gc.freeze()
