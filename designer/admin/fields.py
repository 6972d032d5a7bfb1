"""Forms of administration: the fields that can be sent, and none beside them. CSRF comes with FlaskForm."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from runtime.store.models import LINK_KINDS, ROLES, TIERS, UNIT_KINDS
from runtime.words import known, language, t


class FormWords:
    """Messages of WTForms in our words: it brings none in Vietnamese."""

    _KEYS: ClassVar[dict[str, str]] = {
        "Not a valid choice.": "admin.not_a_choice",
        "Not a valid date value.": "admin.not_a_date",
        "Invalid Choice: could not coerce.": "admin.not_a_choice",
    }

    def gettext(self, text: str) -> str:
        """The message for a text of WTForms; keys of ours are looked up later, anything else says "not valid"."""
        return text if known(text) else t(self._KEYS.get(text, "admin.not_valid"))

    def ngettext(self, _one: str, _many: str, _count: int) -> str:
        """The only counted message in use is that of a text too long; WTForms fills ``%(max)d``."""
        return t("admin.too_long")


class WordedForm(FlaskForm):
    """A form whose labels and choices are keys of words."""

    class Meta(FlaskForm.Meta):
        """Messages come from :class:`FormWords`."""

        def get_translations(self, form: Any) -> FormWords:  # noqa: ARG002
            """The words of every form."""
            return FormWords()

    def choices_in_words(self) -> None:
        """Turn the choices' keys into words."""
        for field in self:
            if isinstance(field, SelectField) and field.choices:
                field.choices = {value: t(text) for value, text in dict(field.choices).items()}


def _required() -> InputRequired:
    # The text is looked up when the form is shown: see `field_errors`.
    return InputRequired("admin.required")


def field_errors(errors: list[str]) -> list[str]:
    """Messages of a field in the language of the page: keys of ours become words, the rest stays."""
    return [t(str(error), language()) for error in errors]


class UnitForm(WordedForm):
    """A new unit."""

    code = StringField("admin.unit.code", [_required(), Length(max=64)])
    name = StringField("admin.unit.name", [_required(), Length(max=300)])
    kind = SelectField("admin.unit.kind", choices={kind: f"unit.kind.{kind}" for kind in UNIT_KINDS})
    tier = SelectField("admin.unit.tier", choices={tier: f"unit.tier.{tier}" for tier in TIERS})
    parent = SelectField("admin.unit.parent")
    valid_from = DateField("admin.valid_from", [_required()])
    valid_to = DateField("admin.valid_to", [Optional()])


class UnitChangeForm(WordedForm):
    """A unit corrected, moved under another parent from a day on, or ended with a successor."""

    name = StringField("admin.unit.name", [_required(), Length(max=300)])
    parent = SelectField("admin.unit.parent")
    parent_from = DateField("admin.unit.parent_from", [Optional()])
    valid_to = DateField("admin.valid_to", [Optional()])
    successors = SelectField("admin.unit.successor")
    how = SelectField("admin.unit.how", choices={kind: f"unit.link.{kind}" for kind in LINK_KINDS})


class UserForm(WordedForm):
    """A new account."""

    login = StringField("auth.login_name", [_required(), Length(max=64)])
    name = StringField("profile.name", [_required(), Length(max=300)])
    unit_id = SelectField("profile.unit")
    new = PasswordField("admin.user.first_password", [_required(), Length(max=256)])


class UserChangeForm(WordedForm):
    """An account renamed, moved, locked, or given a new first password."""

    name = StringField("profile.name", [_required(), Length(max=300)])
    unit_id = SelectField("profile.unit")
    active = BooleanField("admin.user.active")
    new = PasswordField("admin.user.new_password", [Optional(), Length(max=256)])


class RoleForm(WordedForm):
    """A role given to a person at a unit for a time."""

    user_id = SelectField("admin.role.person")
    role = SelectField("admin.role.role", choices={role: f"role.{role}" for role in ROLES})
    unit_id = SelectField("admin.role.unit")
    valid_from = DateField("admin.valid_from", [_required()])
    valid_to = DateField("admin.valid_to", [Optional()])


class RoleChangeForm(WordedForm):
    """The days of a role; who and what it is never change."""

    valid_from = DateField("admin.valid_from", [_required()])
    valid_to = DateField("admin.valid_to", [Optional()])
