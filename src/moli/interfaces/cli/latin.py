"""Latin names of Chinese ones, for the English pages: 瑶埠村 is Yaobu."""

from __future__ import annotations

# What a place is goes into English words; a village needs none, its column says so.
_ENDS = (
    ("社区", " Community"),
    ("村", ""),
    ("镇", " Town"),
    ("乡", " Township"),
    ("市", ""),
    ("县", " County"),
    ("区", " District"),
)


def latin_name(chinese: str) -> str:
    """A place's name in pinyin with a capital, and what it is in English."""
    for end, english in _ENDS:
        stem = chinese.removesuffix(end)
        # 宋村 without its end is one syllable: then the end belongs to the name.
        if stem != chinese and len(stem) > 1:
            return _pinyin(stem) + english
    return _pinyin(chinese)


def latin_person(chinese: str) -> str:
    """A person's name with the surname first, as passports write it: 马小华 is Ma Xiaohua."""
    return f"{_pinyin(chinese[:1])} {_pinyin(chinese[1:])}"


def _pinyin(chinese: str) -> str:
    # Its dictionary takes half a second to load, which a demo that is loaded already need not wait.
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(chinese)).capitalize()
