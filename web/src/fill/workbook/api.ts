/** Sends a workbook for its preview. */

import { post } from "../../http";
import { base64Of } from "../api";
import { renewed } from "../session";
import type { Preview } from "./preview";

/** Beyond it the server takes no body. */
export const MOST_MB = 11;

export async function previewOf(submission: string, form: string, file: File, signal?: AbortSignal): Promise<Preview> {
  const url = `/api/submissions/${encodeURIComponent(submission)}/forms/${encodeURIComponent(form)}/workbook/preview`;
  const content = await base64Of(file);
  return renewed(() => post<Preview>(url, { name: file.name, content }, signal ? { signal } : {}));
}
