import { formatBytes } from '../../../locales/bytes.ts';
import type { UploaderTable } from '../../../locales/tables.ts';
import type { UploadRules } from '../../../upload/check/rules.ts';
import type { Localisation } from '../../shared/ui/localisation.ts';
import type { Texts } from '../view-model.ts';
import { kindsText } from './rules-text.ts';

/**
 * The texts of an uploader, in the language of the page.
 * @param sent The formats that may be sent; undefined: all.
 */
export function textsOf(text: Localisation<UploaderTable>, sent: () => UploadRules['sent']): Texts {
  return {
    t: text.t.bind(text),
    bytes: (bytes) => formatBytes(bytes, text.lang),
    learn: text.learn.bind(text),
    get lang() {
      return text.lang;
    },
    get foreign() {
      return text.foreign;
    },
    get kinds() {
      return kindsText({ formats: sent() }, this);
    },
  };
}
