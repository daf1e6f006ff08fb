// The answer of `status` in Prometheus' text format, for the textfile collector of node_exporter:
// https://prometheus.io/docs/instrumenting/exposition_formats/. Times are seconds since 1970.
import type { StatusItem } from '../../../app/status/report.js';
import type { StatusDocument } from './document.js';

interface Metric {
  name: string;
  help: string;
  samples: readonly string[];
}

export function metricsText(document: StatusDocument): string {
  const { at, items, files, unread } = document;
  const ending = (type: StatusItem['type'], labels: (item: StatusItem) => Labels) =>
    samplesOf(
      items.filter((item) => item.type === type),
      labels,
    );
  const metrics: Metric[] = [
    {
      name: 'tlsmith_certificate_not_after_timestamp_seconds',
      help: 'When the certificate ends.',
      samples: ending('certificate', certificateLabels),
    },
    {
      name: 'tlsmith_crl_next_update_timestamp_seconds',
      help: 'When the CRL is to be replaced.',
      samples: ending('crl', crlLabels),
    },
    {
      name: 'tlsmith_status_files',
      help: 'How many files were looked at.',
      samples: [` ${files}`],
    },
    {
      name: 'tlsmith_status_unread_files',
      help: 'How many files that look like certificates could not be read.',
      samples: [` ${unread.length}`],
    },
    {
      name: 'tlsmith_status_last_run_timestamp_seconds',
      help: 'When the files were looked at.',
      samples: [` ${secondsOf(at)}`],
    },
  ];
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(metricText)
    .join('');
}

function metricText({ name, help, samples }: Metric): string {
  const lines = samples.map((sample) => `${name}${sample}\n`).join('');
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines}`;
}

type Labels = readonly (readonly [string, string])[];

function certificateLabels(item: StatusItem): Labels {
  const { path, alias, subject, issuer, serialNumber = '', ca } = item;
  const place = [['path', path], ...(alias === undefined ? [] : [['alias', alias]])] as const;
  const names = [
    ['subject', subject],
    ['issuer', issuer],
  ] as const;
  return [...place, ...names, ['serial', serialNumber], ['ca', String(ca)]] as Labels;
}

function crlLabels({ path, issuer }: StatusItem): Labels {
  return [
    ['path', path],
    ['issuer', issuer],
  ];
}

/** A collector refuses a file in which two have the same labels: the first to end counts. */
function samplesOf(items: readonly StatusItem[], labelsOf: (item: StatusItem) => Labels): string[] {
  const samples = new Map<string, string>();
  for (const item of items) {
    if (item.notAfter === null) continue;
    const labels = labelsOf(item).map(([name, value]) => `${name}="${escapedLabel(value)}"`);
    const series = `{${labels.join(',')}}`;
    if (!samples.has(series)) samples.set(series, `${series} ${secondsOf(item.notAfter)}`);
  }
  return [...samples.values()];
}

function escapedLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
