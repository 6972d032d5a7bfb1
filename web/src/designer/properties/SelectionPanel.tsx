/** All properties of what is selected: of cells, columns, rows, a section, or of the form itself. Fetched when the panel is first shown. */
import { t } from "../../words/designer";
import type { FormDocument } from "../model/documents";
import { valueAt } from "../model/path";
import type { Selection } from "../state/selection";
import { state, useDesigner } from "../state/store";
import { Fold } from "./Fold";
import { NotesHere } from "./NotesHere";
import { anchorsOf, cellPlace, documentOf, nodePlace, sectionPlace } from "./places";
import { PropertyForm } from "./PropertyForm";
import { placed } from "./panels";

export function SelectionPanel({ form, selection }: { form: FormDocument; selection: Selection }) {
  useDesigner((s) => s.documents);
  if (selection.kind === "section") return <PropertyForm key={selection.section} place={sectionPlace(form, selection.section)} />;
  const anchors = anchorsOf(selection);
  const cells = cellPlace(form, selection);
  const node = selection.kind === "cells" ? null : nodePlace(form, selection);
  const key = JSON.stringify(selection);
  const title = t(selection.kind === "cells" ? "prop.cells" : selection.kind === "columns" ? "prop.columnCells" : "prop.rowCells");
  return (
    <>
      {node ? <PropertyForm key={`n${key}`} place={node} /> : null}
      {cells ? <div className="ds-prop-part">{node ? <h3>{title}</h3> : null}<PropertyForm key={`c${key}`} place={cells} name={title} /></div> : null}
      {anchors.length > 0 ? <NotesHere form={form} anchors={anchors} /> : null}
      {node ? <BoundIndicator at={[...(node.paths[0] ?? []), "indicator"]} /> : null}
    </>
  );
}

/** The indicator that a column or row is bound to, with all that the catalogue says of it. */
function BoundIndicator({ at }: { at: string[] }) {
  const id = useDesigner((s) => valueAt(s.documents, at)) as string | undefined;
  const document = useDesigner((s) => (id ? s.documents[id] : undefined));
  if (!id || !document) return null;
  return (
    <Fold title={t("prop.indicator", { name: String(document["name"] ?? id) })}>
      <PropertyForm place={{ ...placed("indicator"), paths: [[id]], form: null }} />
    </Fold>
  );
}

export function FormPanel({ form }: { form: FormDocument }) {
  const consolidation = useDesigner((s) => documentOf("consolidation", form.id) && s.documents);
  return (
    <>
      <PropertyForm place={{ ...placed("form"), paths: [[form.id]], form: form.id, lead: ["code", "title", "basis", "signers", "footnotes"] }} />
      {consolidation ? (
        <Fold title={t("prop.consolidation")}>
          <PropertyForm place={{ ...placed("consolidation"), paths: [[documentOf("consolidation", form.id) ?? ""]], form: form.id }} />
        </Fold>
      ) : null}
    </>
  );
}

/** A check, with what its editor leaves out. */
export function RulePanel({ rules, id, form }: { rules: string; id: string; form: string }) {
  if (!valueAt(state().documents, [rules, "items", id])) return null;
  return (
    <Fold title={t("prop.rule")}>
      <PropertyForm place={{ ...placed("rule"), paths: [[rules, "items", id]], form }} />
    </Fold>
  );
}
