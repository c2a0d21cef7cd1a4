const { List } = require('immutable')

/** The items of a shelf in the order that the merchandiser wants; items not named come last. */
exports.orderShelf = (items, wanted) => {
  const order = List(wanted)
  const rank = (item) => {
    const place = order.indexOf(item.sku)
    return place < 0 ? order.size : place
  }
  return List(items).sort((a, b) => rank(a) - rank(b)).toArray()
}
