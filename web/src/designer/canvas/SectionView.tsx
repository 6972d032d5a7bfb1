/** A section with its title; what stands in it depends on its kind. */
import type { KeyboardEvent, MouseEvent, RefObject } from "react";
import { t } from "../../words/designer";
import type { FormDocument, Id } from "../model/documents";
import { isGrid } from "../model/documents";
import { Icon, type IconName } from "../parts/Icon";
import { select, setState, useDesigner } from "../state/store";
import { ItemsView } from "./ItemsView";
import { OutlineView } from "./OutlineView";
import { TableView } from "./TableView";

interface Props {
  form: FormDocument;
  id: Id;
  index: number;
  scroller: RefObject<HTMLDivElement | null>;
}

export const SECTION_ICONS: Record<string, IconName> = { grid: "table", list: "list", outline: "text", fields: "edit", files: "file" };

export function SectionView({ form, id, index, scroller }: Props) {
  const section = form.sections.items[id];
  const selected = useDesigner((s) => s.selection?.kind === "section" && s.selection.section === id);
  if (!section) return null;
  const title = section.title || t("section.numbered", { n: index + 1 });
  const menu = (x: number, y: number): void => {
    select({ kind: "section", section: id });
    setState({ menu: { x, y } });
  };
  const byMouse = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    menu(event.clientX, event.clientY);
  };
  const byKey = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    menu(box.left + 12, box.bottom);
  };
  const single = form.sections.order.length === 1 && !section.title;
  return (
    <section className={`ds-section${selected ? " is-selected" : ""}`} data-section={id} aria-label={title}>
      <button type="button" className={`ds-section-title${single ? " is-quiet" : ""}`} onClick={() => select({ kind: "section", section: id })} aria-pressed={selected} onContextMenu={byMouse} onKeyDown={byKey}>
        <Icon name={SECTION_ICONS[section.kind] ?? "table"} />
        <span>{title}</span>
        <span className="ds-muted">{t(`section.${section.kind}`)}</span>
      </button>
      {isGrid(section) ? <TableView form={form} id={id} section={section} scroller={scroller} /> : null}
      {section.kind === "fields" || section.kind === "files" ? <ItemsView form={form} id={id} section={section} /> : null}
      {section.kind === "outline" ? <OutlineView form={form} id={id} section={section} /> : null}
    </section>
  );
}
