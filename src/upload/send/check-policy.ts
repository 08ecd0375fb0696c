import { ImgproError } from '../../api/index.ts';
import type { UploadPolicy } from '../../api/types.ts';
import { refusedByPolicy } from './errors.ts';
import { factsAbout } from '../check/inspect.ts';
import { judgeFile } from '../check/judge-file.ts';
import { effectiveRules } from '../check/effective-rules.ts';
import type { Upload } from './request-body.ts';

/**
 * Checks an upload by the policy of its token before a byte of it is sent: the gateway would only refuse it as well.
 * @throws ImgproError `file_too_large`, `unsupported_type`, `token_scope`
 */
export async function checkPolicy({ content }: Upload, policy: UploadPolicy | undefined): Promise<void> {
  if (!policy) return;
  if (policy.abilities && !policy.abilities.includes('create'))
    throw new ImgproError('The token does not allow uploads.', { code: 'token_scope' });
  if (typeof content === 'string') {
    if (policy.import === false)
      throw new ImgproError('The token does not allow imports by address.', { code: 'token_scope' });
    return;
  }
  if (policy.types === undefined && policy.max_bytes === undefined) return;
  const refusal = judgeFile(await factsAbout(content), effectiveRules({}, policy, false));
  // A file that cannot be read just now is not judged: sending it shows whether it can be a moment later.
  if (refusal && refusal.code !== 'unreadable') throw refusedByPolicy(refusal.code);
}
