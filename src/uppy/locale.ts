/** Texts the plugin shows in Uppy's informer and status bar, in Uppy's own form: `locale: { strings: { … } }`. */
export const locale = {
  strings: {
    imgproPreparing: 'Preparing the image…',
    imgproProcessing: 'The image is being processed…',
    imgproOffline: 'You are offline. Uploads go on by themselves.',
    imgproUnsaved: '%{file} is stored, but a later change of %{fields} could not be saved',
  },
  pluralize: (n: number): 0 | 1 => (n === 1 ? 0 : 1),
};
