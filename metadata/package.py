"""A template as one file: a zip of ``manifest.json``, ``documents/<id>.json`` and a page that people can read.

Written byte-equal for equal templates. Read into memory only, within bounds, all or nothing: nothing
is ever extracted to a path, so an entry name can reach nothing. What a package says of its own state
(published, approved) is not read: an imported template is always a draft.
"""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Final

from metadata.canonical import canonical, digest
from metadata.errors import KhuonError, Problem, fail
from metadata.template import Template
from metadata.text import clean

SUFFIX: Final = ".khuon"
MEDIA_TYPE: Final = "application/vnd.khuon.package+zip"
MAX_FILE: Final = 16 * 2**20
MAX_ENTRY: Final = 4 * 2**20
MAX_TOTAL: Final = 32 * 2**20
MAX_ENTRIES: Final = 2_000
_NAME: Final = re.compile(r"documents/([A-Za-z][A-Za-z0-9_]{0,63})\.json", re.ASCII)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: What is in the package, in plain words; never read back.
ABOUT: Final = "GIOI-THIEU.txt"


def write_package(
    documents: Mapping[str, Mapping[str, Any]], facts: Mapping[str, str] | None = None, parts: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """Bytes of a package. ``facts`` are plain words for the manifest (who exported, from which release).

    ``parts`` are revisions of library parts that the documents are pinned to: they travel beside them.
    """
    said = dict(facts or {})
    carried = {part_key(part): part for part in parts}
    everything = {**documents, **carried}
    manifest = {
        "spec": "package/1",
        "documents": {doc_id: digest(data) for doc_id, data in sorted(everything.items())},
        "facts": said,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, ABOUT, about(documents, said).encode())
        _put(archive, "manifest.json", canonical(manifest))
        for doc_id, data in sorted(everything.items()):
            _put(archive, f"documents/{doc_id}.json", canonical(data))
    return out.getvalue()


def part_key(part: Mapping[str, Any]) -> str:
    """The name under which a revision of a part travels: several revisions of one part may."""
    return f"{str(part.get('id', ''))[:54]}__r{part.get('rev', 0)}"


def about(documents: Mapping[str, Mapping[str, Any]], facts: Mapping[str, str]) -> str:
    """What a package holds, for somebody who opens it with an ordinary program. The same for equal templates."""
    regime: Mapping[str, Any] = next((body for body in documents.values() if body.get("spec") == "regime/1"), {})
    forms = [documents[key] for key in regime.get("forms", ()) if key in documents]
    if "no" in facts:
        source = f"bản ban hành số {facts['no']}"
    else:
        source = f"bản thảo, thao tác {facts['revision']}" if "revision" in facts else "không ghi"
    lines = [
        "GÓI MẪU BIỂU CỦA KHUÔN (Khuôn template package)",
        "",
        f"Chế độ báo cáo: {regime.get('name', '')}",
        f"Mã: {regime.get('code', '')}",
        f"Xuất từ: {source}",
        f"Số tài liệu: {len(documents)}",
        "",
        f"Biểu mẫu ({len(forms)}):",
        *(f"  {form.get('code', '')}  {form.get('title', '')}" for form in forms),
        "",
        "Cách dùng: trong Khuôn, mở Thiết kế, bấm Nhập gói mẫu rồi chọn tệp này. Hệ thống cho xem trước chỗ giống,",
        "chỗ khác và hỏi cách nhận; gói luôn thành bản thảo, không tự ban hành. Không sửa tệp bên trong: mã băm sẽ sai.",
        "",
        "To use it: in Khuôn open Design, choose Import a package and pick this file. It always becomes a draft.",
        "",
    ]
    return "\n".join(lines)


def read_facts(data: bytes) -> dict[str, str]:
    """Plain words of the manifest of a package that :func:`read_documents` took; what is not text is left out.

    Nothing follows from them: they are shown as what the package says of itself.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = _json(archive, archive.getinfo("manifest.json"), "manifest.json")
    facts = manifest.get("facts")
    found = facts.items() if isinstance(facts, dict) else ()
    return {key[:40]: clean(value[:200], "facts") for key, value in found if isinstance(value, str)}


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    # A fixed date, so that equal templates give equal bytes.
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def read_documents(data: bytes) -> dict[str, dict[str, Any]]:
    """The documents of a template in a package, hashes checked, schemas not yet. Library parts are left aside.

    Raises ``package.*`` naming the entry; never writes anything.
    """
    return {key: body for key, body in _read_all(data).items() if not _is_part(body)}


def read_parts(data: bytes) -> list[dict[str, Any]]:
    """The revisions of library parts that a package carries, schemas not checked yet. Raises ``package.*``."""
    return [body for body in _read_all(data).values() if _is_part(body)]


def _is_part(body: Mapping[str, Any]) -> bool:
    return body.get("spec") == "part/1"


def _read_all(data: bytes) -> dict[str, dict[str, Any]]:
    if len(data) > MAX_FILE:
        raise fail("package.too_large", what="tệp", limit=f"{MAX_FILE // 2**20} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except zipfile.BadZipFile:
        raise fail("package.not_a_package", why="không phải tệp nén") from None
    except (NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise fail("package.not_a_package", why="tệp nén hỏng") from error


def read_package(data: bytes) -> Template:
    """The template of a package. Raises ``package.*`` and every schema finding of its documents."""
    return Template(read_documents(data))


def _read(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    entries = _checked_entries(archive)
    entries.pop(ABOUT, None)
    manifest = _json(archive, entries.pop("manifest.json", None), "manifest.json")
    listed = manifest.get("documents")
    if manifest.get("spec") != "package/1" or not isinstance(listed, dict):
        raise fail("package.not_a_package", why="bảng kê sai")
    found: dict[str, dict[str, Any]] = {}
    for name, info in entries.items():
        doc_id = _id_of(name)
        if doc_id not in listed:
            raise fail("package.entry", name=name)
        found[doc_id] = _json(archive, info, name)
    absent = sorted(str(doc_id)[:64] for doc_id in set(listed) - set(found))
    if absent:
        raise KhuonError(*(Problem("package.missing", args={"name": f"documents/{doc_id}.json"}) for doc_id in absent[:20]))
    for doc_id, body in found.items():
        _check_texts(doc_id, body)
        if digest(body) != listed[doc_id]:
            raise fail("package.hash", doc_id, name=f"documents/{doc_id}.json")
    return found


def _checked_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise fail("package.too_large", what="số mục", limit=MAX_ENTRIES)
    names = [info.filename for info in infos]
    if any(name in {"xl/workbook.xml", "[Content_Types].xml"} for name in names):
        raise fail("package.workbook")
    if len({name.casefold() for name in names}) != len(names):
        raise fail("package.entry", name="trùng tên")
    for info in infos:
        _check_entry(info)
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise fail("package.too_large", what="nội dung", limit=f"{MAX_TOTAL // 2**20} MB")
    _check_overlap(infos)
    return {info.filename: info for info in infos}


def _check_entry(info: zipfile.ZipInfo) -> None:
    mode = info.external_attr >> 16
    plain = stat.S_IFMT(mode) in (0, stat.S_IFREG)
    known = info.filename in ("manifest.json", ABOUT) or _NAME.fullmatch(info.filename)
    if not known or not plain or info.flag_bits & 0x1:
        raise fail("package.entry", name=info.filename[:120].encode("unicode_escape").decode())
    if info.file_size > MAX_ENTRY:
        raise fail("package.too_large", what=info.filename, limit=f"{MAX_ENTRY // 2**20} MB")


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    # One block counted many times is how a small file becomes a large one.
    end = -1
    for info in sorted(infos, key=lambda item: item.header_offset):
        if info.header_offset < end:
            raise fail("package.entry", name=info.filename)
        end = info.header_offset + info.compress_size


def _check_texts(doc_id: str, body: Mapping[str, Any]) -> None:
    """Text comes in by the same rule as text that is typed: no control characters, no turned directions, no surrogates."""
    waiting: list[tuple[str, Any]] = [(doc_id, body)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str):
            clean(value, place[:200], lines=True)
        elif isinstance(value, list):
            waiting.extend((place, item) for item in value)
        elif isinstance(value, dict):
            for key, item in value.items():
                clean(key, place[:200])
                waiting.append((f"{place}/{key}", item))


def _id_of(name: str) -> str:
    match = _NAME.fullmatch(name)
    if not match:
        raise fail("package.entry", name=name)
    return match[1]


def _json(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, name: str) -> dict[str, Any]:
    if info is None:
        raise fail("package.missing", name=name)
    with archive.open(info) as stream:
        text = stream.read(MAX_ENTRY + 1)
    if len(text) > MAX_ENTRY:
        raise fail("package.too_large", what=name, limit=f"{MAX_ENTRY // 2**20} MB")
    try:
        data = json.loads(text, object_pairs_hook=_no_repeats)
    except (ValueError, RecursionError):
        raise fail("package.not_a_package", name, why=f"{name} không phải JSON") from None
    if not isinstance(data, dict):
        raise fail("package.not_a_package", name, why=f"{name} không phải tài liệu")
    return data


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated key")
    return found
