"""What surrounds the content of a page. A context processor hands these to `design/base.html`.

The frame reads these variables, and each of them may be missing:

- `site_name`: the words under the name, such as "横县产销对接"; `home_url`: where the brand leads;
- `tabs`: at most five `Tab`, chosen by role;
- `who`: a `Person`, or None for a visitor;
- `demo`: whether the data is made up; then a bar on every page, and on paper, says so;
- `large_type`: whether the person chose large type; `type_url`: the link that changes it;
- `other_language_url`: the link to the same page in the other language;
- `foot_links`: `Link`s for the foot of the page; `foot_name`: whose system it is;
- `messages`: Django's. A success becomes a toast, a warning or an error a note above the content.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """One entry of the navigation: two to four characters, an icon, how much waits there."""

    url: str
    icon: str
    label: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Person:
    """Who is logged in, as the top bar says it."""

    name: str
    where: str = ""
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    url: str
    label: str
