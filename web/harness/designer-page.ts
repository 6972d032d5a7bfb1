/**
 * The designer on a page of its own: real example documents, a draft server in memory.
 *
 * Address: designer.html?sample=thanh_tra|tthc|big|empty&form=f_01xld&state=in_review
 */

import "@fontsource-variable/inter";
import "bootstrap/dist/css/bootstrap.min.css";
import "../src/styles/tokens.css";
import "../src/styles/base.css";
import { DraftServer } from "./designer-server";

const asked = new URLSearchParams(location.search);
const server = new DraftServer(asked);
window.fetch = server.fetch;
(window as unknown as { server: DraftServer }).server = server;

const data = document.createElement("script");
data.type = "application/json";
data.id = "island-data";
data.textContent = JSON.stringify(server.island());
document.body.append(data);
await import("../src/entries/designer");
// Nothing runs by itself here unless a test asks for it.
const { useProving } = await import("../src/designer/state/proving");
useProving.setState({ pause: Number(asked.get("pause") ?? 0) });
