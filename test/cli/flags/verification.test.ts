// The host that a certificate is judged for: as it is dialled, which is more than what we certify.
import { expect, it } from 'vitest';
import { verificationFlags } from '../../../src/cli/flags/verification.js';

const parse = (text: string) => verificationFlags.host.parse(text, {} as never, {} as never);

it.each<[text: string, value: string]>([
  ['logs.lan', 'logs.lan'],
  ['LOGS.lan.', 'logs.lan'],
  ['my_host.lan', 'my_host.lan'],
  ['My_Host.lan.', 'my_host.lan'],
  ['10.0.0.5', '10.0.0.5'],
])('%s is %s', async (text, value) => {
  expect((await parse(text))?.value).toBe(value);
});

it.each(['.', 'a..', 'a..b', 'https://a_b', 'a_b:443', '*.lan', '*.a_b.lan'])(
  '%s is refused',
  (text) => expect(async () => parse(text)).rejects.toMatchObject({ code: 'name-invalid' }),
);
