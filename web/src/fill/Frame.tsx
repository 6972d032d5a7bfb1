/** The form as react-jsonschema-form carries it: sections from the server's schema, tables by the own field. */

import Form from "@rjsf/react-bootstrap";
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";

import type { Desk } from "./desk";
import type { Beside } from "./help/beside";
import type { DeskContext } from "./deskContext";
import { fields, widgets } from "./fields";
import { formDataOf, questionChanges, type FormData, type Question } from "./specs";
import { useFiles } from "./sections/useFiles";
import { templates } from "./templates";
import { validator } from "./validator";

const SETTLE = 250;
const DEFAULTS = { constAsDefaults: "never", emptyObjectFields: "skipDefaults" } as const;

/** Some questions of a form, when it is not drawn whole. */
export interface Part {
  schema: RJSFSchema;
  uiSchema: UiSchema;
  questions: readonly Question[];
}

interface FrameProps {
  desk: Desk;
  showPrevious: Beside;
  upload: DeskContext["upload"];
  part?: Part;
}

export function Frame({ desk, showPrevious, upload, part }: FrameProps) {
  const { schema, uiSchema } = part ?? desk.payload;
  const questions = part?.questions ?? desk.questions;
  const dataOf = useCallback(() => formDataOf(questions, part ? [] : desk.tables, desk.book.values(), (key) => desk.book.get(key)), [desk, part, questions]);
  const [data, setData] = useState<FormData>(dataOf);
  const fromForm = useRef(false);
  const files = useFiles(desk, upload);
  const context = useMemo<DeskContext>(() => ({ desk, showPrevious, upload, files: files.door }), [desk, showPrevious, upload, files.door]);

  const ui = useMemo(() => ({ ...uiSchema, "ui:submitButtonOptions": { norender: true } }), [uiSchema]);

  // Tables own their values; rjsf gets them as one object a little after the last change, not at every key.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = desk.book.on("edit", () => {
      if (fromForm.current) return;
      clearTimeout(timer);
      timer = setTimeout(() => setData(dataOf()), SETTLE);
    });
    // What others saved must stand in the form before its next change is read back from it.
    const taken = desk.book.on("taken", () => setData(dataOf()));
    return () => {
      clearTimeout(timer);
      stop();
      taken();
    };
  }, [desk, dataOf]);

  return (
    <>
    <Form
      tagName="div"
      className="fill-form"
      schema={schema as RJSFSchema}
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
        desk.book.edit({ cells: questionChanges(questions, next, (key) => desk.book.entry(key)) });
        fromForm.current = false;
      }}
    />
    {files.dialog}
    </>
  );
}
