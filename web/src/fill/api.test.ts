import { afterEach, expect, it, vi } from "vitest";

import { uploadFile } from "./api";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("sends a file as the server reads it and gives back the reference", async () => {
  const kept = { name: "qd.pdf", sha256: "a".repeat(64), size: 70000 };
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(kept), { status: 201, headers: { "Content-Type": "application/json" } }));
  vi.stubGlobal("fetch", fetched);
  document.head.innerHTML = '<meta name="csrf-token" content="t">';
  const bytes = new Uint8Array(70000).fill(200);
  expect(await uploadFile("s1", { name: "qd.pdf", arrayBuffer: async () => bytes.buffer } as unknown as File)).toEqual(kept);
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("/api/submissions/s1/files");
  const body = JSON.parse(String(init.body)) as { name: string; content: string };
  expect(body.name).toBe("qd.pdf");
  expect(atob(body.content).length).toBe(70000);
});
