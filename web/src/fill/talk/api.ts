/** Exchanges about cells: what the server tells, and the requests. Every answer is the whole list as it stands now. */

import { get, onceKey, post, request } from "../../http";
import { renewed } from "../session";

export type Side = "unit" | "receiver";

interface Said {
  id: string;
  text: string;
  by: string;
  unit: string;
  side: Side;
  at: string;
}

export interface Exchange extends Said {
  form: string;
  form_code: string;
  key: string;
  name: string;
  /** The form no longer has the cell. */
  gone: boolean;
  follow_up: boolean;
  internal: boolean;
  resolved: boolean;
  /** The last word was the other side's. */
  waits: boolean;
  may_settle: boolean;
  answers: Said[];
}

export interface Exchanges {
  comments: Exchange[];
  /** Whether this person may speak, and on which side. */
  may: boolean;
  side: Side;
}

export interface NewExchange {
  form: string;
  key: string;
  text: string;
  follow_up: boolean;
  internal: boolean;
}

const base = (submission: string) => `/api/submissions/${encodeURIComponent(submission)}/comments`;

export const loadExchanges = (submission: string): Promise<Exchanges> => get(base(submission));

export const beginExchange = (submission: string, said: NewExchange, once = onceKey()): Promise<Exchanges> =>
  renewed(() => post<Exchanges>(base(submission), said, { once }));

export const answerExchange = (submission: string, id: string, text: string, once = onceKey()): Promise<Exchanges> =>
  renewed(() => post<Exchanges>(`${base(submission)}/${encodeURIComponent(id)}/answer`, { text }, { once }));

export const settleExchange = (submission: string, id: string, change: { resolved?: boolean; follow_up?: boolean }): Promise<Exchanges> =>
  renewed(() => request<Exchanges>("PATCH", `${base(submission)}/${encodeURIComponent(id)}`, { body: change }));
