/** A pop-up menu: arrow keys, first letters, Escape, and a click outside closes it. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { Icon, type IconName } from "./Icon";

export interface MenuItem {
  label: string;
  icon?: IconName;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  /** Draws a line above. */
  parted?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  items: MenuItem[];
  at: { x: number; y: number };
  onClose: (restore: boolean) => void;
}

export function Menu({ label, items, at, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(at.y, window.innerHeight - height - 4))}px`;
    buttons(element)[0]?.focus();
  }, [at.x, at.y]);
  useEffect(() => {
    const away = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) onClose(false);
    };
    window.addEventListener("pointerdown", away, true);
    return () => window.removeEventListener("pointerdown", away, true);
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const list = box.current ? buttons(box.current) : [];
    const here = list.indexOf(document.activeElement as HTMLButtonElement);
    const goTo = (index: number): void => {
      event.preventDefault();
      list[(index + list.length) % list.length]?.focus();
    };
    if (event.key === "ArrowDown") goTo(here + 1);
    else if (event.key === "ArrowUp") goTo(here - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(-1);
    else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose(true);
    } else if (event.key.length === 1 && !event.ctrlKey) {
      const letter = event.key.toLowerCase();
      const from = [...list.slice(here + 1), ...list.slice(0, here + 1)];
      from.find((button) => button.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
    event.stopPropagation();
  };
  return (
    <div ref={box} className="ds-menu" role="menu" aria-label={label} onKeyDown={onKeyDown} onContextMenu={(event) => event.preventDefault()}>
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role={item.checked === undefined ? "menuitem" : "menuitemradio"}
          aria-checked={item.checked}
          tabIndex={-1}
          disabled={item.disabled}
          className={`ds-menu-item${item.danger ? " is-danger" : ""}${item.parted ? " is-parted" : ""}`}
          onClick={() => {
            onClose(true);
            item.run();
          }}
        >
          <span className="ds-menu-icon">{item.checked ? <Icon name="check" /> : item.icon ? <Icon name={item.icon} /> : null}</span>
          <span className="ds-menu-label">{item.label}</span>
          {item.keys ? <kbd>{item.keys}</kbd> : null}
        </button>
      ))}
    </div>
  );
}

function buttons(box: HTMLElement): HTMLButtonElement[] {
  return Array.from(box.querySelectorAll<HTMLButtonElement>("button:not(:disabled)"));
}
