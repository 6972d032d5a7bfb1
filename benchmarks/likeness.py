"""Like captions found in an index of ten thousand, as when a form is drawn beside every regime of a province."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from benchmarks.figure import Figure, seconds
from designer.catalogue.likeness import CaptionIndex, key_of, like_paths

CAPTIONS: Final = 10_000
ASKED: Final = 50
_GROUPS: Final = ("Số đơn", "Số vụ việc", "Kết quả giải quyết", "Tình hình thực hiện", "Số hồ sơ tiếp nhận", "Vốn đã bố trí", "Số người", "Chia theo khu vực")
_WHAT: Final = ("khiếu nại", "tố cáo", "kiến nghị", "hồ sơ", "dự án", "hộ nghèo", "lao động", "doanh nghiệp", "cơ sở", "trường học", "giáo viên", "học sinh", "bệnh nhân", "công trình", "hợp tác xã")
_HOW: Final = ("tiếp nhận", "đã giải quyết", "đang giải quyết", "quá hạn", "trước hạn", "đủ điều kiện", "được cấp phép", "được hỗ trợ", "bị xử phạt", "chuyển kỳ sau", "phát sinh", "hoàn thành")
_WHERE: Final = ("trong kỳ", "luỹ kế từ đầu năm", "thuộc thẩm quyền cấp xã", "thuộc thẩm quyền cấp tỉnh", "qua bưu chính", "trực tuyến", "tại bộ phận một cửa", "năm trước", "ở nông thôn", "ở thành thị")


def paths() -> list[tuple[str, str]]:
    """Captions with the header above, all different."""
    source = random.Random(20261127)
    found: dict[tuple[str, str], None] = {}
    while len(found) < CAPTIONS:
        number = f"{source.randint(1, 30)}. " if source.random() < 0.3 else ""
        name = f"{number}{source.choice(('Số', 'Tổng số', 'Tỷ lệ'))} {source.choice(_WHAT)} {source.choice(_HOW)} {source.choice(_WHERE)}"
        found[(source.choice(_GROUPS), name)] = None
    return list(found)


def measure() -> Iterator[Figure]:
    """Building the index, one question, and the questions of a whole form; against comparing with every caption."""
    known = paths()

    def built() -> CaptionIndex[int]:
        index: CaptionIndex[int] = CaptionIndex()
        for place, path in enumerate(known):
            index.add(path, place)
        return index

    building = seconds(built, runs=3, warm=0)
    index = built()
    asked = random.Random(7).sample(known, ASKED)
    keys = [tuple(map(key_of, path)) for path in known]
    for path in asked:
        mine = tuple(map(key_of, path))
        best = max(range(len(keys)), key=lambda place, mine=mine: like_paths(mine, keys[place]))  # type: ignore[misc]
        found = index.find(path, 0.9, 5)
        if not found or like_paths(mine, keys[found[0].item]) < like_paths(mine, keys[best]) - 1e-9:
            raise SystemExit(f"the index misses the best caption for {path}")
    one = seconds(lambda: index.find(asked[0], 0.9, 5))
    form = seconds(lambda: [index.find(path, 0.9, 5) for path in asked])
    every = seconds(lambda: [like_paths(tuple(map(key_of, asked[0])), key) for key in keys], runs=3)
    yield Figure(f"like captions among {CAPTIONS:,}: one caption", one * 1000, "ms", one / every, "every caption compared")
    yield Figure(f"like captions among {CAPTIONS:,}: a form of {ASKED} columns", form * 1000, "ms")
    yield Figure(f"index of {CAPTIONS:,} captions built", building * 1000, "ms", note="once a process, then release by release")
