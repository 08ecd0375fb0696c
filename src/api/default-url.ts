/** The service itself. */
export const DEFAULT_API_URL = 'https://api.img.pro/v1';
