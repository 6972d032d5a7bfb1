/** The buttons above a text: one stop of Tab, arrows between them. */

import type { Command, EditorState } from "prosemirror-state";
import { useState, type KeyboardEvent } from "react";

import { t } from "../../words/rich";
import { hasMark, inward, levelOf, listOf, marked, outward, toggleList } from "./commands";

interface Button {
  name: "b" | "i" | "u" | "bullet" | "number" | "out" | "in";
  sign: string;
  act: Command;
  on?: (state: EditorState) => boolean;
  off?: (state: EditorState) => boolean;
}

const BUTTONS: Button[] = [
  { name: "b", sign: "B", act: marked("b"), on: (state) => hasMark(state, "b") },
  { name: "i", sign: "I", act: marked("i"), on: (state) => hasMark(state, "i") },
  { name: "u", sign: "U", act: marked("u"), on: (state) => hasMark(state, "u") },
  { name: "bullet", sign: "–", act: toggleList("bullet"), on: (state) => listOf(state) === "bullet" },
  { name: "number", sign: "1.", act: toggleList("number"), on: (state) => listOf(state) === "number" },
  { name: "out", sign: "⇤", act: outward, off: (state) => !listOf(state) },
  { name: "in", sign: "⇥", act: inward, off: (state) => !listOf(state) || levelOf(state) > 1 || !inward(state) },
];

interface BarProps {
  label: string;
  controls: string;
  state: EditorState | null;
  run: (act: Command) => void;
  back: () => void;
}

export function Bar({ label, controls, state, run, back }: BarProps) {
  const [stop, setStop] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape") back();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? (event.key === "Home" ? -stop : event.key === "End" ? BUTTONS.length - 1 - stop : 0);
    if (!step) return;
    event.preventDefault();
    const to = (stop + step + BUTTONS.length) % BUTTONS.length;
    setStop(to);
    event.currentTarget.querySelectorAll("button")[to]?.focus();
  };
  return (
    <div className="rich-bar" role="toolbar" aria-label={t("bar.name", { label })} aria-controls={controls} onKeyDown={onKeyDown}>
      {BUTTONS.map(({ name, sign, act, on, off }, index) => (
        <button
          key={name}
          type="button"
          className={`rich-tool is-${name}`}
          title={t(`bar.${name}`)}
          aria-label={t(`bar.${name}`)}
          aria-pressed={on && state ? on(state) : undefined}
          aria-disabled={off && state ? off(state) || undefined : undefined}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setStop(index)}
          // The text keeps its selection.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(act)}
          data-sign={sign}
        />
      ))}
    </div>
  );
}
