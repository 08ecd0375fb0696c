import { html, nothing, type TemplateResult } from 'lit/html.js';

export interface PickerOptions {
  accept: string;
  multiple: boolean;
  /** With a second input, that takes folders. */
  folders: boolean;
  /** With an input that opens the camera of a phone. */
  camera: boolean;
  onChosen(files: File[], source: 'file' | 'folder' | 'camera'): void;
  onCancel(): void;
}

/** The native inputs behind the buttons: they alone may open a chooser. */
export function pickers({
  accept,
  multiple,
  folders,
  camera,
  onChosen,
  onCancel,
}: PickerOptions): TemplateResult {
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // choosing the same file again is a change, too
    if (input.webkitdirectory) onChosen(files, 'folder');
    else onChosen(files, input.hasAttribute('capture') ? 'camera' : 'file');
  };
  return html`<input
      class="files"
      type="file"
      hidden
      accept=${accept}
      ?multiple=${multiple}
      @change=${take}
      @cancel=${onCancel}
    />
    ${
      folders
        ? html`<input class="folders" type="file" hidden webkitdirectory multiple @change=${take} />`
        : nothing
    }
    ${
      camera
        ? html`<input
            class="camera"
            type="file"
            hidden
            accept="image/*"
            capture="environment"
            @change=${take}
          />`
        : nothing
    }`;
}
