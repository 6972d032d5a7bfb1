/**
 * What is being written in a field, which follows the value that is kept. Followed while drawing: an effect comes later, on a busy
 * machine much later, and would take away what was typed meanwhile.
 */
import { useState } from "react";

export function useFollowed(value: string): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [followed, follow] = useState(value);
  if (followed !== value) {
    follow(value);
    setText(value);
  }
  return [text, setText];
}
