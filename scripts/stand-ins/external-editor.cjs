// The library of prompts brings one that opens an editor, with tables of every character set. No prompt of ours is one.
exports.editAsync = () => {
  throw new Error('no prompt of tlsmith opens an editor');
};
