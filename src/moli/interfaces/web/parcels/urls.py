"""Addresses of parcels, each with the right that opens it. No name and no phone is in one."""

from moli.interfaces.access import page
from moli.interfaces.web.parcels.labels import labels
from moli.interfaces.web.parcels.listing import parcels
from moli.interfaces.web.parcels.parcel import parcel, parcel_step
from moli.interfaces.web.parcels.paying import confirm_payment, find_payment
from moli.interfaces.web.parcels.returning import take_goods_back
from moli.interfaces.web.stock.doors import READERS, WORKERS

_ONE = "parcels/<uuid:uid>/"

urlpatterns = [
    page("parcels/", parcels, name="parcels", right=READERS),
    page("parcels/payments/", find_payment, name="find_payment", right=WORKERS),
    page("parcels/labels/", labels, name="parcel_labels", right=WORKERS),
    page(_ONE, parcel, name="parcel", right=READERS),
    page(f"{_ONE}step/", parcel_step, name="parcel_step", right=WORKERS),
    page(f"{_ONE}payment/", confirm_payment, name="confirm_payment", right=WORKERS),
    page(f"{_ONE}return/", take_goods_back, name="take_back", right=WORKERS),
]
