"""Administration of units, people and roles, and the reading of the audit record.

Flask-Admin gives the lists and their addresses; who may see and do what comes from the permission table, what a form
does from the services of ``runtime``. Nothing here is open because somebody forgot to close it.
"""

from designer.admin.site import NAV, install_admin

__all__ = ["NAV", "install_admin"]
