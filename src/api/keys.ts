/** The pattern of a secret key, wherever it stands in a text: `img_live_…`, `img_sk_…`. */
const SECRET_KEY = /\bimg_(?:live|sk)_[\w-]+/;

/** Whether a text is, or holds, a secret img.pro key, which may never reach a browser. */
export const isSecretKey = (text: string): boolean => SECRET_KEY.test(text);
