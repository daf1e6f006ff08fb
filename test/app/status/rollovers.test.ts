// A CA that another one succeeds says in `status` how far that is, and what comes next.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { status } from '../../../src/app/status/status.js';
import { statusDocument } from '../../../src/cli/present/status/document.js';
import { laterPorts } from '../../support/renewing.js';
import { kitAt, rotate } from '../../support/rolling.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();

async function saidOf(kit: string) {
  const request = { paths: [kit], within: { days: 30 }, usualAuthority: '/absent' };
  const progress = () => undefined;
  const ports = laterPorts();
  const reporter = { ...ports.reporter, progress };
  const { items } = statusDocument(await status(request, { ...ports, reporter }));
  const told = items.filter(({ rollover }) => rollover);
  return told.map(({ path, rollover, next = [] }) => [path, rollover?.phase, next.join(' ')]);
}

it('says the phase beside the CA that is to go, wherever the kit stands by now', async () => {
  const first = await kitAt(join(base, 'kit'));
  expect(await saidOf(first)).toEqual([]);
  await rotate('trust', first);
  const kit = join(base, 'moved');
  renameSync(first, kit);
  const path = `${kit}/ca/ca.crt`;
  const command = (phase: string) => `tlsmith ca rotate ${kit} --ca ${kit}/ca --phase ${phase}`;
  expect(await saidOf(kit)).toEqual([[path, 'trust', command('issue')]]);
  await rotate('issue', kit);
  expect(await saidOf(kit)).toEqual([[path, 'issue', command('drop')]]);
  await rotate('drop', kit);
  expect(await saidOf(kit)).toEqual([[path, 'drop', '']]);
});
