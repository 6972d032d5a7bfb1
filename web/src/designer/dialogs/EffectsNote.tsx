/** What the draft does to figures that units have already stated: numbers, and the way to the page that names each. */
import { useEffect, useState } from "react";
import { get, RequestFailed } from "../../http";
import { t } from "../../words/review";

interface Effects {
  reports: number;
  looked: number;
  first: boolean;
  nothing: boolean;
  lost: { values: number }[];
  judged: unknown[];
  totals: unknown[];
  moved: unknown[];
  open: { states: Record<string, number> }[];
  problem: string;
}

export function EffectsNote({ draft }: { draft: string }) {
  const [found, setFound] = useState<Effects | null>(null);
  const [fault, setFault] = useState("");
  const id = encodeURIComponent(draft);
  useEffect(() => {
    let alive = true;
    get<Effects>(`/api/drafts/${id}/effects`)
      .then((effects) => alive && setFound(effects))
      .catch((error: unknown) => alive && setFault((error instanceof RequestFailed && error.body.title) || t("rv.effects.failed")));
    return () => {
      alive = false;
    };
  }, [id]);
  return (
    <section>
      <h3>{t("rv.effects")}</h3>
      {fault ? <p className="ds-hint" role="status">{fault}</p> : found === null ? <p className="ds-hint" role="status">{t("rv.effects.looking")}</p> : <Said found={found} />}
      <p><a href={`/thiet-ke/${id}/tac-dong`} target="_blank" rel="noopener">{t("rv.effects.more")}</a></p>
    </section>
  );
}

function Said({ found }: { found: Effects }) {
  if (found.problem) return <p className="ds-hint">{t("rv.effects.failed")} {found.problem}</p>;
  if (found.first) return <p className="ds-hint">{t("rv.effects.first")}</p>;
  if (!found.reports) return <p className="ds-hint">{t("rv.effects.none")}</p>;
  const lines = counted(found);
  if (lines.length === 0 && found.nothing && found.looked === found.reports) return <p className="ds-hint">{t("rv.effects.nothing", { n: found.looked })}</p>;
  return (
    <>
      <ul className="ds-sentences">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
      <p className="ds-hint">{t("rv.effects.looked", { n: found.looked, all: found.reports })}</p>
    </>
  );
}

/** A line for each kind of effect that there is. */
export function counted(found: Effects): string[] {
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
  const lines: [Parameters<typeof t>[0], number][] = [
    ["rv.effects.lost", sum(found.lost.map((one) => one.values))],
    ["rv.effects.judged", found.judged.length],
    ["rv.effects.totals", found.totals.length + found.moved.length],
    ["rv.effects.open", sum(found.open.flatMap((one) => Object.values(one.states)))],
  ];
  return lines.filter(([, n]) => n > 0).map(([key, n]) => t(key, { n }));
}
