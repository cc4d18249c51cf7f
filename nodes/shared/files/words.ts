import { quoting } from '../failures/quote';

/** A name or a type is cut after so many characters. */
const MOST = 200;

const quote = quoting(undefined);

/** A text of a user, such as the name of a file, as an error message may hold it: on one line, of a limited length. */
export const shown = (text: unknown): string => quote(text, MOST);
