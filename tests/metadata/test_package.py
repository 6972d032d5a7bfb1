"""A package is one bounded file: equal bytes for equal templates, all or nothing when it is read."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.package import read_documents, read_package, write_package
from tests.metadata.examples import REGIMES, documents


def _zip(entries: list[tuple[str, bytes]], mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def _manifest(listed: dict[str, str]) -> bytes:
    return json.dumps({"spec": "package/1", "documents": listed}).encode()


def _code(data: bytes) -> str:
    with pytest.raises(KhuonError) as caught:
        read_documents(data)
    return caught.value.code


@pytest.mark.parametrize("regime", REGIMES)
def test_a_template_survives_the_file_byte_for_byte(regime: str) -> None:
    data = write_package(documents(regime))
    again = read_package(data)
    assert dict(again.documents) == documents(regime)
    assert write_package(again.documents) == data


@pytest.mark.parametrize(
    "name",
    ["../../../evil.json", "/evil.json", "C:evil.json", "..／..／evil.json", "documents/../x.json", "documents/__proto__x/../a.json", "other.txt"],
)
def test_an_entry_with_another_name_is_refused(name: str) -> None:
    assert _code(_zip([("manifest.json", _manifest({})), (name, b"{}")])) == "package.entry"


def test_names_that_differ_only_in_case_are_refused() -> None:
    assert _code(_zip([("manifest.json", _manifest({})), ("documents/BM.json", b"{}"), ("documents/bm.json", b"{}")])) == "package.entry"


def test_a_symbolic_link_is_refused() -> None:
    assert _code(_zip([("manifest.json", b"/etc/passwd")], stat.S_IFLNK | 0o777)) == "package.entry"


def test_a_workbook_is_named_as_such() -> None:
    assert _code(_zip([("[Content_Types].xml", b""), ("xl/workbook.xml", b"")])) == "package.workbook"


def test_a_changed_document_is_found_by_its_hash() -> None:
    docs: dict[str, Any] = documents("tthc_2020")
    entries = [("manifest.json", _manifest(dict.fromkeys(docs, "0" * 64)))]
    entries += [(f"documents/{doc_id}.json", json.dumps(data).encode()) for doc_id, data in docs.items()]
    assert _code(_zip(entries)) == "package.hash"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"\x00" * 100])
def test_a_foreign_file_is_no_package(data: bytes) -> None:
    assert _code(data) == "package.not_a_package"


def test_a_listed_document_that_is_absent_is_named() -> None:
    assert _code(_zip([("manifest.json", _manifest({"f_x": "0" * 64}))])) == "package.missing"


def test_too_many_entries_and_too_much_text_are_refused() -> None:
    assert _code(_zip([(f"documents/d{n}.json", b"{}") for n in range(2001)])) == "package.too_large"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (5 * 2**20))
    assert _code(out.getvalue()) == "package.too_large"
