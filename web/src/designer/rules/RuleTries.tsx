/** Beside a check: how it came out on the filled examples and on its own, wrong ones named. */
import { t } from "../../words/designer";
import type { Tried } from "../examples/tries";

export function RuleTries({ tried }: { tried: readonly Tried[] }) {
  if (tried.length === 0) return null;
  const wrong = tried.filter((each) => !each.right);
  const right = tried.filter((each) => each.right && each.outcome !== "silent").length;
  return (
    <div className={`ds-tries${wrong.length > 0 ? " is-wrong" : ""}`}>
      <span>{t("tries")}: {[right > 0 ? t("tries.right", { n: right }) : "", wrong.length > 0 ? t("tries.wrong", { n: wrong.length }) : ""].filter(Boolean).join(", ") || t("tries.silent")}</span>
      {wrong.length > 0 ? <ul>{wrong.map((one) => <TryLine key={one.example} one={one} />)}</ul> : null}
    </div>
  );
}

/** `made`: the examples without a name were made for the check, nobody keeps them. */
export function TryLine({ one, made = false }: { one: Tried; made?: boolean }) {
  const said = one.right ? t(one.outcome === "silent" ? "tries.silent" : `tries.${one.outcome}`) : t(one.outcome === "fails" ? "tries.shouldHold" : "tries.shouldFail");
  return (
    <li className={one.right ? "is-right" : "is-wrong"}>
      {one.title ? `“${one.title}”` : t(made ? "tries.made" : "tries.kept", { n: one.example })}: {said}{one.sentence ? ` — ${one.sentence}` : ""}
    </li>
  );
}
