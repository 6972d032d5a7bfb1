/** Who else has the draft open: initials in the toolbar, names and places on hover, a click goes there. */
import { t } from "../../words/designer";
import { state, useDesigner } from "../state/store";
import { colourOf, type Person, useTogether } from "../state/together";
import { initials } from "./Outlines";
import { placeOf, placeWords } from "./places";
import { goToPerson } from "./show";

const SHOWN = 4;

export function People() {
  const people = useTogether((s) => s.people);
  useDesigner((s) => s.documents);
  if (people.length === 0) return null;
  return (
    <span className="ds-people" role="group" aria-label={t("people.here")}>
      {people.slice(0, SHOWN).map((person) => (
        <button key={person.page} type="button" className={`ds-person is-person-${colourOf(person.page)}`} tabIndex={-1} data-tool aria-label={`${initials(person.name)}: ${words(person)}`} title={words(person)} onClick={() => goToPerson(person.place)}>
          {initials(person.name)}
        </button>
      ))}
      {people.length > SHOWN ? <span className="ds-muted" title={people.slice(SHOWN).map(words).join("\n")}>+{people.length - SHOWN}</span> : null}
    </span>
  );
}

function words(person: Person): string {
  const name = person.mine ? t("people.meElsewhere", { name: person.name }) : person.name;
  const place = placeOf(person.place);
  const at = place ? placeWords(state().documents, place) : "";
  return at ? t("people.at", { name, place: at }) : t("people.one", { name });
}
