"""Demonstration posts: the public list, a branch's own, one post and its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.party.activities_doors import sight_of
from moli.interfaces.web.party.doors import acting
from moli.interfaces.web.party.posts_doors import branch_of_posts
from moli.interfaces.web.party.posts_forms import StepForm
from moli.interfaces.web.party.posts_rows import (
    BUTTONS,
    SIGNS,
    places_of,
    post_row,
    public_rows,
    story,
)
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.party.queries.posts import posts_public, posts_seen, steps_of, steps_open_to
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import PostKind, PostState
from moli.party.rules.posts import OVER
from moli.party.services.posts import check_post, decline_post, grant_post, withdraw_post

_SERVICES: Mapping[PostState, Callable[..., object]] = {
    PostState.CHECKED: check_post,
    PostState.GRANTED: grant_post,
    PostState.DECLINED: decline_post,
    PostState.WITHDRAWN: withdraw_post,
}


@require_safe
def posts(request: MoliRequest) -> HttpResponse:
    """Granted posts, for everybody: which and whose only by the member's wish."""
    return render(request, "web/party/posts.html", {"rows": public_rows(posts_public())})


@require_safe
def branch_posts(request: MoliRequest, uid: UUID) -> HttpResponse:
    """The posts of a branch in every state; a member who sees no others sees the own ones."""
    branch, sight = branch_of_posts(request, uid)
    sheet = sheet_of(request, posts_seen(sight).filter(branch=branch), picked={})
    context = {
        "branch": branch,
        "branch_name": name_of(branch),
        "sheet": sheet,
        "rows": [post_row(row) for row in sheet.rows],
    }
    return render(request, "web/party/post_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def demo_post(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One post with its steps; sent to, it takes one of the steps that are open to the person.

    A step taken before is told as done. One that is not open any more, or not to this person, is
    refused on the page as it is now.
    """
    sight = sight_of(request)
    found = get_object_or_404(posts_seen(sight), uid=uid)
    if request.method != "POST":
        return _page(request, found, sight, StepForm())
    to = _step_asked(request)
    if found.branch_id not in sight.branch_ids or to is None:
        raise Http404
    form = StepForm(request.POST)

    def act() -> None:
        _SERVICES[to](
            post_uid=found.uid,
            words=form.cleaned_data["words"],
            by=acting(request),
            at=clock.now(),
        )

    if attempt(form, act):
        messages.success(request, gettext("记下了：%(state)s。") % {"state": label(to)})
        return redirect("web:demo_post", uid=found.uid)
    found.refresh_from_db()
    return _page(request, found, sight, form)


def _step_asked(request: MoliRequest) -> PostState | None:
    asked = request.POST.get("act", "")
    return PostState(asked) if asked in {str(state) for state in _SERVICES} else None


def _page(request: MoliRequest, found: Any, sight: MemberSight, form: StepForm) -> HttpResponse:
    state = PostState(found.state)
    open_steps = steps_open_to(found, sight=sight, by_key=request.standing.actor.key)
    # Whoever may only decline is told that going on takes another.
    onwards = [to for to in open_steps if to not in OVER]
    is_undecided = state not in OVER and state is not PostState.GRANTED
    context = {
        "found": found,
        "branch_name": name_of(found.branch),
        "kind": label(PostKind(found.kind)),
        "state": label(state),
        "sign": SIGNS[state],
        "place": places_of([found.place_key]).get(found.place_key, ""),
        "story": story(found, steps_of(found)),
        "buttons": [(str(to), str(BUTTONS[to]), to in OVER) for to in open_steps],
        "needs_another": is_undecided and bool(open_steps) and not onwards,
        "form": form,
    }
    return render(request, "web/party/post.html", context)
