/** Fields that keep what is typed to themselves and hand it over once: on Enter or when the focus leaves. */
import { type ReactNode, useId } from "react";
import { useFollowed } from "./useFollowed";

interface Common {
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
}

interface TextProps extends Common {
  value: string;
  onCommit: (value: string) => void;
  multiline?: boolean;
  placeholder?: string;
  inputMode?: "text" | "numeric";
  type?: "text" | "date";
  narrow?: boolean;
  labelHidden?: boolean;
}

export function TextField({ label, hint, disabled, value, onCommit, multiline, placeholder, inputMode, type, narrow, labelHidden }: TextProps) {
  const id = useId();
  const [text, setText] = useFollowed(value);
  const commit = (): void => {
    const cleaned = text.normalize("NFC").trim();
    if (cleaned !== value) onCommit(cleaned);
    else if (text !== value) setText(value);
  };
  const common = {
    id,
    value: text,
    disabled,
    placeholder,
    "aria-describedby": hint ? `${id}-hint` : undefined,
    onBlur: commit,
  };
  return (
    <div className={`ds-field${narrow ? " is-narrow" : ""}`}>
      <label htmlFor={id} className={labelHidden ? "visually-hidden" : undefined}>{label}</label>
      {multiline ? (
        <textarea {...common} rows={Math.min(6, Math.max(2, text.split("\n").length))} onChange={(event) => setText(event.target.value)} />
      ) : (
        <input
          {...common}
          type={type ?? "text"}
          inputMode={inputMode}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
            if (event.key === "Escape") setText(value);
          }}
        />
      )}
      {hint ? <p className="ds-hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}

interface ChoiceProps extends Common {
  value: string;
  options: { value: string; label: string }[];
  /** The field of a dialog to begin with. */
  begin?: boolean;
  onChange: (value: string) => void;
}

export function ChoiceField({ label, hint, disabled, value, options, begin, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="ds-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} data-begin={begin || undefined} value={value} disabled={disabled} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint ? <p className="ds-hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}

interface CheckProps extends Common {
  checked: boolean;
  /** Some of the selection have it, some have not. */
  mixed?: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, hint, disabled, checked, mixed, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className="ds-check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        ref={(element) => {
          if (element) element.indeterminate = mixed ?? false;
        }}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint ? <p className="ds-hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}
