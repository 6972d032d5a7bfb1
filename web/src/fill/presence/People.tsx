/** Who else has the report open, and where; a press on a name goes to the cell. */

import { t } from "../../words/fill-saving";
import type { Desk } from "../desk";
import type { FormTab, Person } from "../payload";

interface PeopleProps {
  people: readonly Person[];
  desk: Desk;
  formId: string;
  tabs: readonly FormTab[];
}

function placeOf({ form, cell }: Person, { desk, formId, tabs }: PeopleProps): string {
  if (form !== formId) return t("people.form", { code: tabs.find((tab) => tab.id === form)?.code ?? form });
  return cell ? desk.nameOf(cell) : "";
}

export function People(props: PeopleProps) {
  const { people, desk, formId } = props;
  if (!people.length) return null;
  return (
    <ul className="fill-people" aria-label={t("people.here")}>
      <li aria-hidden="true" className="muted">{t("people.here")}</li>
      {people.map((one) => {
        const [name, place] = [one.mine ? t("people.mine") : one.name, placeOf(one, props)];
        const words = !place ? name : t(one.typing ? "people.typing" : "people.at", { name, place });
        const near = one.form === formId && one.cell !== "";
        return (
          <li key={one.page} className={one.typing ? "is-typing" : undefined} title={words}>
            {near ? <button type="button" title={t("people.go")} onClick={() => desk.goTo(one.cell)}>{words}</button> : words}
          </li>
        );
      })}
    </ul>
  );
}
