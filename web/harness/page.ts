/**
 * The islands on a page of their own, without the server: `fetch` is answered from sample data kept in memory.
 * For looking at the pages and for browser tests; no part of the shipped bundle.
 *
 * Address: fill.html?form=xld|II06a|big|mixed, sheet.html?mode=receive|review
 */

import "@fontsource-variable/inter";
import "bootstrap/dist/css/bootstrap.min.css";
import "../src/styles/tokens.css";
import "../src/styles/base.css";
import { FakeServer } from "./server";

// These sheets stand for `first.css`, whose mark says to the page that it has come.
document.documentElement.style.setProperty("--khuon-first", "1");
const asked = new URLSearchParams(location.search);
const form = asked.get("form") ?? "xld";
const server = new FakeServer(asked);
window.fetch = server.fetch;
(window as unknown as { server: FakeServer }).server = server;

const data = document.createElement("script");
data.type = "application/json";
data.id = "island-data";
const mode = asked.get("mode") ?? "receive";
data.textContent = JSON.stringify(
  document.querySelector('[data-island="fill"]')
    ? { submission: "s1", form, user: "u1" }
    : mode === "review"
      ? { mode, ...server.review() }
      : { mode, submission: "s1", form },
);
document.body.append(data);

if (document.querySelector('[data-island="fill"]')) await import("../src/entries/fill");
else await import("../src/entries/sheet");
