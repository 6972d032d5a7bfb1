/** The session behind an open page: a page outlives its token when the person signs in again beside it. */

import { get, RequestFailed } from "../http";

interface Session {
  id: string;
  user: string;
  csrf: string;
}

let person = "";

/** Whose work this page holds; nothing of it is ever sent in the name of somebody else. */
export function worksAs(user: string): void {
  person = user;
}

function setToken(token: string): void {
  let meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  if (!meta) {
    meta = document.createElement("meta");
    meta.name = "csrf-token";
    document.head.append(meta);
  }
  meta.content = token;
}

/** Fetches a token of the session that this browser has now. @throws RequestFailed 401 when it is nobody's or somebody else's. */
export async function renew(): Promise<void> {
  const session = await get<Session>("/api/session");
  if (person && session.id !== person) throw new RequestFailed(401, { code: "access.other", other: session.user });
  setToken(session.csrf);
}

/** Does a request; with a token that no longer holds, once more with a new one. A page from this machine has none to begin with. */
export async function renewed<T>(act: () => Promise<T>): Promise<T> {
  if (!document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content) await renew();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RequestFailed) || error.code !== "csrf") throw error;
    await renew();
    return act();
  }
}
