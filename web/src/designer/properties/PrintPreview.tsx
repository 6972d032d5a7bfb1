/**
 * The printed page beside its properties: drawn by the renderer of real reports on the server, laid on paper here.
 *
 * The frame stays while its content is replaced, so that the place one looks at is kept.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { post, RequestFailed } from "../../http";
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { useDesigner } from "../state/store";
import { breaksOf, columnsOf, type Drawn, overflowing, pixels, piecesOf, room } from "./printing";

/** Typing goes on for as long as this before the page is drawn anew. */
const PAUSE = 200;

interface Seen {
  height: number;
  breaks: number[];
  over: { name: string; by: number } | null;
}

export function PrintPreview({ form }: { form: Id }) {
  const draft = useDesigner((s) => s.draft.id);
  const rev = useDesigner((s) => s.rev);
  const settled = useDesigner((s) => s.pending.length === 0);
  const [values, setValues] = useState<"blank" | "sample">("blank");
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    if (!settled) return undefined;
    const stop = new AbortController();
    const wait = window.setTimeout(() => {
      post<Drawn>(`/api/drafts/${encodeURIComponent(draft)}/print`, { form, values }, { signal: stop.signal })
        .then((next) => { setDrawn(next); setFailure(""); })
        .catch((error: unknown) => { if (!stop.signal.aborted) setFailure(error instanceof RequestFailed ? error.message : String(error)); });
    }, PAUSE);
    return () => { window.clearTimeout(wait); stop.abort(); };
  }, [draft, form, rev, settled, values]);
  const id = useId();
  return (
    <section className="ds-print-view" aria-label={t("layout.preview")}>
      <div className="ds-print-bar">
        <label htmlFor={id}>{t("print.values")}</label>
        <select id={id} value={values} onChange={(event) => setValues(event.target.value as "blank" | "sample")}>
          <option value="blank">{t("print.blank")}</option>
          <option value="sample">{t("print.sample")}</option>
        </select>
        {failure ? <p className="ds-prop-fault" role="alert">{t("print.failed", { why: failure })}</p> : null}
        {!drawn && !failure ? <p className="ds-hint">{t("print.loading")}</p> : null}
      </div>
      {drawn ? <Sheet drawn={drawn} /> : null}
    </section>
  );
}

function Sheet({ drawn }: { drawn: Drawn }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const around = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [ready, setReady] = useState(false);
  const [across, setAcross] = useState(0);
  const paper = drawn.page;
  const { width, height } = room(paper);
  useLayoutEffect(() => {
    const element = around.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setAcross(element.clientWidth));
    watch.observe(element);
    setAcross(element.clientWidth);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!ready || !page) return undefined;
    fill(page, drawn);
    const look = (): void => setSeen(measured(page, drawn));
    look();
    // Fonts may come later than the text.
    let alive = true;
    void page.fonts.ready.then(() => alive && look());
    page.addEventListener("styled", look);
    return () => { alive = false; page.removeEventListener("styled", look); };
  }, [drawn, ready]);
  const outer = pixels(paper.width);
  const scale = across > 0 ? Math.min(1, across / Math.max(outer, (seen?.over ? pixels(seen.over.by) : 0) + outer)) : 1;
  const [top, , bottom, left] = paper.sides;
  const tall = Math.max(pixels(paper.height), (seen?.height ?? height) + pixels(top + bottom));
  const way = t(`layout.${paper.orientation}`).toLowerCase();
  return (
    <>
      <p className="ds-print-said" role="status">
        {seen ? t("print.pages", { n: seen.breaks.length + 1, size: paper.size, way }) : t("print.loading")}
        {seen ? <span className={seen.over ? "is-over" : "is-fit"}>{seen.over ? t("print.overflow", { what: seen.over.name, n: seen.over.by }) : t("print.fits")}</span> : null}
      </p>
      <div className="ds-print-desk" ref={around}>
        <div style={{ width: outer * scale, height: tall * scale }}>
          <div className="ds-print-paper" style={{ width: outer, height: tall, transform: `scale(${scale})` }}>
            <iframe
              ref={frame}
              title={t("layout.preview")}
              sandbox="allow-same-origin"
              srcDoc="<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>.</title></head><body></body></html>"
              onLoad={() => setReady(true)}
              style={{ left: pixels(left), top: pixels(top), width: pixels(paper.width - left + (seen?.over?.by ?? 0)), height: seen?.height ?? height }}
            />
            {seen?.breaks.map((at, index) => <span key={at} className="ds-print-break" style={{ top: at + pixels(top) }}>{t("print.page", { n: index + 2 })}</span>)}
            <span className={`ds-print-edge${seen?.over ? " is-over" : ""}`} style={{ left: pixels(left) + width }} />
          </div>
        </div>
      </div>
    </>
  );
}

/** The page's policy allows linked styles and those that a script makes, none written into the text. */
function fill(page: Document, drawn: Drawn): void {
  const sheet = page.defaultView;
  if (!page.querySelector("link")) {
    const link = page.createElement("link");
    link.rel = "stylesheet";
    link.href = drawn.styles;
    link.addEventListener("load", () => page.dispatchEvent(new Event("styled")));
    page.head.append(link);
  }
  if (sheet) {
    const own = new (sheet as typeof globalThis & Window).CSSStyleSheet();
    own.replaceSync(drawn.css);
    page.adoptedStyleSheets = [own];
  }
  const place = page.scrollingElement?.scrollTop ?? 0;
  page.body.innerHTML = drawn.html;
  page.scrollingElement?.scrollTo(0, place);
}

function measured(page: Document, drawn: Drawn): Seen {
  const { width, height } = room(drawn.page);
  const pieces = piecesOf(page.body, drawn.page.repeat);
  return { height: Math.ceil(page.body.getBoundingClientRect().height), breaks: breaksOf(pieces, height), over: overflowing(columnsOf(page.body), width) };
}
