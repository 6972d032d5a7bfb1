/** How rjsf lays a form out: sections one under the other, tables without a wrapping fieldset. */

import { getUiOptions, type FieldTemplateProps, type ObjectFieldTemplateProps, type TemplatesType } from "@rjsf/utils";

function ObjectTemplate(props: ObjectFieldTemplateProps) {
  const ui = (props.uiSchema ?? {}) as Record<string, { "ui:options"?: { level?: number } } | undefined>;
  // Headings of a narrative and what stands under them, as deep as on paper.
  const level = (name: string) => ui[name]?.["ui:options"]?.level;
  const inside = props.properties.map(({ name, content }) => <div key={name} className="fill-part" data-level={level(name)}>{content}</div>);
  // The root: its title stands in the page's head already.
  if (props.fieldPathId.path.length === 0) return <div className="fill-sections">{inside}</div>;
  return (
    <fieldset className="fill-fields" id={props.fieldPathId.$id}>
      {props.title && <legend>{props.title}</legend>}
      {inside}
    </fieldset>
  );
}

function Field(props: FieldTemplateProps) {
  const { id, label, children, errors, help, description, hidden, required, schema, uiSchema, rawErrors } = props;
  if (hidden) return <div className="d-none">{children}</div>;
  const ownField = uiSchema?.["ui:field"] !== undefined;
  if (schema.type === "object" || schema.type === "null" || ownField) return <>{children}</>;
  const { widget } = getUiOptions(uiSchema);
  return (
    <div className={`field fill-question is-${String(widget ?? "text")}${rawErrors?.length ? " has-problem" : ""}`} data-question={id.split("_").at(-1)}>
      {widget === "radio" ? <span className="fill-label" id={`${id}__label`}>{label}</span> : (
        <label htmlFor={id}>{label}{required && <span aria-hidden="true"> *</span>}</label>
      )}
      {description}
      {children}
      {rawErrors?.length ? <p className="problem" id={`${id}__error`}>{rawErrors.join(" ")}</p> : null}
      {!rawErrors?.length && errors}
      <div className="help">{help}</div>
    </div>
  );
}

export const templates: Partial<TemplatesType> = { ObjectFieldTemplate: ObjectTemplate, FieldTemplate: Field };
