/** The form as react-jsonschema-form carries it: sections from the server's schema, tables by the own field. */

import Form from "@rjsf/react-bootstrap";
import type { RJSFSchema } from "@rjsf/utils";
import { useEffect, useMemo, useRef, useState } from "react";

import type { Desk } from "./desk";
import type { Beside } from "./help/beside";
import type { DeskContext } from "./deskContext";
import { fields, widgets } from "./fields";
import { formDataOf, questionChanges, type FormData } from "./specs";
import { useFiles } from "./sections/useFiles";
import { templates } from "./templates";
import { validator } from "./validator";

const SETTLE = 250;
const DEFAULTS = { constAsDefaults: "never", emptyObjectFields: "skipDefaults" } as const;

interface FrameProps {
  desk: Desk;
  showPrevious: Beside;
  upload: DeskContext["upload"];
}

function dataOf(desk: Desk): FormData {
  return formDataOf(desk.questions, desk.tables, desk.book.values(), (key) => desk.book.get(key));
}

export function Frame({ desk, showPrevious, upload }: FrameProps) {
  const [data, setData] = useState<FormData>(() => dataOf(desk));
  const fromForm = useRef(false);
  const files = useFiles(desk, upload);
  const context = useMemo<DeskContext>(() => ({ desk, showPrevious, upload, files: files.door }), [desk, showPrevious, upload, files.door]);

  const ui = useMemo(() => ({ ...desk.payload.uiSchema, "ui:submitButtonOptions": { norender: true } }), [desk]);

  // Tables own their values; rjsf gets them as one object a little after the last change, not at every key.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = desk.book.on("edit", () => {
      if (fromForm.current) return;
      clearTimeout(timer);
      timer = setTimeout(() => setData(dataOf(desk)), SETTLE);
    });
    // What others saved must stand in the form before its next change is read back from it.
    const taken = desk.book.on("taken", () => setData(dataOf(desk)));
    return () => {
      clearTimeout(timer);
      stop();
      taken();
    };
  }, [desk]);

  return (
    <>
    <Form
      tagName="div"
      className="fill-form"
      schema={desk.payload.schema as RJSFSchema}
      uiSchema={ui}
      formData={data}
      formContext={context as unknown as Record<string, unknown>}
      validator={validator as never}
      fields={fields}
      widgets={widgets}
      templates={templates}
      readonly={desk.readOnly}
      // A list of choices is no default: what nobody chose stays blank.
      experimental_defaultFormStateBehavior={DEFAULTS}
      liveValidate="onBlur"
      showErrorList={false}
      noHtml5Validate
      idSeparator="_"
      onChange={(event) => {
        const next = event.formData as FormData;
        setData(next);
        fromForm.current = true;
        desk.book.edit({ cells: questionChanges(desk.questions, next, (key) => desk.book.entry(key)) });
        fromForm.current = false;
      }}
    />
    {files.dialog}
    </>
  );
}
