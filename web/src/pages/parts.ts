/**
 * Parts of a server page that take a while. An element with `data-part` stands on the page with a plain link to a page
 * of its own; with script the part is fetched and takes the element's place. Parts come one after the other, because
 * each keeps the server busy. `data-part-running` and `data-part-failed` are what the `[data-part-say]` inside says.
 */

/** Fetch every part of the page, from top to bottom. */
export async function fetchParts(page: Document): Promise<void> {
  for (const place of page.querySelectorAll<HTMLElement>("[data-part]")) await fetchPart(place);
}

async function fetchPart(place: HTMLElement): Promise<void> {
  const say = place.querySelector<HTMLElement>("[data-part-say]");
  const link = say?.querySelector("a") ?? null;
  say?.setAttribute("role", "status");
  say?.replaceChildren(place.dataset.partRunning ?? "");
  place.setAttribute("aria-busy", "true");
  const part = await read(place.dataset.part ?? "", place.id);
  if (part) {
    place.replaceWith(part);
    return;
  }
  place.removeAttribute("aria-busy");
  say?.replaceChildren(place.dataset.partFailed ?? "", ...(link ? [" ", link] : []));
}

/** The element of this id in the answer; null for no answer, a refusal, or another page in its place (signed out). */
async function read(address: string, id: string): Promise<Element | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
