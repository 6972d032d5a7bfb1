/** The requests of the filling and receiving pages. */

import { get, onceKey, patch, post, RequestFailed } from "../http";
import type { FileRef } from "../grid/cells";
import { heardEdition, otherEdition } from "./edition";
import { renewed } from "./session";
import type { Act, CellLine, ChecksPayload, FillPayload, Heard, SaveAnswer, SaveBody } from "./payload";

const base = (submission: string) => `/api/submissions/${encodeURIComponent(submission)}`;
const formUrl = (submission: string, form: string) => `${base(submission)}/forms/${encodeURIComponent(form)}`;

/** An answer with its edition noted. */
async function told<T extends { edition?: string }>(asked: Promise<T>): Promise<T> {
  const answer = await asked;
  heardEdition(answer?.edition);
  return answer;
}

export const loadForm = (submission: string, form: string): Promise<FillPayload> => told(get(formUrl(submission, form)));

/** @throws RequestFailed for an answer of another edition that says nothing of a version: the cells are as good as not sent. */
async function saved(asked: Promise<SaveAnswer>): Promise<SaveAnswer> {
  const answer = await told(asked);
  if (otherEdition() && typeof answer?.version !== "number") throw new RequestFailed(503, { code: "answer.unknown" });
  return answer;
}

export const saveForm = (submission: string, form: string, body: SaveBody, version: number): Promise<SaveAnswer> =>
  saved(renewed(() => patch(formUrl(submission, form), body, version)));

/** Saves cells of the lead agency in a received report. */
export const saveAppraisal = (submission: string, form: string, body: SaveBody, version: number): Promise<SaveAnswer> =>
  renewed(() => patch(`${formUrl(submission, form)}/appraisal`, body, version));

export const loadChecks = (submission: string): Promise<ChecksPayload> => get(`${base(submission)}/checks`);

/** Moves the submission along. `once` is made per press of a button, so a second sending of it changes nothing. */
export const act = (submission: string, name: Act, body: unknown = {}, once = onceKey()): Promise<unknown> =>
  renewed(() => post(`${base(submission)}/${name}`, body, { once }));

/** The bytes of a file as the server takes them inside JSON. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In slices: a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

/** Adds a file to a submission and gives the reference that a cell then holds. */
export async function uploadFile(submission: string, file: File, party: "unit" | "lead" = "unit"): Promise<FileRef> {
  const content = await base64Of(file);
  return renewed(() => post<FileRef>(`${base(submission)}/${party === "lead" ? "appraisal/files" : "files"}`, { name: file.name, content }));
}

/** What others saved in a form behind a version, and who else has the report open; tells them where this page is. */
export const listen = (submission: string, form: string, body: { since: number; report: number; elsewhere?: string | undefined; page: string; cell: string; typing: boolean }): Promise<Heard> =>
  told(renewed(() => post<Heard>(`${formUrl(submission, form)}/listen`, body)));

/** The page is closed: the others need not wait to see that. */
export const leave = (submission: string, page: string): Promise<unknown> => post(`${base(submission)}/leave`, { page }, { keepalive: true });

/** Changes of one cell, newest first. */
export const loadHistory = (submission: string, form: string, key: string): Promise<{ cells: CellLine[] }> =>
  get(`${base(submission)}/history?${new URLSearchParams({ form, key })}`);

/** Address of an attached file, for downloading it. */
export const fileUrl = (submission: string, sha256: string): string => `${base(submission)}/files/${encodeURIComponent(sha256)}`;
