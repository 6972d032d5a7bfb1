/** A modal dialog on the browser's own `<dialog>`: focus stays inside, Esc closes, nothing is injected. */

import { useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  actions: ReactNode;
  wide?: boolean;
}

export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const name = useId();
  // Taken while drawing: an autofocus inside moves the focus before any effect runs.
  const [back] = useState(() => document.activeElement as HTMLElement | null);
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!dialog?.open) dialog?.showModal();
    return () => {
      // Closed first, or the page behind it could not take the focus; at once, or the next key would be lost.
      dialog?.close();
      back?.focus?.({ preventScroll: true });
    };
  }, [back]);
  return (
    <dialog
      ref={box}
      className={`k-dialog${wide ? " is-wide" : ""}`}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={name}>{title}</h2>
      <div className="k-dialog-body">{children}</div>
      <div className="k-dialog-actions">{actions}</div>
    </dialog>
  );
}
