"""Addresses of the books, each with the right that opens it."""

from moli.interfaces.access import only, page
from moli.interfaces.web.books.balance import book_accounts, books, close_month
from moli.interfaces.web.books.journal import account_statement, journal, transfer
from moli.settlement.queries.reach import BOOK_READERS, PAYERS

READ = only(*BOOK_READERS)

urlpatterns = [
    page("books/", books, name="books", right=READ),
    page("books/close/", close_month, name="close_month", right=only(*PAYERS)),
    page("books/journal/", journal, name="journal", right=READ),
    page("books/transfers/<uuid:uid>/", transfer, name="transfer", right=READ),
    page("books/accounts/<uuid:uid>/", account_statement, name="account_statement", right=READ),
    page("books/kinds/<slug:kind>/", book_accounts, name="book_accounts", right=READ),
]
