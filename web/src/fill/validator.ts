/**
 * A validator for rjsf that interprets the schema.
 *
 * rjsf's own validator compiles code in the page, which the content security policy forbids. The server stays the
 * judge; this one lets a person see a fault while typing.
 */

import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import {
  createErrorHandler,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type CustomValidator,
  type ErrorTransformer,
  type FormContextType,
  type RJSFSchema,
  type RJSFValidationError,
  type StrictRJSFSchema,
  type UiSchema,
  type ValidationData,
  type ValidatorType,
} from "@rjsf/utils";

import { t } from "../words/fill";

/** JSON pointer of an instance as a property path of rjsf: "#/s2/q1" -> ".s2.q1". */
function propertyOf(location: string): string {
  const steps = location.replace(/^#\/?/, "").split("/").filter(Boolean);
  return steps.map((step) => `.${decodeURIComponent(step).replace(/~1/g, "/").replace(/~0/g, "~")}`).join("");
}

const SENTENCES: Record<string, Parameters<typeof t>[0]> = {
  required: "schema.required",
  pattern: "schema.number",
  format: "schema.date",
  maxLength: "schema.maxLength",
  oneOf: "schema.choice",
  enum: "schema.choice",
  type: "schema.type",
};

/** Faults of the wrapping objects only repeat those inside. */
const WRAPPERS = new Set(["properties", "items", "$ref", "allOf", "anyOf", "const", "additionalProperties"]);

function asError(unit: OutputUnit): RJSFValidationError {
  const missing = unit.keyword === "required" ? /"([^"]+)"\.?$/.exec(unit.error)?.[1] : undefined;
  const property = propertyOf(unit.instanceLocation) + (missing ? `.${missing}` : "");
  const message = t(SENTENCES[unit.keyword] ?? "schema.other");
  return { name: unit.keyword, property, message, stack: message, params: {}, schemaPath: unit.keywordLocation };
}

export class InterpretingValidator<T = unknown, S extends StrictRJSFSchema = RJSFSchema, F extends FormContextType = object> implements ValidatorType<T, S, F> {
  private readonly known = new WeakMap<object, Validator>();

  private validatorOf(schema: S): Validator {
    let validator = this.known.get(schema);
    if (!validator) {
      validator = new Validator(schema as unknown as Schema, "2020-12", false);
      this.known.set(schema, validator);
    }
    return validator;
  }

  /** JSON only: undefined members are not there. */
  private run(schema: S, data: unknown): OutputUnit[] {
    const plain: unknown = data === undefined ? {} : JSON.parse(JSON.stringify(data));
    return this.validatorOf(schema).validate(plain).errors;
  }

  rawValidation<R = unknown>(schema: S, formData?: T): { errors?: R[]; validationError?: Error } {
    return { errors: this.run(schema, formData) as unknown as R[] };
  }

  isValid(schema: S, formData: T | undefined): boolean {
    return this.run(schema, formData).length === 0;
  }

  validateFormData(formData: T | undefined, schema: S, customValidate?: CustomValidator<T, S, F>, transformErrors?: ErrorTransformer<T, S, F>, uiSchema?: UiSchema<T, S, F>): ValidationData<T> {
    let errors = this.run(schema, formData).filter((unit) => !WRAPPERS.has(unit.keyword)).map(asError);
    if (transformErrors) errors = transformErrors(errors, uiSchema);
    const found: ValidationData<T> = { errors, errorSchema: toErrorSchema<T>(errors) };
    if (!customValidate) return found;
    const handler = customValidate(formData, createErrorHandler<T>(formData as T), uiSchema, found.errorSchema);
    return validationDataMerge<T>(found, unwrapErrorHandler<T>(handler));
  }

  reset(): void {
    // Schemas are kept weakly; there is nothing to forget.
  }
}

export const validator = new InterpretingValidator();
