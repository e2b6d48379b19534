"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.pay import desk, notices, pages

_OFFICE = only(Role.OFFICE)

urlpatterns = [
    page("pay/notify/wechat/", notices.wechat, name="pay_notify_wechat", right=PUBLIC),
    page("pay/notify/alipay/", notices.alipay, name="pay_notify_alipay", right=PUBLIC),
    page("pay/desk/", desk.desk, name="pay_desk", right=_OFFICE),
    page("pay/desk/<int:pk>/", desk.repaid, name="pay_repaid", right=_OFFICE),
    page("pay/<uuid:uid>/", pages.pay, name="pay", right=PUBLIC),
    page("pay/<uuid:uid>/<slug:way>/", pages.way, name="pay_way", right=PUBLIC),
]
