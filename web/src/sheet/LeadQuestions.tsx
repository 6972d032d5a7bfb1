/** The lead agency's questions outside of tables, answered at its desk with the fields of the filling page. */

import { useMemo } from "react";

import type { Desk } from "../fill/desk";
import { Frame } from "../fill/Frame";
import type { FileRef } from "../grid/cells";
import { leadPart } from "./leadPart";

export default function LeadQuestions({ desk, section, upload }: { desk: Desk; section: string; upload: (file: File) => Promise<FileRef> }) {
  const part = useMemo(() => leadPart(desk, section), [desk, section]);
  return <div className="sheet-lead-questions"><Frame desk={desk} showPrevious="none" upload={upload} part={part} /></div>;
}
