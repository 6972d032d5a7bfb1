/** Who signs out leaves no report on the machine: only what was typed and has not been saved stays. */

import { browserSmall } from "./drafts";
import { forms } from "./vault";

/** On the page that asks for the name and the password: nobody is signed in, so no form is kept for work without a network. */
export function forgetForms(page: Document): void {
  if (!page.querySelector('form[action="/login"] input[name="password"]')) return;
  void forms.clear();
  for (const key of browserSmall.keys()) if (key.startsWith("khuon:since:")) browserSmall.removeItem(key);
}
