/** Parts that come in any number: ordered entries, nodes of a tree, entries of a map. Each opens into a panel of its own. */
import type { FieldProps } from "@rjsf/utils";
import { type ReactNode, useId, useRef, useState } from "react";
import { t } from "../../words/designer";
import type { Id, Ordered, Path, Tree } from "../model/documents";
import { idSource } from "../model/ids";
import { setting } from "../model/operations";
import { walk } from "../model/tree";
import { Icon } from "../parts/Icon";
import { unitKinds } from "../parts/unitKinds";
import { state } from "../state/store";
import { act } from "../state/sync";
import { faultOf } from "./judging";
import { type PanelContext, PropertyForm } from "./PropertyForm";
import { placeWord, REFERENCES } from "./references";
import { blankOf, plain, shapeOf } from "./shapes";
import { type Schema, titleOf, valueWord } from "./schemas";

type Entry = Record<string, unknown>;

/** Where the field stands: its schema, its path in the documents, and the panel around it. */
export function standing(props: FieldProps): { context: PanelContext; schema: Schema; path: Path; at: string[] } {
  const context = props.registry.formContext as PanelContext;
  const keys = props.fieldPathId.path.map(String);
  const { place } = context;
  return { context, schema: (props.schema as { from?: Schema }).from ?? {}, path: [...(place.paths[0] ?? []), ...keys], at: [...place.at, ...keys] };
}

/** What an entry is called in the list: the first words that it says, with its mark before them. */
function nameOf(entry: Entry | undefined, schema: Schema, form: Id | null = null): string {
  const mark = typeof entry?.["mark"] === "string" && entry["mark"] !== "" ? `(${entry["mark"]})` : "";
  for (const [name, each] of Object.entries(schema.properties ?? {})) {
    const value = entry?.[name];
    if (name === "mark" || typeof value !== "string" || value === "") continue;
    if (shapeOf(each, name) === "unitKind") return unitKinds(value).find((kind) => kind.value === value)?.label ?? value;
    if (shapeOf(each, name) === "link") return REFERENCES[name]?.({ documents: state().documents, form, document: "" }).find((one) => one.value === value)?.label ?? value;
    const said = each.enum ? valueWord(each, value) : value;
    return mark ? `${mark} ${said}` : said;
  }
  return mark || t("prop.noName");
}

interface LineProps {
  name: string;
  depth?: number;
  open: boolean;
  onToggle: () => void;
  tools?: ReactNode;
  children: ReactNode;
}

function Line({ name, depth = 0, open, onToggle, tools, children }: LineProps) {
  const id = useId();
  return (
    <li className={`ds-entry depth-${Math.min(depth, 6)}`}>
      <div className="ds-entry-head">
        <button type="button" className="ds-entry-name" aria-expanded={open} aria-controls={id} onClick={onToggle}><Icon name={open ? "down" : "right"} /> <span>{name}</span></button>
        {tools}
      </div>
      <div id={id} className="ds-entry-body" hidden={!open}>{open ? children : null}</div>
    </li>
  );
}

function Tool({ icon, label, disabled, run }: { icon: "up" | "down" | "trash"; label: string; disabled?: boolean; run: () => void }) {
  return <button type="button" className="ds-tool" aria-label={label} title={label} disabled={disabled} onClick={run}><Icon name={icon} /></button>;
}

/** One open at a time, all of them where everything is to be looked through. */
function useOpen(all: boolean | undefined): [(id: string) => boolean, (id: string) => void] {
  const [chosen, choose] = useState<string | null>(null);
  return [(id) => all === true || chosen === id, (id) => choose(chosen === id ? null : id)];
}

export function EntryListField(props: FieldProps) {
  const { context, schema, path, at } = standing(props);
  const { place, editable } = context;
  const entry = (schema.properties?.["items"]?.additionalProperties ?? {}) as Schema;
  const list = (props.formData ?? { order: [], items: {} }) as Ordered<Entry>;
  const [isOpen, toggle] = useOpen(place.open);
  const button = useRef<HTMLButtonElement>(null);
  const add = (): void => {
    const id = idSource(state().documents)("n");
    if (!act([{ op: "insert_item", path, id, item: blankOf(entry), after: list.order.at(-1) ?? null }])) return;
    toggle(id);
    requestAnimationFrame(() => showLast(button.current));
  };
  const shift = (id: Id, to: number): void => void act([{ op: "move_item", path, id, after: list.order.filter((each) => each !== id)[to - 1] ?? null }]);
  // "Các câu hỏi" is the list; what is added is one.
  const title = titleOf(schema).replace(/^Các /, "");
  const word = title.charAt(0).toLowerCase() + title.slice(1);
  return (
    <>
      <ul className="ds-entries">
        {list.order.map((id, index) => {
          const name = nameOf(list.items[id], entry, place.form);
          return (
            <Line
              key={id}
              name={name}
              open={isOpen(id)}
              onToggle={() => toggle(id)}
              tools={editable ? (
                <>
                  <Tool icon="up" label={`${t("move.up")}: ${name}`} disabled={index === 0} run={() => shift(id, index - 1)} />
                  <Tool icon="down" label={`${t("move.down")}: ${name}`} disabled={index === list.order.length - 1} run={() => shift(id, index + 1)} />
                  <Tool icon="trash" label={`${t("remove")}: ${name}`} run={() => void act([{ op: "remove_item", path, id }])} />
                </>
              ) : null}
            >
              <PropertyForm name={name} place={{ at: [...at, "items", "*"], schema: entry, paths: [[...path, "items", id]], form: place.form, ...(place.open && { open: true }) }} />
            </Line>
          );
        })}
      </ul>
      {editable ? <button ref={button} type="button" className="ds-quiet" onClick={add}><Icon name="plus" /> {t("prop.add", { what: word })}</button> : null}
    </>
  );
}

/** The entry just opened pushed the button away: both into view, or the entry's head where it is taller than the view. */
function showLast(button: HTMLElement | null): void {
  button?.scrollIntoView({ block: "nearest" });
  button?.previousElementSibling?.lastElementChild?.firstElementChild?.scrollIntoView({ block: "nearest" });
}

/** Nodes are made, moved and removed where they are drawn; here each shows its properties. */
export function TreeField(props: FieldProps) {
  const { context, schema, path, at } = standing(props);
  const { place } = context;
  const node = (schema.properties?.["nodes"]?.additionalProperties ?? {}) as Schema;
  const tree = (props.formData ?? { root: [], nodes: {} }) as Tree<Entry & { children?: Id[] }>;
  const [isOpen, toggle] = useOpen(place.open);
  return (
    <ul className="ds-entries">
      {walk(tree).map(([id, depth]) => {
        const name = nameOf(tree.nodes[id], node);
        return (
          <Line key={id} name={name} depth={depth} open={isOpen(id)} onToggle={() => toggle(id)}>
            <PropertyForm name={name} place={{ at: [...at, "nodes", "*"], schema: node, paths: [[...path, "nodes", id]], form: place.form, omit: ["children"], ...(place.open && { open: true }) }} />
          </Line>
        );
      })}
    </ul>
  );
}

/** Entries under a key of their own: a period, a column, a cell. */
export function MapField(props: FieldProps) {
  const { context, schema, path, at } = standing(props);
  const { place, editable } = context;
  const entry = plain((schema.additionalProperties ?? {}) as Schema);
  const map = (props.formData ?? {}) as Record<string, unknown>;
  const [isOpen, toggle] = useOpen(place.open);
  const called = (key: string): string => placeWord({ documents: state().documents, form: place.form, document: path[0] ?? "" }, key);
  const remove = (key: string): void => void act([setting(state().documents, [...path, key], undefined)]);
  return (
    <>
      <ul className="ds-entries">
        {Object.entries(map).map(([key, value]) => (
          <Line
            key={key}
            name={typeof value === "string" ? `${called(key)}: ${value}` : called(key)}
            open={isOpen(key)}
            onToggle={() => toggle(key)}
            tools={editable ? <Tool icon="trash" label={`${t("remove")}: ${called(key)}`} run={() => remove(key)} /> : null}
          >
            {entry.properties
              ? <PropertyForm name={called(key)} place={{ at: [...at, "*"], schema: entry, paths: [[...path, key]], form: place.form, ...(place.open && { open: true }) }} />
              : <PropertyForm name={called(key)} place={{ at: [...at], schema: { type: "object", properties: { [key]: { title: called(key), ...entry } } }, paths: [path], form: place.form }} />}
          </Line>
        ))}
      </ul>
      {editable ? <AddKey judge={schema.propertyNames} taken={map} onAdd={(key) => act([setting(state().documents, [...path, key], beginning(entry))]) && toggle(key)} /> : null}
    </>
  );
}

/** An entry that is nothing yet cannot be kept, so a text begins with the first word that its schema allows. */
function beginning(entry: Schema): unknown {
  const blank = blankOf(entry);
  return blank === "" ? (/\(([a-z]+)/.exec(entry.pattern ?? "")?.[1] ?? "") : blank;
}

function AddKey({ judge, taken, onAdd }: { judge: Schema | undefined; taken: Record<string, unknown>; onAdd: (key: string) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const key = text.trim();
  const fault = key === "" ? undefined : key in taken ? t("prop.wrong.twice") : faultOf({ type: "string", ...judge }, key);
  const add = (): void => {
    if (key === "" || fault) return;
    onAdd(key);
    setText("");
  };
  return (
    <div className="ds-entry-add">
      <label htmlFor={id}>{t("prop.key")}</label>
      <input id={id} value={text} autoComplete="off" aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => event.key === "Enter" && add()} />
      <button type="button" className="btn btn-small" disabled={key === "" || fault !== undefined} onClick={add}>{t("prop.addKey")}</button>
      {fault ? <p className="ds-prop-fault" id={`${id}-fault`}>{fault}</p> : null}
    </div>
  );
}
