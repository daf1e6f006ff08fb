// Kinds of keys.
import { Flags } from '@oclif/core';
import { TlsmithError } from '../../errors.js';
import { KEY_TYPES, type KeyType } from '../../ports.js';

const keyType = Flags.custom<KeyType>({
  parse: async (text) => parseKeyType(text),
  helpValue: 'TYPE',
});

function parseKeyType(text: string): KeyType {
  const found = KEY_TYPES.find((type) => type === text);
  if (found) return found;
  throw new TlsmithError(
    'flag-value-invalid',
    `there is no such key type; there are ${KEY_TYPES.join(', ')}`,
    {
      possible: KEY_TYPES,
    },
  );
}

export const keyTypeFlag = {
  'key-type': keyType({ description: `one of ${KEY_TYPES.join(', ')}` }),
};

export const caKeyTypeFlag = {
  'ca-key-type': keyType({ description: 'key type of the new CA (default ec-p256)' }),
};
