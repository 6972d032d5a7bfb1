/** Small line icons, drawn on a 16 × 16 grid in the colour of the text beside them. */

const PATHS = {
  undo: "M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6",
  redo: "M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H10",
  columnLeft: "M9.5 2.5h4v11h-4zM4.5 5.5v5M2 8h5",
  columnRight: "M2.5 2.5h4v11h-4zM11.5 5.5v5M9 8h5",
  rowAbove: "M2.5 9.5h11v4h-11zM8 2v5M5.5 4.5h5",
  rowBelow: "M2.5 2.5h11v4h-11zM8 9v5M5.5 11.5h5",
  child: "M2.5 2.5h11v4h-11zM5 6.5V12M5 12h4M11.5 9.5v5M9 12h5",
  group: "M2.5 2.5h11v3h-11zM2.5 8h4.5v5.5H2.5zM9 8h4.5v5.5H9z",
  ungroup: "M2.5 3.5h11M2.5 8h4.5v5.5H2.5zM9 8h4.5v5.5H9zM6 1.5l4 4M10 1.5l-4 4",
  left: "M9.5 3.5 5 8l4.5 4.5",
  right: "M6.5 3.5 11 8l-4.5 4.5",
  up: "M3.5 9.5 8 5l4.5 4.5",
  down: "M3.5 6.5 8 11l4.5-4.5",
  deeper: "M2.5 3h11M6.5 8h7M6.5 13h7M2.5 6.5 4.5 8l-2 1.5",
  shallower: "M2.5 3h11M6.5 8h7M6.5 13h7M4.5 6.5 2.5 8l2 1.5",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.5 6.5v4.5M9.5 6.5v4.5",
  number: "M3 3.5 4.5 2.5v5M3 7.5h3M9 3.5h5M9 8h5M9 12.5h5M3 10.5h2.5L3 13.5h3",
  play: "M4.5 2.5v11l9-5.5z",
  send: "M14 2 7 9M14 2 9.5 14 7 9 2 6.5z",
  panelLeft: "M2 2.5h12v11H2zM6 2.5v11",
  panelRight: "M2 2.5h12v11H2zM10 2.5v11",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.5 6.5 12 13 4.5",
  table: "M2 2.5h12v11H2zM2 6h12M2 9.8h12M6.5 6v7.5",
  list: "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  text: "M3 3.5h10M3 6.5h10M3 9.5h10M3 12.5h6",
  file: "M4 1.5h5l3.5 3.5v9.5H4zM9 1.5V5h3.5",
  page: "M3.5 1.5h9v13h-9zM5.5 4.5h5M5.5 7h5",
  regime: "M2 3.5h12v10H2zM2 6.5h12M5 2v3M11 2v3",
  keys: "M1.5 4h13v8h-13zM4 6.5h.01M6.5 6.5h.01M9 6.5h.01M11.5 6.5h.01M4.5 9.5h7",
  alert: "M8 2 14.5 13.5h-13zM8 6.5v3.5M8 12h.01",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  edit: "M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z",
  code: "M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4",
  history: "M2.5 8a5.5 5.5 0 1 0 1.8-4.1M2.5 2v3h3M8 4.8V8l2.3 1.6",
  back: "M13 8H3M7 4 3 8l4 4",
  copy: "M5.5 5.5h8v8h-8zM2.5 10.5v-8h8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ds-icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
