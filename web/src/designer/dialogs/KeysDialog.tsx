/** The keys of the designer on one page, read from the lists that the keyboard runs by. */
import { t } from "../../words/designer";
import { COMMANDS, KIND_KEYS, MOST_DECIMALS } from "../canvas/commandKeys";
import { FORMULA_KEYS, TEXT_KEYS } from "../canvas/typingKeys";
import { Dialog } from "../parts/Dialog";
import { setState } from "../state/store";

interface Line {
  keys: string;
  says: string;
}

/** "Shift+ArrowUp", "Shift+ArrowDown" as they stand on a keyboard: "Shift + ↑ ↓". */
export function shown(keys: string[]): string {
  const names: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Space: t("key.space"), ContextMenu: t("key.menu"), Escape: "Esc" };
  const together = new Map<string, string[]>();
  for (const key of keys) {
    const parts = key.split("+");
    const last = parts.pop() ?? "";
    const held = parts.join(" + ");
    together.set(held, [...(together.get(held) ?? []), names[last] ?? (last.length === 1 ? last.toUpperCase() : last)]);
  }
  return [...together].map(([held, list]) => (held ? `${held} + ${list.join(" ")}` : list.join(" "))).join(", ");
}

export function keyLines(): { title: string; lines: Line[] }[] {
  const kinds = Object.entries(KIND_KEYS).map(([letter, kind]): Line => ({ keys: letter.toUpperCase(), says: t(`kind.${kind}`) }));
  const more: Line[] = [
    { keys: `0 … ${MOST_DECIMALS}`, says: t("keys.decimals") },
    { keys: "*", says: t("keys.required") },
    { keys: "U", says: t("keys.unit") },
  ];
  const given = (list: readonly (readonly [string[], Parameters<typeof t>[0]])[]): Line[] => list.map(([keys, says]) => ({ keys: shown(keys), says: t(says) }));
  return [
    ...COMMANDS.map(({ title, commands }) => ({ title: t(title), lines: commands.map(({ keys, says }) => ({ keys: shown(keys), says: t(says) })) })),
    { title: t("keys.group.cells"), lines: [...kinds, ...more] },
    { title: t("keys.group.text"), lines: given(TEXT_KEYS) },
    { title: t("keys.group.formula"), lines: given(FORMULA_KEYS) },
  ];
}

export function KeysDialog() {
  const close = (): void => setState({ dialog: null });
  return (
    <Dialog title={t("keys")} wide onClose={close} onSubmit={close} foot={<button type="submit" className="btn btn-primary">{t("close")}</button>}>
      <div className="ds-keys">
        {keyLines().map(({ title, lines }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {lines.map(({ keys, says }) => (
                <div key={says}><dt><kbd>{keys}</kbd></dt><dd>{says}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
