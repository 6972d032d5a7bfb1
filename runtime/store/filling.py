"""Tables around a report while people fill it: who is there, what they say to each other about a cell."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.store.base import Base, Body, Code, Id, UnitRef, UserRef


class SubmissionPresence(Base):
    """A page that has a report open for filling: whose, the form and the cell, whether the cell is being typed in. Old rows mean nothing."""

    __tablename__ = "submission_presence"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    #: Made by the page when it opens.
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UserRef]
    form_id: Mapped[Code]
    cell: Mapped[str] = mapped_column(String(200), default="")
    typing: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class WorkbookUpload(Base):
    """What one copy of a form's own workbook brought when it was looked at: a later upload of the same copy starts from there.

    ``cells`` is JSON: values that were read, by key, each a list of what the cell may have been taken as. No figure of the report.
    """

    __tablename__ = "workbook_upload"

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    form_id: Mapped[Code]
    #: Made when the workbook was taken away, written on its hidden sheet.
    copy: Mapped[str] = mapped_column(String(40))
    cells: Mapped[Body]
    at: Mapped[datetime]


class CellComment(Base):
    """What somebody says about a cell, or answers (``parent_id``). ``follow_up``, ``internal`` and the settling belong to the first one.

    ``side`` is ``unit`` or ``receiver``; an ``internal`` one stays inside the reporting unit.
    """

    __tablename__ = "cell_comment"

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    form_id: Mapped[Code]
    cell: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("cell_comment.id", ondelete="CASCADE"))
    text: Mapped[Body]
    follow_up: Mapped[bool] = mapped_column(default=False)
    internal: Mapped[bool] = mapped_column(default=False)
    side: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[UserRef]
    unit_id: Mapped[UnitRef]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UserRef | None]
