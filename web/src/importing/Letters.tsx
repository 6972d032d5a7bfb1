/** Old letters that were converted, with what stood in the file, and parts of the file that are in no cell. */
import { t, type Word } from "../words/importing";
import type { Converted } from "./model";
import { goTo, useImporting } from "./store";
import { Long } from "./Lists";

export function Letters() {
  const book = useImporting((s) => s.data.book);
  if (book.converted_count + book.unread.length === 0) return <p className="ds-empty">{t("letters.none")}</p>;
  return (
    <>
      {book.unread.length > 0 ? (
        <>
          <h3 className="im-sub">{t("letters.unread")}</h3>
          <Long items={book.unread.map((item, index) => ({ ...item, index }))} line={(item) => <li key={item.index}><span className="im-line is-still">{item.place ? <span className="im-place">{item.place}</span> : null} {item.text}</span></li>} />
        </>
      ) : null}
      {book.converted_count > 0 ? (
        <>
          <h3 className="im-sub">{t("letters.converted", { n: book.converted_count })}</h3>
          {book.converted.length < book.converted_count ? <p className="ds-hint">{t("letters.shown", { n: book.converted.length })}</p> : null}
          <Long items={book.converted} line={(item) => <ConvertedLine key={item.place} item={item} />} />
        </>
      ) : null}
    </>
  );
}

function ConvertedLine({ item }: { item: Converted }) {
  return (
    <li>
      <span className="im-level">{t(`encoding.${item.encoding}` as Word)}</span>
      <button type="button" className="im-line" onClick={() => goTo(item.sheet, item.area)}>
        <span className="im-place">{item.place}</span> {item.text} <span className="im-why">{t("letters.before")}: <q>{item.original}</q>{item.font ? ` · ${item.font}` : ""}</span>
      </button>
    </li>
  );
}
