/** Everything the language says of an indicator, drawn from its schema. */
import { t } from "../../words/designer";
import type { Id } from "../model/documents";
import { PropertyForm } from "../properties/PropertyForm";
import { fragment } from "../properties/schemas";
import { state } from "../state/store";
import { indicatorsOf } from "./bindings";

export function IndicatorPanel({ id }: { id: Id }) {
  const refuse = (keys: string[], value: unknown): string | undefined =>
    keys[0] === "code" && indicatorsOf(state().documents).some((each) => each.id !== id && each.code === value) ? t("indicators.codeTaken") : undefined;
  return <PropertyForm place={{ at: ["indicator"], schema: fragment("indicator", []), paths: [[id]], form: null, omit: ["spec", "id", "part"], refuse }} />;
}
