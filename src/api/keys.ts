/** What a secret key looks like, wherever it stands in a text: `img_live_…`, `img_sk_…` (DESIGN §3). */
const SECRET_KEY = /\bimg_(?:live|sk)_[\w-]+/;

/** Anything that could let a reader of a log act in someone's name: secret keys, bearer credentials, JWTs. */
const CREDENTIALS = /\bimg_(live|sk)_[\w-]+|\beyJ[\w.-]+|(?<=bearer )\S+/gi;

/** Whether a text is, or holds, a secret img.pro key, which may never reach a browser (API §2). */
export function isSecretKey(text: string): boolean {
  return SECRET_KEY.test(text);
}

/** The text without keys and tokens, safe for messages and logs. */
export function redact(text: string): string {
  return text.replace(CREDENTIALS, '[redacted]');
}
