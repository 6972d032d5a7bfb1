/** Named points and the beginning; a chosen one says what became different since. */
import { t } from "../../words/designer";
import { choose, useHistory } from "./state";

const START = "start";

export function PointList() {
  const { points, chosen } = useHistory();
  const lines = [...points, { id: START, name: t("point.start"), seq: 0, by: "", at_text: "" }];
  return (
    <>
      {points.length === 0 ? <p className="ds-empty">{t("point.none")}</p> : null}
      <ul className="ds-list ds-points">
        {lines.map((point) => (
          <li key={point.id}>
            <button type="button" className="ds-point" aria-pressed={chosen?.kind === "point" && chosen.id === point.id} onClick={() => void choose({ kind: "point", id: point.id, seq: point.seq })}>
              <span className="ds-change-label">{point.name}</span>
              {point.by ? <span className="ds-change-who">{point.by} · {point.at_text}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
