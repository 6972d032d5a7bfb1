"""The permission table: action, roles, scope, states. What is not here is not allowed.

``states`` narrows a row to objects in these states. A role of ``*`` is anyone who signed in, whatever the role;
scope ``public`` is everyone. The auditor reads all and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    action: str
    roles: frozenset[str]
    scope: str
    states: frozenset[str] | None = None


ANYONE = "*"
_EDITABLE = "draft returned"
_FILLABLE = "assigned filling returned recalled"
_DELIVERED = "sent received accepted consolidated returned excluded"

# action | roles | scope | states
_TABLE = f"""
static                | *                        | public
health                | *                        | public
help.errors           | *                        | public
language.switch       | *                        | public
auth.login            | *                        | public
auth.logout           | *                        | self
auth.password         | *                        | self
home.view             | *                        | self
session.read          | *                        | self
profile.view          | *                        | self
profile.save          | *                        | self
role.switch           | *                        | self
unit.know             | clerk head               | own_unit
unit.know             | designer leader receiver approver auditor | all

tasks.list            | clerk head               | own_unit
below.list            | clerk head               | parent_unit
submission.read       | clerk head               | own_unit
submission.read       | clerk head receiver      | on_behalf
submission.read       | receiver leader          | lead_regime | {_DELIVERED}
submission.read       | auditor                  | all
submission.save       | clerk head               | own_unit    | {_FILLABLE}
submission.save       | clerk head receiver      | on_behalf   | {_FILLABLE}
submission.hand       | clerk head               | own_unit    | {_FILLABLE}
submission.hand       | clerk head receiver      | on_behalf   | {_FILLABLE}
submission.check      | clerk head               | own_unit    | {_FILLABLE}
submission.check      | clerk head receiver      | on_behalf   | {_FILLABLE}
submission.uncheck    | clerk head               | own_unit    | checked
submission.uncheck    | clerk head receiver      | on_behalf   | checked
submission.back       | clerk head               | own_unit    | filling checked
submission.back       | clerk head receiver      | on_behalf   | filling checked
submission.send       | clerk head               | own_unit    | checked
submission.send       | clerk head receiver      | on_behalf   | checked
submission.recall     | clerk head               | own_unit    | sent
submission.recall     | clerk head receiver      | on_behalf   | sent
submission.behalf     | receiver                 | lead_regime | {_FILLABLE}
submission.behalf     | clerk head               | parent_unit | {_FILLABLE}
submission.unbehalf   | clerk head               | own_unit
submission.unbehalf   | clerk head receiver      | on_behalf
submission.object     | clerk head               | own_unit
submission.answer     | clerk head               | own_unit    | {_FILLABLE}
submission.answer     | clerk head receiver      | on_behalf   | {_FILLABLE}
submission.comment    | clerk head               | own_unit
submission.comment    | clerk head               | on_behalf
submission.comment    | receiver                 | lead_regime | {_DELIVERED}
submission.export     | clerk head               | own_unit
submission.export     | clerk head receiver      | on_behalf
submission.export     | receiver leader          | lead_regime | {_DELIVERED}
submission.export     | auditor                  | all
submission.print      | clerk head               | own_unit
submission.print      | clerk head receiver      | on_behalf
submission.print      | receiver leader          | lead_regime | {_DELIVERED}
submission.print      | auditor                  | all
submission.history    | clerk head               | own_unit
submission.history    | clerk head receiver      | on_behalf
submission.history    | receiver leader          | lead_regime | {_DELIVERED}
submission.history    | auditor                  | all

receiving.list        | receiver leader          | lead_regime
receiving.list        | auditor                  | all
receiving.read        | receiver leader          | lead_regime | {_DELIVERED}
receiving.read        | auditor                  | all
collection.open       | receiver                 | lead_regime
collection.extend     | receiver                 | lead_regime
submission.receive    | receiver                 | lead_regime | sent
submission.return     | receiver                 | lead_regime | sent received
submission.accept     | receiver                 | lead_regime | sent received
submission.appraise   | receiver                 | lead_regime | received
submission.exclude    | receiver                 | lead_regime
submission.reopen     | receiver                 | lead_regime | accepted consolidated excluded
consolidation.run     | receiver                 | lead_regime
consolidation.adjust  | receiver                 | lead_regime
consolidation.read    | receiver leader          | lead_regime
consolidation.read    | auditor                  | all
consolidation.drill   | receiver leader          | lead_regime
consolidation.drill   | auditor                  | all
consolidation.export  | receiver leader          | lead_regime
consolidation.export  | auditor                  | all

regimes.list          | designer leader          | lead_regime
regimes.list          | approver                 | approvals
regimes.list          | auditor                  | all
regime.create         | designer                 | lead_regime
draft.read            | designer leader          | lead_regime
draft.read            | auditor                  | all
draft.create          | designer                 | lead_regime
draft.edit            | designer                 | lead_regime | {_EDITABLE}
draft.try             | designer leader          | lead_regime
draft.try             | approver                 | approvals
draft.try             | auditor                  | all
draft.prove           | designer leader          | lead_regime
draft.prove           | approver                 | approvals
draft.prove           | auditor                  | all
draft.submit          | designer                 | lead_regime | {_EDITABLE}
draft.withdraw        | designer                 | lead_regime | in_review
draft.delete          | designer                 | lead_regime | {_EDITABLE}
catalogue.read        | designer leader receiver approver auditor | all
library.read          | designer leader approver auditor | all
library.write         | designer                 | lead_regime
review.list           | leader                   | lead_regime
review.list           | auditor                  | all
review.read           | leader                   | lead_regime
review.read           | auditor                  | all
review.forward        | leader                   | lead_regime | in_review
review.return         | leader                   | lead_regime | in_review
review.comment        | designer leader          | lead_regime | draft returned in_review in_approval
review.comment        | approver                 | approvals   | in_approval
review.resolve        | leader                   | lead_regime | draft returned in_review in_approval
review.resolve        | approver                 | approvals   | in_approval
review.link           | leader                   | lead_regime | in_review in_approval
review.link           | approver                 | approvals   | in_approval
review.shared         | *                        | public
review.file           | designer leader          | lead_regime
review.file           | approver                 | approvals
review.file           | auditor                  | all
policy.read           | designer leader approver auditor | all
policy.edit           | approver                 | all
approval.list         | approver                 | approvals
approval.list         | auditor                  | all
approval.read         | approver                 | approvals
approval.read         | auditor                  | all
release.publish       | leader                   | lead_regime | in_review
release.approve       | approver                 | approvals   | in_approval
release.return        | approver                 | approvals   | in_approval
release.supersede     | approver                 | approvals   | published
release.supersede     | leader                   | lead_regime | published
release.close         | leader                   | lead_regime | published superseded
release.read          | designer leader receiver | lead_regime
release.read          | approver                 | approvals
release.read          | auditor                  | all
release.export        | designer leader receiver | lead_regime
release.export        | approver                 | approvals
release.export        | auditor                  | all
package.import        | designer                 | lead_regime | {_EDITABLE}
import.read           | designer leader          | own_unit
import.read           | auditor                  | all
import.write          | designer                 | own_unit
package.export        | designer leader          | lead_regime
package.export        | approver                 | approvals
package.export        | auditor                  | all

admin.view            | admin                    | subtree
admin.view            | auditor                  | all
admin.units           | admin                    | subtree
admin.units           | auditor                  | all
admin.units.edit      | admin                    | subtree
admin.users           | admin                    | subtree
admin.users           | auditor                  | all
admin.users.edit      | admin                    | subtree
admin.roles           | admin                    | subtree
admin.roles           | auditor                  | all
admin.roles.edit      | admin                    | subtree
admin.audit           | admin                    | subtree
admin.audit           | auditor                  | all
"""


def _read(table: str) -> tuple[Rule, ...]:
    rules = []
    for line in filter(None, map(str.strip, table.splitlines())):
        action, roles, scope, *states = (part.strip() for part in line.split("|"))
        rules.append(Rule(action, frozenset(roles.split()), scope, frozenset(states[0].split()) if states else None))
    return tuple(rules)


RULES: tuple[Rule, ...] = _read(_TABLE)
ACTIONS: frozenset[str] = frozenset(rule.action for rule in RULES)


def rules_for(action: str, role: str | None, signed_in: bool) -> list[Rule]:
    """Rows that fit an action and a role. Raises KeyError for an action that is not in the table."""
    if action not in ACTIONS:
        raise KeyError(f"no such action in the permission table: {action}")
    fitting = []
    for rule in RULES:
        if rule.action != action:
            continue
        public = rule.scope == "public"
        if public or (signed_in and ANYONE in rule.roles) or (role is not None and role in rule.roles):
            fitting.append(rule)
    return fitting
