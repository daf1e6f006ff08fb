// Which lines of a log are one event: a stack trace, a traceback or an indented list belongs to the
// line above it. Kept of an event is what the next line is judged by, however long it is.

/**
 * How a line stands to the event above it: it begins another; it goes on with it; it completes the
 * line above, and only both together say something; it says nothing of its own, as a frame of a
 * stack does; or it goes on if frames follow, and else begins another.
 */
export type Standing = 'begins' | 'goes-on' | 'completes' | 'frame' | 'blank' | 'may-go-on';

export interface Above {
  /** Of the first line, in columns. */
  indent: number;
  /** The last line, without what a collector put before it. */
  last: string;
  /** Whether an exception has been named, at the beginning of a line. */
  hasHead: boolean;
  /** Whether a traceback of Python goes on: by frames, or since a sentence announced another. */
  traceback: 'none' | 'frames' | 'ended' | 'announced';
}

export interface Stood {
  standing: Standing;
  above: Above;
}

/** Without `above` the line is the first. */
export function stand(line: string, above?: Above): Stood {
  const text = uncollected(line);
  const standing = above === undefined ? 'begins' : standingOf(text, above);
  const before = standing === 'begins' ? undefined : above;
  return {
    standing,
    above: {
      indent: before?.indent ?? indentOf(text),
      last: text,
      hasHead: before?.hasHead === true || HEAD.test(text),
      traceback: tracebackAfter(text, before),
    },
  };
}

function standingOf(text: string, above: Above): Standing {
  if (text.trim() === '') return 'blank';
  if (FRAME.test(text)) return 'frame';
  if (LINK.test(text) || (above.traceback === 'ended' && ANNOUNCED.test(text))) return 'goes-on';
  if (TRACEBACK.test(text)) {
    return above.last.trim() !== '' || above.traceback === 'announced' ? 'goes-on' : 'begins';
  }
  if (above.last.trim() === '') return 'begins';
  if (above.traceback === 'frames' || isAnnounced(text, above.last)) return 'goes-on';
  if (REFUSED_SETTING.test(above.last)) return 'completes';
  if (indentOf(text) > above.indent) return 'goes-on';
  return HEAD.test(text) && !above.hasHead ? 'may-go-on' : 'begins';
}

function tracebackAfter(text: string, above: Above | undefined): Above['traceback'] {
  if (TRACEBACK.test(text)) return 'frames';
  const before = above?.traceback ?? 'none';
  if (ANNOUNCED.test(text)) return 'announced';
  return before === 'frames' && text.trim() !== '' && indentOf(text) === 0 ? 'ended' : before;
}

/** What the line above ends with a colon for; a line that begins with its time stands for itself. */
function isAnnounced(text: string, last: string): boolean {
  return /:\s{0,9}$/.test(last.slice(-10)) && !/^[[{"]{0,3}\d/.test(text);
}

/** What docker compose, docker's and Kubernetes' own logs and journald put before a line. */
const COLLECTORS = [
  /^[\w.-]{1,64} {0,40}\| /,
  /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6,9}Z /,
  /^[A-Z][a-z]{2} [ \d]\d [\d:]{8} [\w.-]{1,64} [\w./@-]{1,64}(?:\[\d{1,10}\])?: /,
  /^\{"log":"/,
];

function uncollected(line: string): string {
  const text = COLLECTORS.reduce((rest, collector) => rest.replace(collector, ''), line);
  return text.startsWith('\\t') ? text.replace(/^(?:\\t){1,9}/, '\t') : text;
}

const indentOf = (text: string) => /^\s{0,99}/.exec(text)?.[0].length ?? 0;

/** Of Java and Node; in Elasticsearch's JSON of 7.x each stands in quotes. */
const FRAME = /^(?:\s{1,99}"?|")(?:at \S|\.{3} \d{1,6} (?:more|common frames))/;
const LINK = /^[\s"]{0,99}(?:(?:Caused by|Suppressed|Wrapped by): |stacktrace": ?\[)/;
const TRACEBACK = /^\s{0,99}Traceback \(most recent call last\)/;
const ANNOUNCED =
  /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** A class of Java or Python that is named with its package. */
const HEAD = /^(?:[a-z][\w$]{0,60}\.){1,12}[A-Z][\w$]{0,100}(?:Exception|Error|Throwable)\b/;
/** redis: the setting, and in the next line what is wrong with it. */
const REFUSED_SETTING = />>> '/;
