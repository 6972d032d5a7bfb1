"""Tables around a report while people fill it: who is there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.store.base import Base, Code, UserRef


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
