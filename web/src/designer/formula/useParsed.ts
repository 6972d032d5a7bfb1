/** Ask the server what a text means, a moment after the last key; the answer for an older text is dropped. */
import { useEffect, useState } from "react";
import { RequestFailed } from "../../http";
import { draftApi, type Parsed, type ParseQuestion } from "../state/api";
import { useDesigner } from "../state/store";

const PAUSE = 220;

export function useParsed(question: ParseQuestion | null): Parsed | null {
  const draft = useDesigner((s) => s.draft.id);
  const [answer, setAnswer] = useState<{ place: string; parsed: Parsed } | null>(null);
  const key = question ? JSON.stringify(question) : "";
  const place = question ? JSON.stringify({ ...question, text: "" }) : "";
  useEffect(() => {
    if (key === "") return undefined;
    const stop = new AbortController();
    const timer = window.setTimeout(() => {
      const asked = JSON.parse(key) as ParseQuestion;
      draftApi(draft)
        .parse(asked, stop.signal)
        .then((parsed) => setAnswer({ place, parsed: { ...parsed, of: asked.text } }))
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          if (!(error instanceof RequestFailed)) throw error;
          // Without an answer there is nothing to say about the text; saving it will be judged anyway.
          setAnswer(null);
        });
    }, PAUSE);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [key, place, draft]);
  // What was said of the text a moment ago stays until the new answer is there, so that the line does not flicker.
  return answer && question && answer.place === place ? answer.parsed : null;
}
