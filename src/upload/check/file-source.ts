/** Way by which a file was added. `value` is an image that was stored before, named by the form's value. */
export type FileSource = 'file' | 'folder' | 'drop' | 'paste' | 'url' | 'camera' | 'api' | 'value';
