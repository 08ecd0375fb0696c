import { ImgproError } from '../../api/index.ts';
import type { UploadPolicy } from '../../api/types.ts';
import { refusedByPolicy } from './errors.ts';
import { inspect } from '../check/inspect.ts';
import { effectiveRules, judgeFile } from '../check/rules.ts';
import type { Shipment } from './request-body.ts';

/**
 * Holds an upload against what the token allows, before a byte of it is sent: the gateway would only say the same.
 * @throws ImgproError `file_too_large`, `unsupported_type`, `token_scope`
 */
export async function permit({ data, isImport }: Shipment, policy: UploadPolicy | undefined): Promise<void> {
  if (!policy) return;
  if (policy.abilities && !policy.abilities.includes('create'))
    throw new ImgproError('The token does not allow uploads.', { code: 'token_scope' });
  if (isImport) {
    if (policy.import === false)
      throw new ImgproError('The token does not allow imports by address.', { code: 'token_scope' });
    return;
  }
  if (policy.types === undefined && policy.max_bytes === undefined) return;
  const refusal = judgeFile(await inspect(data), effectiveRules({}, policy, false));
  // A file that cannot be read just now is not judged: sending it shows whether it can be a moment later.
  if (refusal && refusal.code !== 'unreadable') throw refusedByPolicy(refusal.code);
}
