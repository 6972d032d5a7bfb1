/** What rjsf draws the panels with: a widget or a field for each shape, and the frames around them. */
import type { RegistryFieldsType, RegistryWidgetsType, TemplatesType } from "@rjsf/utils";
import { EntryListField, MapField, TreeField } from "./entries";
import { ChecksField, FiguresField, KindsField, LinesField, LinksField } from "./listed";
import { CellField } from "./CellField";
import { ObjectFrame, PropertyFrame } from "./frames";
import { TableField } from "./TableField";
import { ChoiceWidget, DateWidget, DecimalWidget, FormulaWidget, LinkWidget, LongWidget, MeasureWidget, MonthWidget, TextWidget, TruthWidget, UnitKindWidget, WholeWidget } from "./widgets";

export const fields: RegistryFieldsType = {
  ordered: EntryListField, tree: TreeField, map: MapField, table: TableField,
  cell: CellField, lines: LinesField, checks: ChecksField, links: LinksField, figures: FiguresField, kinds: KindsField,
};

export const widgets: RegistryWidgetsType = {
  text: TextWidget, long: LongWidget, whole: WholeWidget, decimal: DecimalWidget, date: DateWidget, choice: ChoiceWidget, truth: TruthWidget,
  link: LinkWidget, unitKind: UnitKindWidget, month: MonthWidget, measure: MeasureWidget, formula: FormulaWidget,
};

export const templates: Partial<TemplatesType> = { ObjectFieldTemplate: ObjectFrame, FieldTemplate: PropertyFrame };
