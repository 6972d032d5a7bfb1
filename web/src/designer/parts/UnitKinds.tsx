/** Kinds of units to choose from, by the names that officials use. */
import { useId } from "react";
import { t } from "../../words/designer";

const KINDS = ["commune", "department", "division", "province"] as const;

/** Options of a choice; what a document says and nobody knows stays as it is. */
export function unitKinds(held = ""): { value: string; label: string }[] {
  const known = KINDS.map((kind) => ({ value: kind as string, label: t(`unitKind.${kind}`) }));
  return held && !KINDS.some((kind) => kind === held) ? [...known, { value: held, label: held }] : known;
}

interface UnitKindsProps {
  label: string;
  hint: string;
  value: readonly string[];
  disabled?: boolean;
  onChange: (kinds: string[]) => void;
}

export function UnitKindsField({ label, hint, value, disabled, onChange }: UnitKindsProps) {
  const id = useId();
  const options = [...unitKinds(), ...value.filter((kind) => !KINDS.some((known) => known === kind)).map((kind) => ({ value: kind, label: kind }))];
  return (
    <fieldset className="ds-checks" disabled={disabled} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      {options.map((option) => (
        <div className="ds-check" key={option.value}>
          <input
            id={`${id}-${option.value}`}
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) => onChange(options.map((each) => each.value).filter((each) => (each === option.value ? event.target.checked : value.includes(each))))}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
        </div>
      ))}
      <p className="ds-hint" id={`${id}-hint`}>{hint}</p>
    </fieldset>
  );
}
