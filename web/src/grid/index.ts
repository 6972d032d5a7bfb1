/** The one table component. Everything another page needs of it is named here. */

export { Book, type BookStart, type CellMark, type Compute, type Computed, type Other, type Overrides, type Severity } from "./book";
export type { CellJson } from "./cells";
export { textOf } from "./cells";
export { GridControl, type ControlOptions } from "./control";
export type { ChangeMark, FileDoor, MarkKind } from "./context";
export { Dialog } from "./Dialog";
export { Grid, type GridProps } from "./Grid";
export { alike, mergeInstances, mergeOverrides } from "./merging";
export { cellName, keyOf, type Column, type Instance, type Instances, type Row, type Spec, type TableModel } from "./model";
export type { Edit } from "./steps";
export { FindButton, ZoomTool } from "./Tools";
export { zoomOf } from "./zoom";
