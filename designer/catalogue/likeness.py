"""How alike two captions of Vietnamese forms are: letters, tones, markers and printed habits put aside, opposites kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from rapidfuzz import fuzz, process

from metadata.text import fold, nfc

T = TypeVar("T")

_MARKER: Final = re.compile(r"^\s*(?:\(?(?:[ivxlc]+|[a-zđ]|\d+(?:\.\d+)*)\s*[.)/:]\s*|[-–—+•*]+\s*)+", re.IGNORECASE)
_NOTE: Final = re.compile(r"\((?:\*+|\d{1,2}|[a-d])\)|\*+\s*$")
_LEADS: Final = re.compile(r"^(?:trong đó|chia ra|chia theo|bao gồm|gồm|cụ thể|trong số đó|tđ)\b\s*[:,]?\s*")
_NOT_WORD: Final = re.compile(r"[^\w%]+")
#: Two habits of writing the same syllable.
_SPELLINGS: Final = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_WORDS: Final = {"tỉ": "tỷ", "lí": "lý", "kì": "kỳ", "mĩ": "mỹ", "ngàn": "nghìn", "sl": "số lượng", "ts": "tổng số", "ubnd": "ủy ban nhân dân", "kntc": "khiếu nại tố cáo", "tl": "tỷ lệ", "sxkd": "sản xuất kinh doanh"}
#: A word that one caption has and the other lacks, and that turns its meaning.
_TURNING: Final = frozenset(["không", "chưa", "ngoài", "đang", "đã", "trước", "sau", "đúng", "quá", "nam", "nữ", "tăng", "giảm", "thu", "chi", "nhập", "xuất", "đầu", "cuối", "mới", "cũ", "trong", "nhận", "trả", "thành", "nông", "sai"])
#: Below this many letters a caption says too little to be compared with those of other forms.
LEAST: Final = 8
#: Captions that are weighed for one question, and forms that print one caption.
_NEAR: Final = 80
_OF_ONE: Final = 60


@lru_cache(maxsize=65_536)
def key_of(caption: str) -> str:
    """The caption as it is compared: NFC, lower case, one way of placing tones, no marker, no "trong đó", no notes."""
    text = nfc(caption).casefold()
    text = _NOTE.sub(" ", " ".join(text.split()))
    text = _MARKER.sub("", text)
    text = _LEADS.sub("", text)
    for old, new in _SPELLINGS.items():
        # "quý" and "quy" are syllables of qu, not of uy.
        text = re.sub(rf"(?<!q){old}", new, text)
    words = [_WORDS.get(word, word) for word in _NOT_WORD.sub(" ", text).split()]
    return " ".join(words)


@lru_cache(maxsize=65_536)
def folded(key: str) -> str:
    """A key without marks."""
    return fold(key)


@lru_cache(maxsize=65_536)
def in_order(key: str) -> str:
    """The words of a key without marks, in the order of the alphabet: two captions with their words turned round are alike."""
    return " ".join(sorted(fold(key).split()))


def like(one: str, other: str) -> float:
    """How alike two keys are, 0 to 1; a word that turns the meaning weighs heavily."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    best = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other) - 2)
    plain = fuzz.ratio(folded(one), folded(other)) - 3
    score = max(best, plain) / 100
    apart = set(one.split()) ^ set(other.split())
    return score * (0.6 if apart & _TURNING and not _same_letters(one, other) else 1.0)


def _same_letters(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def like_paths(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two header paths are, keys from the top down: the caption itself weighs most."""
    own = like(one[-1] if one else "", other[-1] if other else "")
    above, beside = [part for part in one[:-1] if part], [part for part in other[:-1] if part]
    if not above and not beside:
        return own
    if not above or not beside:
        return own * (0.9 if len(own_words(one, other)) >= 3 else 0.75)
    return 0.65 * own + 0.35 * like(" ".join(above), " ".join(beside))


def own_words(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of the shorter of two captions."""
    return min(one[-1].split(), other[-1].split(), key=len)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Something found in an index, with how alike it is."""

    item: T
    score: float


class CaptionIndex(Generic[T]):
    """Captions with their header paths, asked for the ones that are alike. Grows; never shrinks.

    A caption is kept once however many forms print it. A question is first held against all captions without marks, in one call of the matcher,
    and only what comes near is weighed with its headers.
    """

    def __init__(self) -> None:
        self._paths: list[tuple[str, ...]] = []
        self._items: list[T] = []
        self._own: dict[str, list[int]] = {}
        self._plain: list[str] = []
        self._sorted: list[str] = []
        self._keys: list[str] = []

    def __len__(self) -> int:
        return len(self._items)

    def add(self, path: Iterable[str], item: T) -> None:
        """Take one caption in; ``path`` is the captions from the top down."""
        keys = tuple(key for key in map(key_of, path) if key)
        if not keys:
            return
        own = keys[-1]
        if own not in self._own:
            self._own[own] = []
            self._keys.append(own)
            self._plain.append(folded(own))
            self._sorted.append(in_order(own))
        self._own[own].append(len(self._items))
        self._paths.append(keys)
        self._items.append(item)

    def find(self, path: Iterable[str], least: float = 0.8, most: int = 5) -> list[Hit[T]]:
        """The captions most alike, best first."""
        keys = tuple(key for key in map(key_of, path) if key)
        if not keys:
            return []
        scored = ((like_paths(keys, self._paths[number]), number) for number in self._near(keys[-1], least))
        found = sorted(((score, number) for score, number in scored if score >= least), key=lambda each: (-each[0], each[1]))
        return [Hit(self._items[number], score) for score, number in found[:most]]

    def _near(self, own: str, least: float) -> Iterator[int]:
        # What the headers can add at most is known: captions further apart than that need not be weighed.
        cut = max(0.0, (least - 0.35) / 0.65) * 100
        near: dict[int, None] = {}
        for asked, known in ((folded(own), self._plain), (in_order(own), self._sorted)):
            near |= dict.fromkeys(place for _, _, place in process.extract(asked, known, scorer=fuzz.ratio, score_cutoff=cut, limit=_NEAR))
        for place in near:
            yield from self._own[self._keys[place]][:_OF_ONE]


def plain_text(text: str) -> str:
    """A caption on one line, as people read it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
