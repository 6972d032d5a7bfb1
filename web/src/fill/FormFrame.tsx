/** The sections of a form. What draws plain questions is a third of the page's script: a form of tables alone comes without it. */

import { lazy, Suspense } from "react";

import { t } from "../words/fill";
import type { Desk } from "./desk";
import type { Beside } from "./help/beside";
import type { DeskContext } from "./deskContext";
import { releaseStyles, untilThere } from "./later";
import { useFiles } from "./sections/useFiles";
import { TableSection } from "./TableSection";

const Frame = lazy(async () => {
  // Its fields look as those of every page, whose styles the first picture of a table does without.
  releaseStyles();
  return { default: (await untilThere(() => import("./Frame"))).Frame };
});

interface FormFrameProps {
  desk: Desk;
  showPrevious: Beside;
  upload: DeskContext["upload"];
}

function Tables({ desk, showPrevious, upload }: FormFrameProps) {
  const files = useFiles(desk, upload);
  return (
    <div className="fill-form">
      <div className="fill-sections">
        {desk.tables.map((table) => (
          <div key={table.section} className="fill-part">
            <TableSection desk={desk} section={table.section} showPrevious={showPrevious} files={files.door} />
          </div>
        ))}
      </div>
      {files.dialog}
    </div>
  );
}

export function FormFrame(props: FormFrameProps) {
  const { sections } = props.desk.payload.form;
  if (sections.length > 0 && sections.every((section) => "columns" in section)) return <Tables {...props} />;
  return (
    <Suspense fallback={<p className="muted" role="status">{t("load.waiting")}</p>}>
      <Frame {...props} />
    </Suspense>
  );
}
