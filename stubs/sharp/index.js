// @xenova/transformers imports an image library that text models never call.
module.exports = () => {
  throw new Error('Specloom embeds text only; images are not supported.');
};
