import type { RealLinks, RealLink } from './real-links.js';
export async function explore(
  links: RealLinks,
  name: string,
  link: RealLink,
  codes: readonly string[],
) {
  const found = await links.try(link);
  const { reality: r } = found;
  const ok = r.works === (found.codes.length === 0);
  const demand = found.demands.map(String);
  console.log(
    `${ok ? 'ok  ' : 'DIFF'} ${name}: starts ${r.serverStarts}/${r.clientStarts} works ${r.works} anybody ${r.anybody}; ${found.codes.join()} demand ${demand.join()} links ${found.links} (wanted ${codes.join()})${ok ? '' : `\n${found.all.join('\n')}\n${r.said.replace(/.*LOG[567].*\n/g, '').slice(0, 3000)}`}`,
  );
}
