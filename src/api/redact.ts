/** Anything that could let a reader of a log act in someone's name: secret keys, bearer credentials, JWTs. */
const CREDENTIALS = /\bimg_(live|sk)_[\w-]+|\beyJ[\w.-]+|(?<=bearer )\S+/gi;

/** The text without keys and tokens, safe for messages and logs. */
export const redact = (text: string): string => text.replace(CREDENTIALS, '[redacted]');
