"""Addresses of the counter, each with the right that opens it.

All are public in the eyes of the log-in: devices show who they are by a cookie of their own, which
outlives every session, and get 401 or 410 in words that their app understands.
"""

from moli.interfaces.access import LOGGED_IN, PUBLIC, page
from moli.interfaces.counter import data, device, pushing, shell

app_name = "counter"
urlpatterns = [
    page("", shell.shell, name="shell", right=PUBLIC, door="counter"),
    page("sw.js", shell.worker, name="worker", right=PUBLIC, door="counter"),
    page("manifest.webmanifest", shell.manifest, name="manifest", right=PUBLIC, door="counter"),
    page("words/<slug:language>.json", shell.words, name="words", right=PUBLIC, door="counter"),
    page("here/", shell.here, name="here", right=LOGGED_IN, door="counter"),
    page("device/", device.register, name="register_device", right=PUBLIC, door="counter"),
    page("people/", device.people, name="sign_in_people", right=PUBLIC, door="counter"),
    page("data/", data.data, name="data", right=PUBLIC, door="counter"),
    page("push/", pushing.push, name="push", right=PUBLIC, door="counter"),
    page("wiped/", device.wiped, name="wiped", right=PUBLIC, door="counter"),
]
