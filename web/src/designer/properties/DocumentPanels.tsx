/** Panels of whole documents: the regime, the printed page, a code list. */
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { idSource } from "../model/ids";
import { withValue } from "../model/path";
import { state, useDesigner } from "../state/store";
import { act } from "../state/sync";
import { Groups } from "./Groups";
import { documentOf } from "./places";
import { PropertyForm } from "./PropertyForm";
import { placed } from "./panels";

export function RegimePanel({ id, open }: { id: Id; open?: boolean }) {
  const groups = [
    { title: t("regime.what"), names: ["name", "code", "kind", "frequency", "purpose", "content", "basis"] },
    { title: t("regime.time"), names: ["cutoff", "deadlines", "overrides", "holidays"] },
    { title: t("rounds"), names: ["rounds", "reporters", "receiver", "method", "signing", "checking"] },
  ];
  return <Groups rest={t("prop.more")} groups={groups} place={{ ...placed("regime"), paths: [[id]], form: null, fixed: ["code", "receiver"], ...(open && { open }) }} />;
}

/** The paper of a form whose layout says nothing. */
const USUAL = { page: { size: "A4", orientation: "landscape" } };

/** How a form is printed; its document begins with the first thing that is set. */
export function LayoutPanel({ form, open }: { form: Id; open?: boolean }) {
  const id = useDesigner((s) => (s.documents, documentOf("layout", form)));
  const groups = [
    { title: t("layout.paper"), names: ["page", "repeat_header"] },
    { title: t("layout.block"), names: ["motto", "title", "unit_line"] },
    { title: t("layout.rows"), names: ["styles"] },
  ];
  const set = (keys: string[], value: unknown): void => {
    const fresh = idSource(state().documents)("l");
    act([{ op: "set", path: [fresh], value: withValue({ spec: "layout/1", id: fresh, form, ...USUAL }, keys, value) }]);
  };
  return <Groups rest={t("prop.more")} groups={groups} place={{ ...placed("layout"), paths: [[id ?? ""]], form, begin: { with: USUAL, set }, ...(open && { open }) }} />;
}

/** What a code list is; its members stand in the table below, and one by one among the other properties. */
export function ListPanel({ id }: { id: Id }) {
  return <PropertyForm place={{ ...placed("dimension"), paths: [[id]], form: null, lead: ["name", "code", "kind", "total"] }} />;
}
