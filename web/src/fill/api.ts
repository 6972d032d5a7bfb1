/** The requests of the filling and receiving pages. */

import { get, onceKey, patch, post } from "../http";
import type { FileRef } from "../grid/cells";
import type { Act, ChecksPayload, FillPayload, SaveAnswer, SaveBody } from "./payload";

const base = (submission: string) => `/api/submissions/${encodeURIComponent(submission)}`;
const formUrl = (submission: string, form: string) => `${base(submission)}/forms/${encodeURIComponent(form)}`;

export const loadForm = (submission: string, form: string): Promise<FillPayload> => get(formUrl(submission, form));

export const saveForm = (submission: string, form: string, body: SaveBody, version: number): Promise<SaveAnswer> =>
  patch(formUrl(submission, form), body, version);

export const loadChecks = (submission: string): Promise<ChecksPayload> => get(`${base(submission)}/checks`);

/** Moves the submission along. `once` is made per press of a button, so a second sending of it changes nothing. */
export const act = (submission: string, name: Act, body: unknown = {}, once = onceKey()): Promise<unknown> =>
  post(`${base(submission)}/${name}`, body, { once });

/** Adds a file to a submission and gives the reference that a cell then holds. */
export async function uploadFile(submission: string, file: File): Promise<FileRef> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In slices: a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return post<FileRef>(`${base(submission)}/files`, { name: file.name, content: btoa(text) });
}

/** Address of an attached file, for downloading it. */
export const fileUrl = (submission: string, sha256: string): string => `${base(submission)}/files/${encodeURIComponent(sha256)}`;
