"""The application as the web server sees it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()
# What start-up made stays for good: the collector need not walk through it again during a request.
gc.collect()
gc.freeze()
