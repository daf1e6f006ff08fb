// The framework's parse errors in our words and codes: its own texts repeat values, which may be
// secrets.
import { CLIError } from '@oclif/core/errors';
import { TlsmithError } from '../errors.js';
import { quote } from '../quote.js';

interface ParseError extends Error {
  parse?: { input?: { flags?: Record<string, unknown> } };
  flags?: unknown;
  args?: unknown;
}

/** Undefined for an error that is not the framework's. */
export function translateParseFailure(error: unknown): TlsmithError | undefined {
  if (!(error instanceof CLIError)) return undefined;
  const failure = error as ParseError;
  switch (failure.constructor.name) {
    case 'NonExistentFlagsError':
      return unknownFlag(failure);
    case 'UnexpectedArgsError':
      return new TlsmithError(
        'argument-unexpected',
        'there are more arguments than this command takes',
      );
    case 'RequiredArgsError':
    case 'InvalidArgsSpecError':
      return missingArgument(failure);
    default:
      return translateByText(failure);
  }
}

/** The flag's name is shown, never what follows an equals sign. */
function unknownFlag(failure: ParseError): TlsmithError {
  const [flag] = Array.isArray(failure.flags) ? (failure.flags as unknown[]) : [];
  const name = typeof flag === 'string' ? flag.split('=')[0] : undefined;
  return new TlsmithError(
    'flag-unknown',
    name ? `this command has no flag ${quote(name)}` : 'this command does not have that flag',
  );
}

function missingArgument(failure: ParseError): TlsmithError {
  const names = Array.isArray(failure.args)
    ? failure.args.map((arg: { name?: string }) => String(arg.name).toUpperCase())
    : [];
  return new TlsmithError(
    'argument-missing',
    `${names.join(' and ') || 'an argument'} is missing`,
    {
      arguments: names,
    },
  );
}

/** Only the name of a flag that the command declares is taken from the text. */
function translateByText(failure: ParseError): TlsmithError | undefined {
  const name = /^Flag --([a-z-]+) expects/.exec(failure.message)?.[1];
  if (name !== undefined) {
    return new TlsmithError('flag-value-missing', `--${name} needs a value`, { flag: `--${name}` });
  }
  const required = /Missing required flag ([a-z-]+)/.exec(failure.message)?.[1];
  if (required !== undefined) {
    return new TlsmithError('input-needed', `--${required} is missing`, { flag: `--${required}` });
  }
  const once = /Flag --([a-z-]+) can only be specified once/.exec(failure.message)?.[1];
  if (once !== undefined) {
    return new TlsmithError('flags-conflict', `--${once} can be given only once`, {
      flag: `--${once}`,
    });
  }
  return failure.parse
    ? new TlsmithError('flag-value-invalid', 'the call cannot be understood')
    : undefined;
}
