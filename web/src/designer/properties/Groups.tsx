/** A document as a page of groups. What no group names stands in the last one, so a new property has its place at once. */
import type { Place } from "./PropertyForm";
import { PropertyForm } from "./PropertyForm";

export interface Group {
  title: string;
  names: string[];
}

export function Groups({ place, groups, rest }: { place: Place; groups: Group[]; rest: string }) {
  const all = Object.keys(place.schema.properties ?? {}).filter((name) => !place.omit?.includes(name));
  const named = new Set(groups.flatMap((group) => group.names));
  const others = all.filter((name) => !named.has(name));
  const shown = [...groups, ...(others.length > 0 ? [{ title: rest, names: others }] : [])];
  return (
    <>
      {shown.map(({ title, names }) => (
        <div className="ds-block" key={title}>
          <h3 className="ds-block-title">{title}</h3>
          <PropertyForm name={title} place={{ ...place, lead: names, omit: [...(place.omit ?? []), ...all.filter((name) => !names.includes(name))] }} />
        </div>
      ))}
    </>
  );
}
