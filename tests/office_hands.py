"""Hands at LibreOffice: a workbook edited in the program itself by a macro, as a clerk edits it, and saved as .xlsx."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from tests.office import office, profile_in

_PATIENCE: Final = 300
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE: Final = '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_LIBRARY: Final = (
    _XML + _TYPE.format("library:library", "library") + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false"><library:element library:name="Clerk"/></library:library>'
)  # fmt: skip
_MODULE: Final = (
    _XML + _TYPE.format("script:module", "module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Clerk" script:language="StarBasic">{}</script:module>'
)  # fmt: skip
_AROUND: Final = """
Sub Main(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim book, sheet
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  sheet = book.Sheets.getByIndex(0)
{}
  Dim save(0) As New com.sun.star.beans.PropertyValue
  save(0).Name = "FilterName" : save(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(target, save())
  book.close(True)
End Sub
"""


def edited_in_office(workbook: Path, basic: str, folder: Path) -> Path:
    """The workbook after lines of Basic, in which ``book`` is the document and ``sheet`` its first sheet."""
    profile = profile_in(folder)
    start = [office(), "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
    # The first start makes the profile and would make its own library over ours.
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=_PATIENCE)
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Clerk.xba").write_text(_MODULE.format(escape(_AROUND.format(basic))), "utf-8")
    target = folder / f"edited-{workbook.name}"
    macro = f'macro:///Standard.Clerk.Main("{workbook.as_uri()}","{target.as_uri()}")'
    subprocess.run([*start, macro], check=True, capture_output=True, timeout=_PATIENCE)
    return target
