/** Judging one value by its schema before it is sent: what is wrong, said in words beside the field. */
import { Validator, type OutputUnit, type Schema as Judged } from "@cfworker/json-schema";
import { t } from "../../words/designer";
import type { Schema } from "./schemas";
import { DATE, DECIMAL } from "./shapes";

const known = new WeakMap<Schema, Validator>();

function validatorOf(schema: Schema): Validator {
  let validator = known.get(schema);
  if (!validator) {
    validator = new Validator(schema as unknown as Judged, "2020-12", true);
    known.set(schema, validator);
  }
  return validator;
}

/** Only repeat what is wrong inside. */
const WRAPPERS = new Set(["properties", "items", "allOf", "oneOf", "propertyNames"]);

/** What is wrong with a value; undefined when nothing is. */
export function faultOf(schema: Schema, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const { errors, valid } = validatorOf(schema).validate(JSON.parse(JSON.stringify(value)) as unknown);
  if (valid) return undefined;
  const told = errors.find((unit) => !WRAPPERS.has(unit.keyword)) ?? errors[0];
  return told ? `${sentence(told, schema)} (template.schema)` : undefined;
}

function sentence(unit: OutputUnit, root: Schema): string {
  const at = schemaAt(root, unit.keywordLocation);
  switch (unit.keyword) {
    case "pattern":
      return at?.pattern === DATE ? t("prop.wrong.date") : at?.pattern === DECIMAL ? t("prop.wrong.decimal") : /A-Za-z/.test(at?.pattern ?? "") ? t("prop.wrong.code") : t("prop.wrong.pattern");
    case "type":
      return at?.type === "integer" ? t("prop.wrong.whole") : t("prop.wrong.type");
    case "minimum":
    case "maximum":
      return t("prop.wrong.between", { from: at?.minimum ?? "…", to: at?.maximum ?? "…" });
    case "maxLength":
      return t("prop.wrong.long", { n: at?.maxLength ?? 0 });
    case "minLength":
    case "required":
      return t("prop.wrong.empty");
    case "uniqueItems":
      return t("prop.wrong.twice");
    case "anyOf":
    case "const":
      return t("prop.wrong.decimal");
    default:
      return t("prop.wrong.pattern");
  }
}

/** The subschema that a fault is about, by its location "#/properties/a/pattern". */
function schemaAt(root: Schema, location: string): Schema | undefined {
  let here: unknown = root;
  for (const step of location.replace(/^#\/?/, "").split("/").slice(0, -1)) here = (here as Record<string, unknown> | undefined)?.[step];
  return here as Schema | undefined;
}
