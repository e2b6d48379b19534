"""Addresses of what branches do, each with the right that opens it.

Secretaries are so by position, not by appointment: who may see a branch is asked by each page.
"""

from moli.accounts.rules import Role
from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.party.activities import activities, activity, activity_photo, call_off
from moli.interfaces.web.party.activities_holding import activity_print, hold
from moli.interfaces.web.party.activities_planning import plan
from moli.interfaces.web.party.posts import branch_posts, demo_post, posts
from moli.interfaces.web.party.posts_applying import apply
from moli.interfaces.web.party.rules import enter_rule, party_rules
from moli.interfaces.web.party.urls import inside_page

_OF_BRANCH, _OF_ACTIVITY = "branches/<uuid:uid>", "activities/<uuid:uid>"
_PHOTO = f"{_OF_ACTIVITY}/photos/<int:place>/"
_ENTER = "branches/rules/<slug:kind>/"

urlpatterns = [
    inside_page(f"{_OF_BRANCH}/activities/", activities, name="activities"),
    inside_page(f"{_OF_BRANCH}/activities/new/", plan, name="plan_activity"),
    inside_page(f"{_OF_ACTIVITY}/", activity, name="activity"),
    inside_page(f"{_OF_ACTIVITY}/hold/", hold, name="hold_activity"),
    inside_page(f"{_OF_ACTIVITY}/call-off/", call_off, name="call_off_activity"),
    inside_page(f"{_OF_ACTIVITY}/print/", activity_print, name="activity_print"),
    inside_page(_PHOTO, activity_photo, name="activity_photo"),
    page("posts/", posts, name="posts", right=PUBLIC),
    inside_page("posts/<uuid:uid>/", demo_post, name="demo_post"),
    inside_page(f"{_OF_BRANCH}/posts/", branch_posts, name="branch_posts"),
    inside_page(f"{_OF_BRANCH}/posts/new/", apply, name="apply_for_post"),
    page("branches/rules/", party_rules, name="party_rules", right=PUBLIC),
    page(_ENTER, enter_rule, name="set_party_rule", right=only(Role.OFFICE)),
]
