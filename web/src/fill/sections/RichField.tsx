/** A narrative text of a form: read as it prints, or written with the editor, which is fetched when the first such text is open. */

import type { FieldProps } from "@rjsf/utils";
import { lazy, Suspense, useCallback, useState } from "react";

import { faultOf, isRaw, type CellJson } from "../../grid/cells";
import type { Spec } from "../../grid/model";
import type { Doubt } from "../../rich/editor/clipboard";
import { isRich, type TextValue } from "../../rich/model";
import { RichView } from "../../rich/View";
import { useStore } from "../../useStore";
import { t } from "../../words/rich";
import { deskOf } from "../deskContext";
import { untilThere } from "../later";
import "../../styles/rich.css";

const RichEditor = lazy(async () => ({ default: (await untilThere(() => import("../../rich/editor/RichEditor"))).RichEditor }));

function textIn(value: CellJson): TextValue | { raw: string } | null {
  return value && typeof value === "object" && (isRich(value) || "t" in value || isRaw(value)) ? value : null;
}

export function RichField(props: FieldProps) {
  const { spec } = (props.uiSchema?.["ui:options"] ?? {}) as { spec?: Spec };
  const [said, setSaid] = useState("");
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const id = props.fieldPathId.$id;
  const label = props.schema.title ?? "";
  const guidance = String(props.uiSchema?.["ui:help"] ?? "");
  const { book } = deskOf(props).desk;
  // Like a table it stands on the book itself: on the way through rjsf a key could meet a state from before it.
  const listen = useCallback((listener: () => void) => book.onCell(props.name, listener), [book, props.name]);
  const value = textIn(useStore(listen, () => book.view(props.name)).value ?? null);
  const fault = faultOf(value, spec ?? null);
  const shown = <div className="rich-text is-read"><RichView value={value} />{!value && <p className="muted">{t("edit.empty")}</p>}</div>;
  const locked = Boolean(props.readonly || props.disabled);
  return (
    <div className={`field fill-question is-rich${fault ? " has-problem" : ""}`} data-question={props.name}>
      <span className="fill-label" id={`${id}__label`}>{label}{props.required && <span aria-hidden="true"> *</span>}</span>
      {locked ? <div role="group" aria-labelledby={`${id}__label`}>{shown}</div> : (
        <Suspense fallback={<div aria-busy="true">{shown}</div>}>
          <RichEditor
            id={id}
            label={label}
            labelledBy={`${id}__label`}
            describedBy={`${id}__help`}
            value={value}
            faulty={Boolean(fault)}
            required={Boolean(props.required)}
            onChange={(next) => {
              // A question about a paste is over once the text goes on.
              setDoubt(null);
              book.edit({ cells: [{ key: props.name, to: next }] });
            }}
            onSay={(message, asked) => {
              setSaid([message, asked && t("old.doubt", { reading: asked.reading })].filter(Boolean).join(" "));
              setDoubt(asked ?? null);
            }}
          />
        </Suspense>
      )}
      <p id={`${id}__help`} className="help">{guidance}{!locked && <span className="visually-hidden"> {t("edit.keys")}</span>}</p>
      <p role="status" className="rich-said">{said}</p>
      {doubt && (
        <p className="rich-doubt">
          <button type="button" className="btn btn-small" onClick={() => { doubt.read(); setDoubt(null); setSaid(t("old.done")); }}>{t("old.read")}</button>
          <button type="button" className="btn btn-quiet btn-small" onClick={() => { setDoubt(null); setSaid(""); }}>{t("old.keep")}</button>
        </p>
      )}
      {fault && <p className="problem">{fault}</p>}
    </div>
  );
}
