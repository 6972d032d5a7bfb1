"""Words that official annexes print around and inside their tables, in the spellings that offices use."""

from __future__ import annotations

import re
from typing import Final

from designer.importing.understanding.plane import key_of
from metadata import measures
from metadata.measures import Measure

_CODE: Final = re.compile(
    r"^\W{0,2}(?P<word>bi[ểe]u(?:\s+m[ẫa]u)?|m[ẫa]u(?:\s+bi[ểe]u)?|ph[ụu]\s+l[ụu]c|ph[ụu]\s+bi[ểe]u)(?P<so>\s+s[ốo])?\s*[:.]?\s*"
    # "104/CK TC-NSNN": the second part of such a code stands apart.
    r"(?P<code>[0-9A-ZĐ][0-9A-Za-zĐđ./_-]*?(?-i:/[A-ZĐ]{1,5} [A-ZĐ]{2,}-[A-ZĐ]{2,})?)(?=[\s,;:)]|$)(?P<rest>.*)$",
    re.IGNORECASE,
)
#: "BM01/BNV" alone: the code of a form without the word for it.
BARE_CODE: Final = re.compile(r"[A-ZĐ]{0,3}\d{1,3}[a-z]?/[A-ZĐ]{2,}")
_ROMAN_OR_DIGIT: Final = re.compile(r"[0-9]|^[IVX]{1,5}$|^[A-ZĐ]$")
BASIS: Final = re.compile(r"\b\d{1,4}/\d{4}/[A-ZĐ0-9][\w.&-]*|\b\d{1,4}/[A-ZĐ]{2}-[A-ZĐ]{2,}\w*")
_MOTTO: Final = re.compile(r"cong hoa xa hoi chu nghia|doc lap\W+tu do\W+hanh phuc")
_UNIT_LINE: Final = re.compile(r"^\W*(?:đơn\s+vị(?P<sure>\s+(?:tính|đo))?|(?P<short>đvt|đv\s*tính))\s*[:.]\s*(?P<unit>.+?)[\s.:;]*$", re.IGNORECASE)
_DATE_LINE: Final = re.compile(r"\bngay\b.{0,20}\bthang\b.{0,20}\bnam\b")
_SIGNER: Final = re.compile(
    r"^(?:nguoi (?:lap|bao cao|tong hop|kiem tra|kiem soat|duyet|ghi so|thuc hien)\b|lap bieu$|lap bang$|ke toan|phu trach|kiem tra$|kiem soat$|thu truong|"
    r"(?:pho )?giam doc|tong giam doc|(?:pho )?chu tich|(?:t/?m|kt|tl|tuq|q)[.\s]\W*\S|truong (?:phong|ban|don vi|khoa)|(?:pho )?hieu truong|(?:chi )?cuc truong|bo truong|"
    r"vu truong|chanh van phong|lanh dao|dai dien|xac nhan|thu kho|thu quy|can bo |don vi bao cao$|co quan (?:lap|bao cao)$)"
)
#: "Ký", never "kỳ": a period is no signature.
_SIGN_NOTE: Final = re.compile(r"^\W*(?:ký\b|ky(?=\s*[,)]|\s+(?:ten|ghi|va)\b)|chữ ký|chu ky|(?:đóng|dong) (?:dấu|dau))", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(r"^(?:\(?\*+\)?|ghi chu|chu thich|chu giai|luu y|ghi chep|huong dan|giai thich|\(\d{1,2}\)\s+\S|\d{1,2}[)]\s+\S|[¹²³⁴⁵⁶⁷⁸⁹]|noi nhan)")
_NOTE_MARK: Final = re.compile(r"^(\*+|\(\*+\)|\(\d{1,2}\)|\d{1,2}[.)]|[¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\])\s*[:.]?\s*")
_DOTS: Final = frozenset(" \t\n\u00a0.…‥_-–")
_DOTTED: Final = ("..", "…", "‥", "__")
#: "Cộng", never "công": the marks tell them apart.
_TOTAL: Final = re.compile(r"^\W*(?:tổng(?: số| cộng| chung|\W|$)|cộng(?!\s*(?:đồng|tác))\b|toàn (?:tỉnh|thành phố|huyện|quốc|ngành)\W*$|tong (?:so|cong)\b)")
STUB_WORDS: Final = {
    "marker": re.compile(r"^(?:s\.?\s*t\.?\s*t\.?|t\.?t\.?|so t\.?t\.?|so thu tu|thu tu|stt\b.*)$"),
    "code": re.compile(r"^(?:ma(?: so| chi tieu| dong| hieu)?|m\.?s\.?|ma so chi tieu|chi tieu so)$"),
    "unit": re.compile(r"^(?:don vi tinh|dvt|d\.?v\.?t\.?|dv tinh|don vi do(?: luong)?|don vi tinh\b.*)$"),
}
CAPTION: Final = re.compile(
    r"^\W*(?:(?:ten |noi dung )?chi tieu|noi dung|danh muc|dien giai|tieu chi|ten |dia ban|dia phuong|don vi\b|co quan|khoan muc|hang muc|linh vuc|nhom|loai|doi tuong|nganh|phan to|muc)"
)
UNITS_OF_STATE: Final = re.compile(r"^\W*(?:ten )?(?:don vi(?: bao cao| truc thuoc|, dia phuong|/dia phuong)?|co quan(?:, don vi|/don vi)?|co quan, to chuc, don vi|ten don vi|ten co quan)\W*$")
_TEXT: Final = re.compile(
    r"^(?:ghi chu|ly do|ten\b|ho (?:va )?ten|ho, ten|dia (?:chi|diem)|noi (?:dung|cu tru|o|sinh)|so quyet dinh(?:$|[;,])|so van ban$|so,? ky hieu|so hieu|giai trinh|nhan xet|y kien|dan toc$|nghe nghiep|chuc vu|"
    r"ke hoach cac thang|noi dung cong viec|tinh hinh|kien nghi$|bien phap|nguyen nhan|trich yeu|co quan\b|don vi (?:thuc hien|chu tri|quan ly)|chu dau tu|mo ta|thong tin|so dien thoai|so cccd|so cmnd|so dinh danh|email|que quan)"
)
#: Groups of columns that part a whole.
PARTS: Final = re.compile(r"^\W*(?:trong (?:do|tong so|so)\b|chia (?:theo|ra)\b|phan theo\b|theo (?:do tuoi|gioi tinh|dan toc)\b)")
_DATE: Final = re.compile(r"^(?:ngay\b|ngay,? thang|thoi diem|thoi han$|ngay sinh)")
_FILE: Final = re.compile(r"tai lieu kiem chung|tep dinh kem|file dinh kem|minh chung|tai lieu dinh kem")
_RATE: Final = re.compile(r"\(\s*(%|‰)\s*\)|^%$|^(?:ty|ti) (?:le|trong)\b|\b(?:ty|ti) le (?:%|phan tram)|so sanh \(?%")
#: A score, never "điểm dân cư", "điểm bưu điện".
_POINTS: Final = re.compile(
    r"^(?:tong )?(?:so )?diem(?:$| (?:toi da|chuan|dat|so|cham|tu (?:cham|danh gia)|tham dinh|danh gia|xep loai|thuong|tru|cong|quy doi|de nghi|duoc (?:duyet|cham)|chenh lech)\b)"
)
_PARENS: Final = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\s*$")
_CHOICES: Final = re.compile(r"[(\[]([^()\[\]]*/[^()\[\]]*)[)\]]\s*$")


def form_code(text: str) -> tuple[str, str] | None:
    """The code that a line prints (``Biểu số: 01/XLD``) and what stands behind it; None when it prints none."""
    match = _CODE.match(text)
    if not match or not _ROMAN_OR_DIGIT.search(match["code"]) or (not re.search(r"\d", match["code"]) and not match["so"] and key_of(match["word"])[:4] != "phu "):
        return None
    code = match["code"].rstrip("./-_")
    bare = len(code) <= 4 and "/" not in code
    whole = text[match.start("word") : match.start("code")].rstrip(" :.")
    return (f"{whole} {code}" if bare else code), match["rest"].strip(" \t:.-–")


def is_motto(text: str) -> bool:
    """The name of the state, or its motto."""
    return bool(_MOTTO.search(key_of(text)))


def unit_line(text: str) -> list[str] | None:
    """Units that a line such as ``Đơn vị tính: triệu đồng`` names, as printed; None when it is no such line."""
    wrapped = text.strip()
    match = _UNIT_LINE.match(wrapped[1:-1] if wrapped[:1] == "(" and wrapped[-1:] == ")" else wrapped)
    if not match:
        return None
    units = [part.strip(" .") for part in re.split(r"[;,]|\bvà\b", match["unit"]) if part.strip(" .")]
    whole = measures.find(match["unit"])
    if whole:
        units = [match["unit"].strip()]
    sure = match["sure"] or match["short"] or any(measure_of(unit) for unit in units)
    return units if sure and units else None


def is_date_line(text: str) -> bool:
    """``…, ngày … tháng … năm …``."""
    return bool(_DATE_LINE.search(key_of(text)))


def is_signer(text: str) -> bool:
    """The office of somebody who signs."""
    key = key_of(text)
    return len(key) <= 80 and bool(_SIGNER.match(key))


def is_sign_note(text: str) -> bool:
    """``(Ký, ghi rõ họ tên)``."""
    return bool(_SIGN_NOTE.match(text.strip()))


def is_footnote(text: str) -> bool:
    """A line as notes under a table begin."""
    return bool(_FOOTNOTE.match(key_of(text)))


def note_mark(text: str) -> tuple[str, str]:
    """The mark that a note begins with, and the rest."""
    match = _NOTE_MARK.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def is_total(text: str) -> bool:
    """A row that is called a total."""
    return bool(_TOTAL.match(text.casefold()))


def is_placeholder(text: str) -> bool:
    """Dots that stand for something to be filled in."""
    return any(dots in text for dots in _DOTTED) and _DOTS.issuperset(text)


def measure_of(text: str) -> Measure | None:
    """The unit of measure that a text is; a slip of a letter is forgiven."""
    return (measures.find(text) or measures.propose(text)) if 0 < len(text) <= 40 else None


def unit_in(caption: str) -> Measure | None:
    """The unit of measure that a caption ends in: ``Tiền (Trđ)``, ``Tỷ lệ (%)``."""
    match = _PARENS.search(caption)
    return measures.find(match[1]) if match else None


def points_in(caption: str) -> Measure | None:
    """Points, where the caption of a column asks for a score: a quantity of its own, whatever the rows measure."""
    return measures.find("diem") if _POINTS.search(key_of(caption)) else None


def is_rate(caption: str) -> bool:
    """A share or rate in percent."""
    return bool(_RATE.search(key_of(caption)))


def kind_in(caption: str) -> str:
    """The kind of cell that a column's caption asks for; empty when it does not say."""
    key = key_of(caption).strip(" (.")
    if _FILE.search(key):
        return "file"
    if _TEXT.match(key):
        return "text"
    if _DATE.match(key):
        return "date"
    return ""


def choices_in(caption: str) -> list[str]:
    """Values that a caption lists: ``Đánh giá (Vượt / Đạt / Không đạt)``; empty when it does not."""
    match = _CHOICES.search(caption)
    parts = [part.strip() for part in match[1].split("/")] if match else []
    fits = 2 <= len(parts) <= 8 and all(part and not re.search(r"[\d=+]", part) for part in parts)
    return parts if fits and not measures.find(match[1] if match else "") and len(set(parts)) == len(parts) else []
