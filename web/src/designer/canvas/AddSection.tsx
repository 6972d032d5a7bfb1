/** A new section at the end of the form. */
import { useRef, useState } from "react";
import { t } from "../../words/designer";
import type { FormDocument, Section, SectionKind } from "../model/documents";
import { idSource } from "../model/ids";
import { blankGrid } from "../model/blank";
import { codesIn } from "../model/codes";
import { Icon } from "../parts/Icon";
import { Menu, type MenuItem } from "../parts/Menu";
import { copyByList, isTable } from "../state/sectionActs";
import { select, state } from "../state/store";
import { act } from "../state/sync";
import { SECTION_ICONS } from "./SectionView";

const KINDS: SectionKind[] = ["grid", "list", "outline", "fields", "files"];

export function AddSection({ form }: { form: FormDocument }) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const add = (kind: SectionKind): void => {
    const fresh = idSource(state().documents);
    const id = fresh("s");
    if (act([{ op: "insert_section", doc: form.id, after: form.sections.order.at(-1) ?? null, id, section: blank(kind, fresh, codesIn(state().documents, form.id)) }]))
      select({ kind: "section", section: id });
  };
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box) setAt({ x: box.left, y: box.bottom + 4 });
  };
  return (
    <>
      <button ref={button} type="button" className="ds-quiet" aria-haspopup="menu" aria-expanded={at !== null} onClick={open}>
        <Icon name="plus" /> {t("section.add")}
      </button>
      {at ? (
        <Menu
          label={t("section.add")}
          at={at}
          onClose={(restore) => {
            setAt(null);
            if (restore) button.current?.focus();
          }}
          items={[...KINDS.map((kind): MenuItem => ({ label: t(`section.${kind}`), icon: SECTION_ICONS[kind] ?? "table", run: () => add(kind) })), ...copies(form)]}
        />
      ) : null}
    </>
  );
}

/** Tables like one that is there: the one that is worked at, else the last. */
function copies(form: FormDocument): MenuItem[] {
  const chosen = state().selection?.section ?? "";
  const table = isTable(form, chosen) ? chosen : form.sections.order.filter((id) => isTable(form, id)).at(-1);
  return table ? [{ label: t("copies.do"), icon: "table", parted: true, run: () => copyByList(form, table) }] : [];
}

function blank(kind: SectionKind, fresh: ReturnType<typeof idSource>, taken: Set<string>): Section {
  if (kind === "grid") return blankGrid(fresh, "rows", taken);
  if (kind === "list") return blankGrid(fresh, "open", taken);
  if (kind === "outline") return { kind, title: "", headings: { root: [], nodes: {} } };
  if (kind === "fields") return { kind, title: "", fields: { order: [], items: {} } };
  return { kind, title: "", files: { order: [], items: {} } };
}
