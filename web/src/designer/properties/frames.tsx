/** Frames of the panels: a caption beside its value, groups under a heading, what is seldom set folded away. */
import type { FieldTemplateProps, ObjectFieldTemplateProps } from "@rjsf/utils";
import { t } from "../../words/designer";
import type { PanelContext } from "./PropertyForm";
import { helpOf, type Schema } from "./schemas";
import { INLINE, type Shape, shapeOf } from "./shapes";

/** Shapes of one field below its caption; the other ones are groups of fields. */
const ONE_FIELD: ReadonlySet<Shape> = new Set<Shape>(["long", "formula", "lines", "figures", "links"]);

function contextOf(props: { registry: { formContext: unknown } }): PanelContext {
  return props.registry.formContext as PanelContext;
}

export function ObjectFrame(props: ObjectFieldTemplateProps) {
  const { place, more, setMore } = contextOf(props);
  if (props.fieldPathId.path.length > 0) return <div className="ds-prop-group">{props.properties.map((each) => each.content)}</div>;
  const lead = place.lead;
  const byName = new Map(props.properties.map((each) => [each.name, each.content]));
  if (!lead) return <>{props.properties.map((each) => each.content)}</>;
  const first = lead.filter((name) => byName.has(name));
  const rest = props.properties.filter((each) => !lead.includes(each.name));
  const data = props.formData as Record<string, unknown> | undefined;
  const said = rest.filter((each) => data?.[each.name] !== undefined).length;
  return (
    <>
      {first.map((name) => byName.get(name))}
      {rest.length > 0 ? (
        <details className="ds-prop-more" open={more} onToggle={(event) => setMore(event.currentTarget.open)}>
          <summary>{said > 0 ? t("prop.moreSaid", { n: said }) : t("prop.more")}</summary>
          {more ? rest.map((each) => each.content) : null}
        </details>
      ) : null}
    </>
  );
}

export function PropertyFrame(props: FieldTemplateProps) {
  const { id, label, children, rawErrors, fieldPathId, schema } = props;
  const { place } = contextOf(props);
  const path = fieldPathId.path;
  if (path.length === 0) return <>{children}</>;
  const name = String(path.at(-1));
  const given = (schema as { from?: Schema }).from ?? {};
  const shape = shapeOf(given, name);
  const help = helpOf(given);
  const from = path.length === 1 ? place.inherited?.[name]?.from : undefined;
  const grouped = !INLINE.has(shape) && !ONE_FIELD.has(shape);
  const caption = grouped ? <span id={`${id}-caption`} title={help}>{label}</span> : <label htmlFor={id} title={help}>{label}</label>;
  return (
    <div
      className={`ds-prop is-${frameOf(shape)}${rawErrors?.length ? " has-fault" : ""}`}
      data-prop={[...place.at, ...path].join("/")}
      role={grouped ? "group" : undefined}
      aria-labelledby={grouped ? `${id}-caption` : undefined}
    >
      <div className="ds-prop-caption">{caption}{from ? <span className="ds-prop-from">{from}</span> : null}</div>
      <div className="ds-prop-value">
        {children}
        {rawErrors?.length ? <p className="ds-prop-fault" id={`${id}-fault`} role="alert">{rawErrors.join(" ")}</p> : null}
        {help ? <p className="ds-prop-help" id={`${id}-help`}>{help}</p> : null}
      </div>
    </div>
  );
}

function frameOf(shape: Shape): string {
  return shape === "object" ? "object" : INLINE.has(shape) ? "line" : "block";
}
