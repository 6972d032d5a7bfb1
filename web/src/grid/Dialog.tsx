/** A modal dialog on the browser's own `<dialog>`: focus stays inside, Esc closes, nothing is injected. */

import { useEffect, useId, useRef, type ReactNode } from "react";

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
  useEffect(() => {
    const back = document.activeElement as HTMLElement | null;
    if (!box.current?.open) box.current?.showModal();
    return () => back?.focus?.({ preventScroll: true });
  }, []);
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
