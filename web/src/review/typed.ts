/** What was typed on the desk and not sent yet: leafing to another form is another page, and nothing typed may be lost. */

const PREFIX = "khuon.review.typed.";

export function typedBefore(about: string): string {
  return sessionStorage.getItem(PREFIX + about) ?? "";
}

export function keepTyped(about: string, text: string): void {
  if (text) sessionStorage.setItem(PREFIX + about, text);
  else sessionStorage.removeItem(PREFIX + about);
}

/** The notes and reasons beside the island: kept while they are typed, let go once their form is sent. */
export function keepFields(page: Document, draft: string): void {
  for (const field of page.querySelectorAll<HTMLTextAreaElement>("#decision textarea")) {
    const about = `${draft}.${field.id}`;
    if (!field.value) field.value = typedBefore(about);
    field.addEventListener("input", () => keepTyped(about, field.value));
    field.form?.addEventListener("submit", () => keepTyped(about, ""));
  }
}
