/** In the designer: the way to more forms from a file, and where a form came from. */
import { useEffect, useState } from "react";
import { Icon } from "../designer/parts/Icon";
import { get } from "../http";
import { t } from "../words/importing";

interface Source {
  form: string;
  name: string;
  sheet: string;
  left: number;
  address: string;
}

/** Where the forms of a draft were read from. Without an answer the draft is drawn all the same. */
export function useSources(draft: string): Source[] {
  const [sources, setSources] = useState<Source[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    get<{ sources: Source[] }>(`/api/drafts/${draft}/sources`, stop.signal).then(
      (answer) => setSources(answer.sources ?? []),
      () => undefined,
    );
    return () => stop.abort();
  }, [draft]);
  return sources;
}

export function SourceLink({ sources, form }: { sources: readonly Source[]; form: string }) {
  return sources.filter((source) => source.form === form).map((source) => (
    <li key={source.address}>
      <a className="ds-nav ds-source" href={source.address} title={`${source.name} · ${source.sheet}`}>
        <Icon name="file" />
        <span className="ds-nav-text">{source.sheet ? t("source.sheet", { name: source.name, sheet: source.sheet }) : t("source", { name: source.name })}</span>
        {source.left > 0 ? <span className="count count-warn" title={t("source.left", { n: source.left })}>{source.left}</span> : null}
      </a>
    </li>
  ));
}

export function AddFromFile({ draft }: { draft: string }) {
  return <a className="ds-quiet" href={`/thiet-ke/nhap-bieu?draft=${encodeURIComponent(draft)}`}><Icon name="file" /> {t("source.add")}</a>;
}
