// Kinds of keys.
import * as Flags from '@oclif/core/flags';
import { KEY_TYPES, type KeyType } from '../../ports.js';
import { choice } from './choice.js';

const keyType = Flags.custom<KeyType>(choice('the key type', KEY_TYPES, 'TYPE'));

export const keyTypeFlag = {
  'key-type': keyType({ description: `one of ${KEY_TYPES.join(', ')}` }),
};

export const caKeyTypeFlag = {
  'ca-key-type': keyType({
    description: 'key type of the new CA (default ec-p256, or the first that both ends verify)',
  }),
};
