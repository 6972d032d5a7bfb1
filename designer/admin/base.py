"""The base of all views of administration: closed unless a view names its permissions.

A view has an ``action`` for looking and an ``edit_action`` for changing, both from the permission table; lists, counts
and single objects are narrowed by the table inside the query. Inline editing, bulk actions, deletion and export of
Flask-Admin stay off: their addresses have no declared action, so the gate refuses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import flash, redirect, request
from flask_admin import AdminIndexView, expose
from flask_admin.contrib.sqla import ModelView
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from metadata.errors import KhuonError, fail
from metadata.text import clean, fold
from runtime.actor import current_actor
from runtime.errors import record_refusal
from runtime.permissions import fetch, may, restrict
from runtime.query import MAX_PAGE, MAX_SEARCH
from runtime.store import session, transaction
from runtime.store.models import Base
from runtime.words import language, t


class RequestStore:
    """What Flask-Admin takes for a database: the session of the running request, whatever it asks."""

    #: Its presence tells Flask-Admin that this is a database and no bare session.
    session: ClassVar[str] = "of the running request"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(session(), name)


class GuardedView(ModelView):
    """A list of one kind of object with a form to add and one to change. Subclasses name what is allowed."""

    model_class: ClassVar[type[Base]]
    #: Action for looking, and for changing; without the second nothing can be changed.
    action: ClassVar[str]
    edit_action: ClassVar[str | None] = None
    #: Key of the heading; ``<words>.add``, ``<words>.empty`` and ``<words>.lead`` stand beside it.
    words: ClassVar[str]
    create_with: ClassVar[type[FlaskForm] | None] = None
    edit_with: ClassVar[type[FlaskForm] | None] = None

    list_template = "admin_list.html"
    can_delete = False
    can_export = False
    can_view_details = False
    can_set_page_size = False
    column_display_actions = False
    page_size = 50

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        missing = [name for name in ("model_class", "action", "words") if not hasattr(cls, name)]
        if missing:
            raise TypeError(f"{cls.__name__} does not declare {', '.join(missing)}")

    def __init__(self, endpoint: str) -> None:
        super().__init__(self.model_class, RequestStore(), name=self.words, endpoint=f"admin_{endpoint}", url=endpoint)

    # ---------------------------------------------------------------- who may

    def is_accessible(self) -> bool:
        """A second lock behind the gate, in case a view is mounted elsewhere."""
        return may(current_actor(), self.action)

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:  # noqa: ARG002
        """Answer like every other page."""
        raise fail("forbidden" if current_actor().signed_in else "auth.required")

    def _may_change(self) -> bool:
        return self.edit_action is not None and may(current_actor(), self.edit_action)

    @property
    def can_create(self) -> bool:
        """Whether the person may add."""
        return self.create_with is not None and self._may_change()

    @property
    def can_edit(self) -> bool:
        """Whether the person may change."""
        return self.edit_with is not None and self._may_change()

    # ---------------------------------------------------------------- what is seen

    def get_query(self) -> Any:
        """The query of the list, narrowed."""
        return restrict(super().get_query(), current_actor(), self.action, self.model_class)

    def get_count_query(self) -> Any:
        """The query of the count, narrowed the same way."""
        return restrict(super().get_count_query(), current_actor(), self.action, self.model_class)

    def get_one(self, id: str) -> Any:  # noqa: A002 - the name of Flask-Admin
        """One object to change, or the coded refusal."""
        return fetch(session(), self.model_class, str(id), self.edit_action or self.action)

    def search_conditions(self, words: str) -> Any:
        """SQL condition for folded search words. Views with a search field override it."""
        raise NotImplementedError

    def _apply_search(self, query: Any, count_query: Any, joins: Any, count_joins: Any, search: str) -> Any:
        words = fold(clean(" ".join(search.split())[:MAX_SEARCH], "search"))
        condition = self.search_conditions(words)
        counted = None if count_query is None else count_query.filter(condition)
        return query.filter(condition), counted, joins, count_joins

    def _get_list_extra_args(self) -> Any:
        args = super()._get_list_extra_args()
        if not 0 <= (args.page or 0) < MAX_PAGE:
            raise fail("query.page", "page")
        sort = request.args.get("sort")
        if sort is not None and (args.sort is None or not 0 <= args.sort < len(self._list_columns)):
            raise fail("query.sort", "sort", value=sort[:60], allowed=f"0–{len(self._list_columns) - 1}")
        return args

    # ---------------------------------------------------------------- forms

    def scaffold_form(self) -> type[FlaskForm]:
        """No form is made from columns: only what a form of ours names can be sent."""
        return self.create_with or self.edit_with or FlaskForm

    def get_create_form(self) -> type[FlaskForm]:
        """The form to add."""
        return self.create_with or FlaskForm

    def get_edit_form(self) -> type[FlaskForm]:
        """The form to change."""
        return self.edit_with or FlaskForm

    def fill_choices(self, form: Any) -> None:
        """Give select fields their choices, from what the person may reach."""

    def prefill(self, form: Any, obj: Any) -> None:
        """Set fields of the edit form that are not columns."""

    def create(self, db: Session, form: Any) -> None:
        """Add by the services of the runtime, inside the transaction given."""
        raise NotImplementedError

    def change(self, db: Session, form: Any, obj: Any) -> None:
        """Change by the services of the runtime, inside the transaction given."""
        raise NotImplementedError

    def _known_fields(self, form: FlaskForm) -> None:
        """Refuse fields that the form does not have, by name."""
        for name in request.form:
            if name not in form and name != "csrf_token":
                raise fail("json.unknown_key", name[:80], key=name[:80])

    def _act(self, form: FlaskForm, obj: Any = None) -> Any:
        """Do what the form says; None when something is wrong and the form is shown again."""
        self._known_fields(form)
        if not form.validate():
            return None
        try:
            with transaction() as db:
                if obj is None:
                    self.create(db, form)
                else:
                    self.change(db, form, obj)
        except KhuonError as error:
            problem = error.problems[0]
            if problem.place not in form:
                raise
            record_refusal(error)
            form[problem.place].errors = [*form[problem.place].errors, problem.sentence(language())]
            return None
        flash(t("admin.saved"), "ok")
        return redirect(self.get_url(".index_view"))

    def _form_page(self, form: FlaskForm, obj: Any) -> Any:
        status = 422 if request.method == "POST" else 200
        return self.render("admin_form.html", form=form, obj=obj, words=self.words), status

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        """The form to add, and what it sends."""
        if not self.can_create:
            raise fail("forbidden")
        form = self.get_create_form()()
        self.fill_choices(form)
        done = self._act(form) if request.method == "POST" else None
        return done or self._form_page(form, None)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        """The form to change one object, and what it sends."""
        obj = self.get_one(request.args.get("id", ""))
        if not self.can_edit:
            raise fail("forbidden")
        form = self.get_edit_form()(obj=obj)
        self.fill_choices(form)
        if request.method == "GET":
            self.prefill(form, obj)
        done = self._act(form, obj) if request.method == "POST" else None
        return done or self._form_page(form, obj)

    def endpoints(self) -> Mapping[str, str]:
        """Actions of the addresses that are open; all others of Flask-Admin stay closed."""
        found = {f"{self.endpoint}.index_view": self.action}
        if self.edit_action is not None:
            found |= {f"{self.endpoint}.{name}": self.edit_action for name in ("create_view", "edit_view")}
        return found


class GuardedIndex(AdminIndexView):
    """The entrance of administration."""

    action = "admin.view"

    def __init__(self) -> None:
        super().__init__(name="admin.title", template="admin_index.html", url="/admin", endpoint="admin")

    def is_accessible(self) -> bool:
        """As for every view."""
        return may(current_actor(), self.action)

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:  # noqa: ARG002
        """Answer like every other page."""
        raise fail("forbidden" if current_actor().signed_in else "auth.required")
