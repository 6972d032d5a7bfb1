/** The one door to the server: JSON both ways, the CSRF token, versions, and one shape of failure (RFC 9457). */

export interface ProblemItem {
  code: string;
  place?: string;
  message?: string;
  hint?: string;
  severity?: string;
  args?: Record<string, unknown>;
}

export interface ProblemBody {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  instance?: string;
  problems?: ProblemItem[];
  [extra: string]: unknown;
}

/** An answer that is not a success. `status` 0 means that no answer came (no network, server down). */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly body: ProblemBody,
  ) {
    super(body.title ?? `HTTP ${status}`);
    this.name = "RequestFailed";
  }

  get code(): string {
    return this.body.code ?? "";
  }

  /** True when trying the same again later can help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions {
  /** Sent as JSON; a FormData is sent as it is (files). */
  body?: unknown;
  /** Version that the change was made against, sent as If-Match. */
  version?: number | string | undefined;
  /** Idempotency-Key of an act that must happen once. */
  once?: string;
  /** Lets the browser finish the request after the page is gone (at most 64 KB). */
  keepalive?: boolean;
  signal?: AbortSignal;
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

function headers(method: string, options: RequestOptions): Record<string, string> {
  const all: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (options.body !== undefined && !(options.body instanceof FormData)) all["Content-Type"] = "application/json";
  if (method !== "GET") all["X-CSRFToken"] = meta("csrf-token");
  if (options.version !== undefined) all["If-Match"] = String(options.version);
  if (options.once) all["Idempotency-Key"] = options.once;
  return all;
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const kind = response.headers.get("Content-Type") ?? "";
  if (!kind.includes("json")) return null;
  return response.json().catch(() => null);
}

/** @throws RequestFailed for every answer that is not 2xx, for a login page in place of JSON, and for no answer at all. */
export async function request<T>(method: string, url: string, options: RequestOptions = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: headers(method, options),
      credentials: "same-origin",
      ...(options.body !== undefined && { body: options.body instanceof FormData ? options.body : JSON.stringify(options.body) }),
      ...(options.keepalive && { keepalive: true }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new RequestFailed(0, { title: "", code: "network" });
  }
  const body = await bodyOf(response);
  if (!response.ok) throw new RequestFailed(response.status, (body ?? {}) as ProblemBody);
  // A session that ended answers a JSON request with the login page after a redirect.
  if (body === null && response.redirected) throw new RequestFailed(401, { code: "access.login" });
  return body as T;
}

export const get = <T>(url: string, signal?: AbortSignal): Promise<T> => request<T>("GET", url, signal ? { signal } : {});
export const post = <T>(url: string, body: unknown, options: RequestOptions = {}): Promise<T> =>
  request<T>("POST", url, { ...options, body });
export const patch = <T>(url: string, body: unknown, version: number | string, options: RequestOptions = {}): Promise<T> =>
  request<T>("PATCH", url, { ...options, body, version });

/** A fresh key for an act that must happen once even when the request is sent twice. */
export function onceKey(): string {
  return crypto.randomUUID();
}

/** Data that the server page left for an island. */
export function islandData<T>(): T {
  const holder = document.getElementById("island-data");
  return JSON.parse(holder?.textContent ?? "{}") as T;
}
