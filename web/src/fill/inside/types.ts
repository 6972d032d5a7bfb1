/** Who has a part in a report, and what changed since it was returned: as the server sends it. */

export interface StepDone {
  step: "entered" | "handed" | "checked" | "sent";
  by: string;
  /** The upper unit when it was done on behalf. */
  unit: string;
  at: string;
}

export interface Behalf {
  unit: string;
  unit_id: string;
  by: string;
  reason: string;
  at: string;
  open: boolean;
  used: boolean;
  objections: { text: string; by: string; at: string }[];
}

export interface People {
  checking: "self" | "other" | "apart";
  signing: "none" | "head";
  /** The person acts for the reporting unit itself. */
  own: boolean;
  steps: StepDone[];
  /** Why this person may not check it, when somebody else has to. */
  waits: string | null;
  /** Who was to check or to sign and gave it back to be mended, with the reason. A server of before an upgrade does not say it. */
  given_back?: { by: string; at: string; text: string } | null;
  behalf: Behalf | null;
  may_end: boolean;
  may_object: boolean;
}

interface Place {
  form: string;
  form_code: string;
  key: string;
  name: string;
  before: string;
  after: string;
}

export interface Change extends Place {
  computed: boolean;
  /** It stood in a row that was taken out. */
  gone: boolean;
}

export interface Reason extends Place {
  id: string;
  text: string;
  changed: boolean;
  answer: string;
}

export interface Differences {
  revision: number;
  event: "return" | "reopen";
  by: string;
  unit: string;
  at: string;
  text: string;
  changes: Change[];
  more: number;
  reasons: Reason[];
}

/** Where a cell stands: form, key. */
export type Go = (form: string, key: string) => void;
