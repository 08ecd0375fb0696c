import { ImgproClient } from '../../../api/index.ts';
import { connectBy } from '../service/connect-by.ts';

export type { Connection } from '../service/connect-by.ts';
export type { ConnectionOptions } from '../ui/connection-settings.ts';

/** The connection of an element that asks the API for images from the beginning. */
export const connect = connectBy((options) => new ImgproClient(options));
