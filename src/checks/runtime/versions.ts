// The versions of each runtime that the table speaks of, and rows that hold what each of them says.
import type { RuntimeName, RuntimeVerdict, VersionVerdict } from './presented-chain.js';

export type Version = readonly [major: number, minor: number];

/**
 * The newest first. Python's are the ones with the flags of 3.13, over OpenSSL 3.5 and 3.0; Node
 * brings OpenSSL 3.5 from 24 on; Beats are built with the Go that is written behind them.
 */
export const VERSIONS: Readonly<Record<RuntimeName, readonly [Version, ...(readonly Version[])]>> =
  {
    go: [
      [1, 27],
      [1, 26],
      [1, 25],
      [1, 24],
      [1, 23],
      [1, 22],
    ],
    beats: [[9, 5]],
    jdk: [
      [25, 0],
      [17, 0],
    ],
    openssl: [
      [3, 5],
      [3, 0],
    ],
    node: [
      [26, 0],
      [24, 0],
      [22, 0],
      [20, 0],
    ],
    python: [
      [3, 14],
      [3, 13],
    ],
  };

/** `1.27`, and `25` of those that count by one number. */
export function versionText(runtime: RuntimeName, [major, minor]: Version): string {
  return runtime === 'jdk' || runtime === 'node' ? `${major}` : `${major}.${minor}`;
}

export function newestVersion(runtime: RuntimeName): string {
  return versionText(runtime, VERSIONS[runtime][0]);
}

export function isBefore([major, minor]: Version, other: Version): boolean {
  return major < other[0] || (major === other[0] && minor < other[1]);
}

/** `verdicts` are those of all versions, the newest first. */
export function rowOf(
  runtime: RuntimeName,
  [newest, ...older]: readonly [VersionVerdict, ...VersionVerdict[]],
): RuntimeVerdict {
  const versions = older.filter(({ accepts }) => accepts !== newest.accepts);
  return { runtime, ...newest, ...(versions.length > 0 && { versions }) };
}

/** Rows of one runtime as one, in each version that any of them tells apart. */
export function joinedRow(
  rows: readonly [RuntimeVerdict, ...RuntimeVerdict[]],
  join: (verdicts: readonly VersionVerdict[]) => VersionVerdict,
): RuntimeVerdict {
  const [{ runtime, level }] = rows;
  const told = VERSIONS[runtime]
    .map((one) => versionText(runtime, one))
    .filter((version) => rows.some((row) => row.versions?.some((one) => one.version === version)));
  const at = (version: string) =>
    rows.map((row) => row.versions?.find((one) => one.version === version) ?? row);
  const newest = join(rows);
  const older = told.map((version) => ({ ...plain(join(at(version))), version }));
  const row = rowOf(runtime, [plain(newest), ...older]);
  return level === undefined ? row : { ...row, level };
}

const plain = ({ version, accepts, reason }: VersionVerdict): VersionVerdict => ({
  version,
  accepts,
  reason,
});
