/** The nudge on anonymous creates, in the X-Img-Action header (demo/mock/README.md, Limits). */
export function signupAction(base: string): string {
  return JSON.stringify({
    type: 'signup',
    url: `${base}/auth/register?from_cta=api`,
    label: 'Create Account',
  });
}
