/** Registers the worker that serves this page when the network is away, where the browser has one. */

/** Milliseconds after loading that a first visit has to itself. */
const AFTER = 3_000;

export function registerWorker(address: string | undefined): void {
  if (!address || !("serviceWorker" in navigator)) return;
  // A browser that forbids it works as before: with a network.
  const register = () => void navigator.serviceWorker.register(address, { scope: "/bao-cao/", updateViaCache: "none" }).catch(() => undefined);
  // Its files come after the form's own: on a slow line they would stand in the way of the first figure.
  const soon = () => void setTimeout(register, AFTER);
  if (navigator.serviceWorker.controller) register();
  else if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}
