const Color = require('color')

const lighter = (text) => {
  try {
    return Color(text).lighten(0.2).hex()
  } catch {
    return null
  }
}

/** A lighter shade of each colour of a brand; null where the text is no colour. */
exports.shadesOf = (colours) => colours.map(lighter)
