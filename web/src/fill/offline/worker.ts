/** Registers the worker that serves this page when the network is away, where the browser has one. */

export function registerWorker(address: string | undefined): void {
  if (!address || !("serviceWorker" in navigator)) return;
  // A browser that forbids it works as before: with a network.
  navigator.serviceWorker.register(address, { scope: "/bao-cao/", updateViaCache: "none" }).catch(() => undefined);
}
