/** A moment as officials write it: 14:05 27/11. The year stands only when it is another one. */

export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}${at.getFullYear() === now.getFullYear() ? "" : `/${at.getFullYear()}`}`;
  return `${two(at.getHours())}:${two(at.getMinutes())} ${day}`;
}
