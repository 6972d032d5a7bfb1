/** What the server says when it refuses. */

import type { RequestFailed } from "../http";
import { t } from "../words/fill";

export function problemText(error: RequestFailed): string {
  return [error.body.title, error.body.detail].filter(Boolean).join(" ") || t("act.failed");
}
