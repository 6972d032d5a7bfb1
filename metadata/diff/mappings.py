"""Changes of the mapping from the release before: where its values go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from metadata.canonical import canonical
from metadata.diff.change import ADDITIVE, DESTRUCTIVE, MEANING, REDEFINED, Change, Words, plain
from metadata.diff.reading import FORMULA
from metadata.diff.subject import Subject

Doc = Mapping[str, Any]
_NOTHING: Final = Words("không có ở biểu cũ", "not in the old form")


def compare_mapping(subject: Subject, old: Doc | None, new: Doc | None) -> Iterator[Change]:
    """Where the values of the release before go; one that starts from another release is told as a new one."""
    doc = str((new or old or {}).get("id", ""))
    if new is None:
        words = Words("bỏ phần chuyển đổi số liệu", "the data conversion removed")
        yield subject.change("mapping.removed", REDEFINED, words, layer=MEANING, place=(doc,))
        return
    fresh = old is None or old.get("base") != new.get("base")
    before: Doc = {} if fresh or old is None else old
    if fresh:
        yield subject.change("mapping.added", ADDITIVE, _summary(new), layer=MEANING, place=(doc,))
    entries, former = new.get("entries", {}), before.get("entries", {})
    for key in [*entries, *(key for key in former if key not in entries)]:
        if same(entries.get(key), former.get(key)) or (fresh and entries[key]["how"] in ("same", "new")):
            continue
        name, said = subject.new.place(subject.form, key), _said(subject, entries.get(key))
        words = Words(f"chuyển đổi số liệu: {name.vi} {said.vi}", f"data conversion: {name.en} {said.en}")
        yield subject.change("mapping.entry", ADDITIVE if fresh else REDEFINED, words, layer=MEANING, place=(doc, "entries", key))
    yield from _dropped(subject, doc, before.get("dropped", {}), new.get("dropped", {}))
    if not fresh and before.get("source") != new.get("source"):
        words = Words("chuyển đổi số liệu: lấy từ biểu khác của bản cũ", "data conversion: taken from another old form")
        yield subject.change("mapping.source", REDEFINED, words, layer=MEANING, place=(doc, "source"))


def same(left: Any, right: Any) -> bool:
    """Equality of two JSON values, absent ones included."""
    return left is None and right is None if left is None or right is None else canonical({"v": left}) == canonical({"v": right})


def _dropped(subject: Subject, doc: str, old: Doc, new: Doc) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        if same(old.get(key), new.get(key)):
            continue
        name = subject.old.place(subject.form, key)
        if key in new:
            reason = new[key].get("reason", "")
            words = Words(f"chuyển đổi số liệu: bỏ số liệu ở {name.vi} của biểu cũ ({reason})", f"data conversion: figures at {name.en} of the old form dropped ({reason})")
            yield subject.change("mapping.dropped", DESTRUCTIVE, words, layer=MEANING, place=(doc, "dropped", key))
        else:
            words = Words(f"chuyển đổi số liệu: không bỏ số liệu ở {name.vi} nữa", f"data conversion: figures at {name.en} no longer dropped")
            yield subject.change("mapping.kept", REDEFINED, words, layer=MEANING, place=(doc, "dropped", key))


def _summary(new: Doc) -> Words:
    hows = [item.get("how") for item in new.get("entries", {}).values()]
    taken, fresh, gone = sum(1 for how in hows if how != "new"), hows.count("new"), len(new.get("dropped", {}))
    return Words(
        f"khai chuyển đổi số liệu: {taken} chỗ lấy số liệu cũ, {fresh} chỗ không có ở biểu cũ, bỏ {gone} chỗ cũ",
        f"data conversion declared: {taken} places take old figures, {fresh} are not in the old form, {gone} old places dropped",
    )


def _said(subject: Subject, entry: Doc | None) -> Words:
    if entry is None:
        return Words("không khai nữa", "no longer said")
    match entry.get("how"):
        case "new":
            return _NOTHING
        case "derived":
            told = subject.old.read(FORMULA, subject.form, None, entry.get("expr", "")) or plain(str(entry.get("expr", "")))
            return Words(f"tính từ biểu cũ: {told.vi}", f"computed from the old form: {told.en}")
    places: Sequence[str] = entry.get("from", ())
    named = [subject.old.place(subject.form, key) for key in places]
    vi, en = " + ".join(item.vi for item in named), " + ".join(item.en for item in named)
    return Words(f"lấy {vi} của biểu cũ", f"takes {en} of the old form")
