"""Settings of the tests: those of the product, with a quick password hash and no files."""

import os
import tempfile

os.environ.setdefault("MOLI_HOME", tempfile.mkdtemp(prefix="moli-test-"))
os.environ.setdefault("MOLI_SECRET_KEY", "tests-only")

from moli.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
MOLI_DEMO_DAY = "2016-09-12"
MOLI_DEMO = True
