/** What is wrong with a draft is known from its opening on, not only after the first change. */
import { RequestFailed } from "../../http";
import type { DraftApi } from "./api";
import { setState, state } from "./store";

/** Ask once; an answer to a change that was made meanwhile knows better. */
export async function checkAtOpening(api: Pick<DraftApi, "check">): Promise<void> {
  const { draft, rev, base } = state();
  if (draft.past) return;
  try {
    const { problems } = await api.check();
    if (state().draft.id === draft.id && state().rev === rev && state().base === base) setState({ findings: problems });
  } catch (error) {
    // Without the network they come with the first change that is saved.
    if (!(error instanceof RequestFailed)) throw error;
  }
}
