/** The formula engine of the browser. */
export { createEngine, type Change, type Engine, type Given } from "./engine";
export { instanceOf, templateKey, withInstance } from "./keys";
export type { CheckJson, ExternalJson, Failure, FormulaJson, Instances, NodeJson, ProgramJson, Result, Values, WireValue, Words } from "./wire";
