/** A modal dialog on the browser's own element: focus stays inside, Escape closes, focus goes back. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../../words/designer";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  /** Makes the dialog a form; the buttons of the foot include the submit button. */
  onSubmit?: () => void;
  foot: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ title, onClose, onSubmit, foot, wide, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    const element = box.current;
    const before = document.activeElement as HTMLElement | null;
    if (element && !element.open) {
      if (typeof element.showModal === "function") element.showModal();
      else element.setAttribute("open", "");
      // The field to begin with, else the browser takes the first button.
      element.querySelector<HTMLElement>("[data-begin]")?.focus();
    }
    return () => before?.focus?.();
  }, []);
  // What does not fit is reached by the keyboard too.
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (element && element.scrollHeight > element.clientHeight) element.tabIndex = 0;
    else element?.removeAttribute("tabindex");
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <dialog ref={box} className={`ds-dialog${wide ? " is-wide" : ""}`} aria-labelledby={name} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <form method="dialog" onSubmit={submit} noValidate>
        <header className="ds-dialog-head">
          <h2 id={name}>{title}</h2>
          <button type="button" className="ds-tool" aria-label={t("close")} title={t("close")} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div ref={body} className="ds-dialog-body">{children}</div>
        <footer className="ds-dialog-foot">{foot}</footer>
      </form>
    </dialog>
  );
}
