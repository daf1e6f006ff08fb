// Pages of reports in a real browser, judged by axe: readable narrow and wide, light and dark, on
// paper, without scripts, and without a request to anybody.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presentStatusPage } from '../../src/cli/present/report/status-page.js';
import { FIXTURE_PASSWORD } from '../support/fixture-keys.js';
import { inspectFixture } from '../support/inspect-fixture.js';
import { describePeer } from '../support/peer.js';
import { runHere } from '../support/run-here.js';
import { EMPTY, HOSTILE, KIT, manyHosts, SINGLE } from '../support/status-reports.js';
import { CHROMIUM } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const fileOf = (name: string) => `${folder}/${name.replaceAll(' ', '-')}.html`;
const REPORTS = {
  'nothing found': EMPTY,
  'one certificate': SINGLE,
  'a kit': KIT,
  'three hundred': manyHosts(300),
  'hostile names': HOSTILE,
};
const INSPECTED = {
  'one inspected': ['server.crt'],
  'many inspected': [
    'bundle.p7b',
    'odd.crt',
    'keystore.p12',
    'request.csr',
    'public.pem',
    'absent',
  ],
};
const NAMES = [...Object.keys(REPORTS), ...Object.keys(INSPECTED)];
const VIEWS = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

let browser: Browser;

/** What the page said and asked for while `look` had it. */
async function withPage<Result>(
  name: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => noise.push(request.url()));
  const address = pathToFileURL(fileOf(name)).href;
  await page.goto(address);
  const result = await look(page);
  expect(noise).toEqual([address]);
  await context.close();
  return result;
}

describePeer('Chromium', { chromium: CHROMIUM }, () => {
  beforeAll(async () => {
    for (const [name, report] of Object.entries(REPORTS)) {
      writeFileSync(fileOf(name), presentStatusPage(report));
    }
    writeFileSync(`${folder}/password`, FIXTURE_PASSWORD);
    for (const [name, files] of Object.entries(INSPECTED)) {
      const args = ['inspect', '--as', 'html', '--in-password-file', `${folder}/password`];
      const { stdout } = await runHere([...args, ...files.map(inspectFixture)]);
      writeFileSync(fileOf(name), stdout);
    }
    // Its sandbox does not run as root; nothing but our own pages is opened.
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  describe.each(NAMES)('%s', (name) => {
    it.each(VIEWS)('fits and pleases axe: $width pixels, $scheme', async ({ width, scheme }) => {
      const options = { viewport: { width, height: 900 }, colorScheme: scheme };
      await withPage(name, options, async (page) => {
        const [content, window] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(content).toBeLessThanOrEqual(window);
        expect(await page.evaluate<string[]>(CLIPPED)).toEqual([]);
        await page.evaluate(axe.source);
        const { violations, incomplete } = await page.evaluate<axe.AxeResults>(
          "axe.run({ resultTypes: ['violations', 'incomplete'] })",
        );
        expect([...violations, ...incomplete].map(faultOf)).toEqual([]);
      });
    });

    it('says the same without scripts', async () => {
      const [withScripts, without] = await Promise.all(
        [true, false].map((javaScriptEnabled) =>
          withPage(name, { javaScriptEnabled }, (page) => page.locator('body').innerText()),
        ),
      );
      expect(without).toBe(withScripts);
      expect(without?.length).toBeGreaterThan(80);
    });

    it('goes on paper, light whatever the screen is', async () => {
      await withPage(name, { colorScheme: 'dark' }, async (page) => {
        const pdf = await page.pdf({ format: 'A4' });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        await page.emulateMedia({ media: 'print' });
        const ink = await page.evaluate<string>('getComputedStyle(document.body).color');
        expect(ink).toBe('rgb(28, 36, 48)');
      });
    });
  });

  it('has a first stop for the keyboard that is seen, and leads to the list', async () => {
    await withPage('a kit', { viewport: { width: 320, height: 600 } }, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.className')).toBe('skip');
      expect((await page.locator('a.skip').boundingBox())?.x).toBe(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(600);
    });
  });

  it('gives a command to copy by one click', async () => {
    await withPage('a kit', {}, async (page) => {
      await page.locator('.steps code').first().click();
      const selected = await page.evaluate<string>('getSelection().toString()');
      expect(selected.trim()).toBe('tlsmith cert renew filebeat --ca issuing');
    });
  });
});

/** Elements of which the window or their own box cuts something off, but for those that only readers of screens hear. */
const CLIPPED = `[...document.querySelectorAll('body *:not(.sr, .skip, thead, thead *)')]
  .filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return right > document.documentElement.clientWidth + 1 || left < -1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden';
  })
  .map((one) => one.outerHTML.slice(0, 120))`;

function faultOf({ id, nodes }: axe.Result): string {
  return `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join('; ')}`;
}
