/**
 * The properties of one thing, drawn by react-jsonschema-form from its schema.
 *
 * Each change is one gesture of the operation log, written at every place of the selection. What does not hold its schema stays in
 * its field with the reason beside it and is not sent.
 */
import Form, { type IChangeEvent } from "@rjsf/core";
import type { ErrorSchema, RJSFSchema, UiSchema } from "@rjsf/utils";
import { useMemo, useState } from "react";
import { validator } from "../../fill/validator";
import type { Id, Path } from "../model/documents";
import { setting } from "../model/operations";
import { valueAt, withValue } from "../model/path";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { changesOf, type PropertyChange } from "./changes";
import { fields, templates, widgets } from "./registered";
import { hold, release, useHeld } from "./held";
import { faultOf } from "./judging";
import { type Schema, titleOf } from "./schemas";
import { drawn, lookOf } from "./shapes";

/** A value that comes from a weaker layer, and from which. */
export interface Inherited {
  value: unknown;
  from: string;
}

export interface Place {
  /** Where the schema stands in the language; names the fields. */
  at: string[];
  schema: Schema;
  /** All places of the selection; the first one is shown. */
  paths: Path[];
  /** The form that rows and columns are named from. */
  form: Id | null;
  /** Shown at once, in this order; the others are folded away below. Undefined: all are shown. */
  lead?: string[];
  omit?: string[];
  /** Shown, not changed here. */
  fixed?: string[];
  inherited?: Record<string, Inherited>;
  mixed?: ReadonlySet<string>;
  /** Writes a change in a way of its own; true when it did. */
  write?: (keys: string[], value: unknown) => boolean;
  /** What is wrong with a value beside its schema. */
  refuse?: (keys: string[], value: unknown) => string | undefined;
  /** What holds while the document is not there yet, and what begins it with the first change. */
  begin?: { with: Record<string, unknown>; set: (keys: string[], value: unknown) => void };
  /** Folded properties are drawn too, for looking through all of them. */
  open?: boolean;
}

export interface PanelContext {
  place: Place;
  editable: boolean;
  more: boolean;
  setMore: (open: boolean) => void;
  back: (keys: string[]) => void;
}

const NONE: string[] = [];

export function PropertyForm({ place, name }: { place: Place; name?: string }) {
  const editable = useDesigner((s) => s.draft.editable);
  const there = useDesigner((s) => valueAt(s.documents, place.paths[0] ?? NONE)) as Record<string, unknown> | undefined;
  const own = there ?? place.begin?.with;
  const [more, setMore] = useState(place.open ?? false);
  const key = `${(place.paths[0] ?? NONE).join("/")} ${place.paths.length}`;
  const held = useHeld(key);
  const omitted = (place.omit ?? NONE).join(" ");
  const { schema, at } = place;
  const { drawing, look } = useMemo(() => {
    const omit = new Set(omitted.split(" "));
    return { drawing: drawn(schema, omit, titleOf) as RJSFSchema, look: lookOf(schema, omit) as UiSchema };
  }, [schema, omitted]);
  const shown = shownOf(own, schema, place.mixed);
  const data = Object.entries(held).reduce<Record<string, unknown>>((now, [keys, each]) => withValue(now, keys.split("/"), each.value), shown);
  const errors = Object.entries(held).reduce<ErrorSchema>((now, [keys, each]) => withValue(now, [...keys.split("/"), "__errors"], [each.fault]) as ErrorSchema, {});
  const context: PanelContext = { place, editable, more, setMore, back: (keys) => release(key, keys) };
  const change = (event: IChangeEvent): void => {
    // Judged against what is kept, so that what waits in its field is judged again and forgotten once it is taken back.
    const found = changesOf(schema, shown, event.formData as Record<string, unknown>);
    const changed = new Set(found.map(({ keys }) => keys.join("/")));
    for (const keys of Object.keys(held)) if (!changed.has(keys)) release(key, keys.split("/"));
    commit(place, key, found);
  };
  return (
    <div className="ds-props" role="group" aria-label={name ?? titleOf(schema)}>
      <Form
        tagName="div"
        idPrefix={at.join("-").replace(/[^\w-]/g, "_")}
        schema={drawing}
        uiSchema={look}
        formData={data}
        formContext={context}
        validator={validator as never}
        fields={fields}
        widgets={widgets}
        templates={templates}
        disabled={!editable}
        extraErrors={errors}
        noValidate
        showErrorList={false}
        experimental_componentUpdateStrategy="always"
        experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipDefaults", arrayMinItems: { populate: "never" } }}
        onChange={change}
      >
        <></>
      </Form>
    </div>
  );
}

/** Only what the schema speaks of; where the selection differs, nothing. */
function shownOf(own: Record<string, unknown> | undefined, schema: Schema, mixed: ReadonlySet<string> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(own ?? {}).filter(([name]) => schema.properties?.[name] !== undefined && !mixed?.has(name)));
}

function commit(place: Place, key: string, found: PropertyChange[]): void {
  for (const { keys, value, schema } of found) {
    const needed = value === undefined && isNeeded(place.schema, keys);
    const sent = needed ? emptied(schema) : value;
    const fault = faultOf(schema, sent) ?? place.refuse?.(keys, sent);
    if (fault) {
      hold(key, keys, value ?? "", fault);
      continue;
    }
    release(key, keys);
    if (place.write?.(keys, sent)) continue;
    const { documents } = state();
    const first = place.paths[0] ?? NONE;
    if (place.begin && documents[first[0] ?? ""] === undefined) place.begin.set(keys, sent);
    else act(place.paths.map((path) => setting(documents, [...path, ...keys], sent)));
  }
}

function isNeeded(schema: Schema, keys: string[]): boolean {
  const [first = "", ...rest] = keys;
  if (rest.length === 0) return schema.required?.includes(first) ?? false;
  return isNeeded(schema.properties?.[first] ?? {}, rest);
}

/** A property that must be there is emptied instead of taken away. */
function emptied(schema: Schema): unknown {
  return schema.type === "array" ? [] : "";
}
