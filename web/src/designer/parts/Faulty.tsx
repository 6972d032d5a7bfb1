/** A text with the parts that are not understood underlined, and why. */
interface Fault {
  message: string;
  start?: number;
  end?: number;
}

export function Faulty({ text, problems }: { text: string; problems: Fault[] }) {
  const pieces: { text: string; bad: boolean }[] = [];
  let at = 0;
  for (const { start, end } of problems.filter((each) => each.start !== undefined).sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const from = Math.max(at, Math.min(start ?? 0, text.length - 1));
    const to = Math.max(from + 1, end ?? from + 1);
    pieces.push({ text: text.slice(at, from), bad: false }, { text: text.slice(from, to), bad: true });
    at = to;
  }
  pieces.push({ text: text.slice(at), bad: false });
  return (
    <div className="ds-faulty">
      <code>{pieces.map((piece, index) => (piece.bad ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}</code>
      {problems.map((problem) => <p key={problem.message} className="ds-problem">{problem.message}</p>)}
    </div>
  );
}
