/** A narrative text to read: text nodes and three kinds of elements, nothing of what was written can become anything else. */

import { Fragment, type ReactNode } from "react";

import { linesOf, type Run, type TextValue } from "./model";

function Marked({ run }: { run: Run }): ReactNode {
  let shown: ReactNode = run.text;
  if (run.marks?.includes("u")) shown = <u>{shown}</u>;
  if (run.marks?.includes("i")) shown = <em>{shown}</em>;
  if (run.marks?.includes("b")) shown = <strong>{shown}</strong>;
  return shown;
}

export function RichView({ value }: { value: TextValue | { raw: string } | null }) {
  return (
    <>
      {linesOf(value).map(({ sign, depth, runs }, index) => (
        <p key={index} data-depth={depth || undefined}>
          {sign && <span className="rich-sign">{sign}</span>}
          {runs.map((run, at) => <Fragment key={at}><Marked run={run} /></Fragment>)}
        </p>
      ))}
    </>
  );
}
