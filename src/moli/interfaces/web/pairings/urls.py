"""Addresses of pairings and their plans, each with the right that opens it."""

from moli.interfaces.access import only, page
from moli.interfaces.web.pairings import acting, reviewing
from moli.interfaces.web.pairings.answering import answer_pairing
from moli.interfaces.web.pairings.doors import ENDERS, PLANNERS, SEERS, SPEAKERS, WRITERS
from moli.interfaces.web.pairings.listing import pairings
from moli.interfaces.web.pairings.pages import pairing
from moli.interfaces.web.pairings.plan import pair_plan
from moli.interfaces.web.pairings.plans import pair_plans

_SEE, _SPEAK = only(*SEERS), only(*SPEAKERS)
_WRITE, _END, _PLAN = only(*WRITERS), only(*ENDERS), only(*PLANNERS)
_ONE = "pairings/<uuid:uid>/"
_WORD = f"{_ONE}household-words/<uuid:household>/"
_RESULT, _MEASURE = f"{_ONE}results/<uuid:result>/", f"{_ONE}measures/<uuid:measure>/"

urlpatterns = [
    page("pairings/", pairings, name="pairings", right=_SEE),
    page("pairings/plans/", pair_plans, name="pair_plans", right=_PLAN),
    page("pairings/plans/<uuid:uid>/", pair_plan, name="pair_plan", right=_PLAN),
    page(_ONE, pairing, name="pairing", right=_SEE),
    page(f"{_ONE}answer/", answer_pairing, name="answer_pairing", right=_SPEAK),
    page(f"{_ONE}promise/", acting.promise_pairing, name="promise_pairing", right=_SPEAK),
    page(f"{_ONE}measure/", acting.set_measure, name="set_measure", right=_SPEAK),
    page(_MEASURE, acting.close_measure, name="close_measure", right=_SPEAK),
    page(f"{_ONE}visit/", acting.log_visit, name="log_visit", right=_SPEAK),
    page(f"{_ONE}result/", acting.report_result, name="report_result", right=_SPEAK),
    page(_RESULT, acting.answer_result, name="answer_result", right=_SPEAK),
    page(f"{_ONE}review/", reviewing.review_pairing, name="review_pairing", right=_SPEAK),
    page(
        f"{_ONE}household-words/", reviewing.household_words, name="household_words", right=_WRITE
    ),
    page(_WORD, reviewing.household_word, name="household_word", right=_WRITE),
    page(f"{_ONE}end/", acting.end_pairing, name="end_pairing", right=_END),
]
