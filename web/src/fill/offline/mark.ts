/** The mark of the session that this browser has, as the server gave it: what is kept here is for this session alone. Empty when nobody is signed in. */

const MARK = /(?:^|;\s*)(?:__Host-khuon-mark|khuon_mark)=([0-9a-f]+)/;

export const sessionMark = (cookies = document.cookie): string => MARK.exec(cookies)?.[1] ?? "";
