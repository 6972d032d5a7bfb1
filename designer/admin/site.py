"""Mounting administration on an application."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_admin import Admin

from designer.admin.base import GuardedIndex
from designer.admin.fields import field_errors
from designer.admin.views import AuditView, RoleView, UnitView, UserView
from runtime import nav
from runtime.nav import NavItem
from runtime.security.gate import declare

NAV = (NavItem("admin.title", "admin.index", "admin.view", "admin.hint", order=90),)
VIEWS = {"units": UnitView, "users": UserView, "roles": RoleView, "audit": AuditView}


def install_admin(app: Flask) -> Admin:
    """Mount the views under ``/admin`` and name the action of every address that is open."""
    app.register_blueprint(Blueprint("admin_pages", __name__, template_folder="templates"))
    admin = Admin(app, name="Khuôn", index_view=GuardedIndex())
    declare(app, "admin.index", GuardedIndex.action)
    views = [make(name) for name, make in VIEWS.items()]
    for view in views:
        admin.add_view(view)
        for endpoint, action in view.endpoints().items():
            declare(app, endpoint, action)
    nav.add(app, *NAV)
    app.jinja_env.globals["admin_views"] = [(f"{v.endpoint}.index_view", v.words, v.action) for v in views]
    app.jinja_env.filters["field_errors"] = field_errors
    return admin
