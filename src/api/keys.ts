/** What a secret key looks like, wherever it stands in a text: `img_live_…`, `img_sk_…` (DESIGN §3). */
const SECRET_KEY = /\bimg_(?:live|sk)_[\w-]+/;

/** Anything that could let a reader of a log act in someone's name: secret keys, bearer credentials, JWTs. */
const CREDENTIALS = /\bimg_(live|sk)_[\w-]+|\beyJ[\w.-]+|(?<=bearer )\S+/gi;

/** Whether a text is, or holds, a secret img.pro key, which may never reach a browser (API §2). */
export const isSecretKey = (text: string): boolean => SECRET_KEY.test(text);

/** The text without keys and tokens, safe for messages and logs. */
export const redact = (text: string): string => text.replace(CREDENTIALS, '[redacted]');
