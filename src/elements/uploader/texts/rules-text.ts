import { formatLabels, type UploadRules } from '../../../upload/check/rules.ts';
import type { Texts } from '../view-model.ts';

/** The hint on which files may be uploaded, in one line under the button. */
export function hintText(rules: UploadRules, multiple: boolean, { t, bytes, lang }: Texts): string {
  const types = kindsText(rules, { t, lang });
  const parts = [
    rules.maxFileSize === undefined ? types : t('hintTypesSize', { types, size: bytes(rules.maxFileSize) }),
  ];
  if (multiple && rules.maxFiles !== undefined) parts.push(t('hintCount', { count: rules.maxFiles }));
  return parts.join(' · ');
}

function listOf(items: string[], lang: string): string {
  return new Intl.ListFormat(lang, { type: 'disjunction', style: 'short' }).format(items);
}

/** The kinds of files that rules let through, in words. */
export function kindsText(rules: UploadRules, { t, lang }: Pick<Texts, 't' | 'lang'>): string {
  const labels = formatLabels(rules);
  return labels ? listOf(labels, lang) : t('typeList');
}
