"""The entry for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moli.config.settings")
application = get_wsgi_application()

# Rooms can be asked for only once Django is set up.
from moli.interfaces.cli.work.background import begin_if_asked  # noqa: E402

begin_if_asked(os.environ)
