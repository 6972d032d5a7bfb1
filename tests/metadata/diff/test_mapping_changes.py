"""What a reviewer reads of the mapping from the release before."""

from __future__ import annotations

from metadata.diff import compare
from tests.metadata import examples
from tests.metadata.mapping.complaints import documents


def _sentences(old: dict[str, object], new: dict[str, object]) -> list[tuple[str, int]]:
    return [(change.sentence(), change.level) for change in compare(old, new).changes if change.kind.startswith("mapping.")]  # type: ignore[arg-type]


def test_a_new_mapping_names_sums_formulas_and_what_is_dropped() -> None:
    found = _sentences(examples.documents("thanh_tra_2021"), documents())
    assert ("Biểu 01/XLD: khai chuyển đổi số liệu: 21 chỗ lấy số liệu cũ, 0 chỗ không có ở biểu cũ, bỏ 0 chỗ cũ", 1) not in found
    assert ("Biểu 01/XLD: khai chuyển đổi số liệu: 22 chỗ lấy số liệu cũ, 0 chỗ không có ở biểu cũ, bỏ 0 chỗ cũ", 1) in found
    assert ("Biểu 01/XLD: chuyển đổi số liệu: cột 2 lấy cột 2 + cột 3 + cột 4 của biểu cũ", 1) in found
    assert ("Biểu 01/XLD: chuyển đổi số liệu: cột 5 tính từ biểu cũ: cột 1 − cột 8", 1) in found
    dropped = "Biểu 02/XLD: chuyển đổi số liệu: bỏ số liệu ở cột 28 của biểu cũ (Mẫu 2024 không còn tách cột “Chuyển đơn” cho đơn khiếu nại.)"
    assert (dropped, 3) in found


def test_one_place_corrected_is_one_sentence() -> None:
    before, after = documents(), documents()
    after["m_01xld"]["entries"]["n5"] = {"how": "new"}
    assert _sentences(before, after) == [("Biểu 01/XLD: chuyển đổi số liệu: cột 5 không có ở biểu cũ", 2)]
    del after["m_01xld"]["entries"]["n5"]
    after["m_02xld"]["dropped"] = {}
    said = [sentence for sentence, _ in _sentences(before, after)]
    assert said == ["Biểu 01/XLD: chuyển đổi số liệu: cột 5 không khai nữa", "Biểu 02/XLD: chuyển đổi số liệu: không bỏ số liệu ở c28 nữa"]
    del after["m_03xld"]
    assert "Biểu 03/XLD: bỏ phần chuyển đổi số liệu" in [sentence for sentence, _ in _sentences(before, after)]
