/** How a file came in. `value` is an image that was there before, named by the form's value. */
export type FileSource = 'file' | 'folder' | 'drop' | 'paste' | 'url' | 'camera' | 'api' | 'value';
