/** Remarks over HTTP; every answer is the whole list as it stands now. */

import { request } from "../http";
import type { Comment } from "./model";

export interface Listed {
  comments: Comment[];
  write: boolean;
  resolve: boolean;
}

const at = (draft: string) => `/api/drafts/${encodeURIComponent(draft)}/comments`;

export function addComment(draft: string, form: string, place: string, text: string): Promise<Listed> {
  return request<Listed>("POST", at(draft), { body: { form, place, text } });
}

export function answerComment(draft: string, comment: string, text: string): Promise<Listed> {
  return request<Listed>("POST", `${at(draft)}/${encodeURIComponent(comment)}/answers`, { body: { text } });
}

export function resolveComment(draft: string, comment: string, done: boolean): Promise<Listed> {
  return request<Listed>("POST", `${at(draft)}/${encodeURIComponent(comment)}/resolve`, { body: { done } });
}
