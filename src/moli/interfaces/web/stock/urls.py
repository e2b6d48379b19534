"""Addresses of stock, each with the right that opens it. No name is in one."""

from moli.interfaces.access import page
from moli.interfaces.web.stock import articles, finding, lists, producing, receipts, shrinking
from moli.interfaces.web.stock.doors import READERS, WORKERS
from moli.interfaces.web.stock.weighing import weigh

_WEIGH_IN = "stock/weigh-ins/<uuid:uid>/"
_BATCH = "stock/batches/<uuid:uid>/"
_ARTICLE = "stock/articles/<slug:code>/"

urlpatterns = [
    page("stock/", lists.stock, name="stock", right=READERS),
    page("stock/weigh/", finding.find_grower, name="find_grower", right=WORKERS),
    page("stock/weigh/list/", finding.pick_grower, name="pick_grower", right=WORKERS),
    page("stock/weigh/<uuid:uid>/", weigh, name="weigh", right=WORKERS),
    page(_WEIGH_IN, receipts.weigh_in, name="weigh_in", right=READERS),
    page(f"{_WEIGH_IN}write-off/", receipts.write_off, name="write_off_grams", right=WORKERS),
    page("stock/batches/", producing.productions, name="productions", right=READERS),
    page("stock/batches/new/", producing.produce_batch, name="produce", right=WORKERS),
    page(_BATCH, producing.production, name="production", right=READERS),
    page(f"{_BATCH}write-off/", shrinking.write_off, name="write_off_units", right=WORKERS),
    page("stock/articles/", articles.articles, name="stock_articles", right=READERS),
    page("stock/articles/new/", articles.new_article, name="new_article", right=WORKERS),
    page(_ARTICLE, articles.article, name="stock_article", right=READERS),
    page(f"{_ARTICLE}switch/", articles.switch_article, name="switch_article", right=WORKERS),
    page(f"{_ARTICLE}price/", articles.price_article, name="price_article", right=WORKERS),
    page(f"{_ARTICLE}sale/", articles.sell_article, name="sell_article", right=WORKERS),
]
