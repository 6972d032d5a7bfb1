/** react-jsonschema-form as it comes, one text field a cell: what a table is measured against. Address: plain.html?rows=20&columns=20 */

import Form from "@rjsf/react-bootstrap";
import type { RJSFSchema } from "@rjsf/utils";
import { createRoot } from "react-dom/client";

import { validator } from "../src/fill/validator";

const asked = new URLSearchParams(location.search);
const [rows, columns] = [Number(asked.get("rows") ?? 20), Number(asked.get("columns") ?? 20)];
const names = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
const row = { type: "object", properties: Object.fromEntries(names("c", columns).map((name) => [name, { type: "string", title: name }])) };
const schema = { type: "object", properties: Object.fromEntries(names("r", rows).map((name) => [name, { ...row, title: name }])) } as RJSFSchema;
const data = Object.fromEntries(names("r", rows).map((name) => [name, Object.fromEntries(names("c", columns).map((column, index) => [column, String(index * 37)]))]));

const start = performance.now();
createRoot(document.getElementById("form")!).render(<Form schema={schema} formData={data} validator={validator as never} />);
const watch = () => {
  if (document.querySelector("input")) setTimeout(() => ((window as unknown as { opened: number }).opened = performance.now() - start));
  else requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
