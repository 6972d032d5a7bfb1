/** Keys of cells: `r1:c9`, in open rows `r3#k1:c9`; `r3#:c9` is the pattern of all instances. */

/** `r3#k1:c9` → `r3#:c9`; other keys as they are. */
export function templateKey(key: string): string {
  const mark = key.indexOf("#");
  if (mark < 0) return key;
  const colon = key.lastIndexOf(":");
  return colon >= 0 && mark < colon ? key.slice(0, mark + 1) + key.slice(colon) : key;
}

/** `r3#:c9` → `r3#k1:c9`; other keys as they are. */
export function withInstance(key: string, inst: string): string {
  return inst ? key.replace("#:", () => `#${inst}:`) : key;
}

/** The instance in a key, empty when there is none. */
export function instanceOf(key: string): string {
  const mark = key.indexOf("#");
  return mark < 0 ? "" : key.slice(mark + 1, key.indexOf(":", mark));
}

/** What puts instances into a pattern `r3#:c9`; null for any other key. */
export function patternOf(key: string): ((inst: string) => string) | null {
  const mark = key.indexOf("#:");
  if (mark < 0) return null;
  const [head, tail] = [key.slice(0, mark + 1), key.slice(mark + 1)];
  return (inst) => (inst ? head + inst + tail : key);
}
