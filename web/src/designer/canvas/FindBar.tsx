/** The field for finding over the table: Enter goes on, Shift Enter back, Escape closes. */
import { useEffect, useRef } from "react";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { Icon } from "../parts/Icon";
import { select, state, useDesigner } from "../state/store";
import { found, useFind } from "./find";
import { reveal } from "./reveal";

export function FindBar({ form }: { form: Id }) {
  const open = useFind((s) => s.open);
  return open ? <Open form={form} /> : null;
}

function Open({ form }: { form: Id }) {
  const text = useFind((s) => s.text);
  const documents = useDesigner((s) => s.documents);
  const selection = useDesigner((s) => s.selection);
  const field = useRef<HTMLInputElement>(null);
  const places = found(documents, form, text);
  const here = places.findIndex((place) => JSON.stringify(place) === JSON.stringify(selection));
  useEffect(() => field.current?.select(), []);
  const go = (step: number): void => {
    const next = places[here < 0 ? (step > 0 ? 0 : places.length - 1) : (here + step + places.length) % places.length];
    if (!next) return;
    select(next);
    // The field keeps the keyboard, so the table does not come to the place by itself.
    window.requestAnimationFrame(() => reveal(document.querySelector<HTMLElement>(".ds-canvas")));
  };
  const close = (): void => {
    useFind.setState({ open: false });
    if (state().selection) document.querySelector<HTMLElement>(".ds-editor")?.focus({ preventScroll: true });
  };
  return (
    <div className="ds-find ds-panel" role="search">
      <input
        ref={field}
        autoFocus
        type="search"
        aria-label={t("find")}
        placeholder={t("find.hint")}
        value={text}
        onChange={(event) => useFind.setState({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
          else if (event.key === "Escape") close();
          else return;
          event.preventDefault();
        }}
      />
      <output className="ds-muted">{text.trim() === "" ? "" : places.length === 0 ? t("find.none") : t("find.count", { at: here + 1, n: places.length })}</output>
      <button type="button" className="ds-tool" aria-label={t("find.back")} title={`${t("find.back")} (Shift+Enter)`} disabled={places.length === 0} onClick={() => go(-1)}><Icon name="up" /></button>
      <button type="button" className="ds-tool" aria-label={t("find.on")} title={`${t("find.on")} (Enter)`} disabled={places.length === 0} onClick={() => go(1)}><Icon name="down" /></button>
      <button type="button" className="ds-tool" aria-label={t("close")} title={`${t("close")} (Esc)`} onClick={close}><Icon name="close" /></button>
    </div>
  );
}
