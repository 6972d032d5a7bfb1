/** Requests about who fills a report, and about what changed since it was returned. */

import { get, post } from "../../http";
import type { Differences } from "./types";

const base = (submission: string) => `/api/submissions/${encodeURIComponent(submission)}`;

export const loadDifferences = async (submission: string): Promise<Differences | null> =>
  (await get<{ differences: Differences | null }>(`${base(submission)}/differences`)).differences;

export const answerReason = (submission: string, note: string, text: string): Promise<unknown> =>
  post(`${base(submission)}/notes/${encodeURIComponent(note)}/answer`, { reason: text });

export const endBehalf = (submission: string): Promise<unknown> => post(`${base(submission)}/behalf/end`, {});

export const objectTo = (submission: string, text: string): Promise<unknown> => post(`${base(submission)}/behalf/object`, { reason: text });
