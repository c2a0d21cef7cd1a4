const url = `http://localhost:${process.env.PORT || 8080}/shelves/order`
const post = (count) => {
  const wanted = Array.from({ length: count }, (_, i) => `sku-${(i * 7919) % 100003}`)
  const items = wanted.map((sku, i) => ({ sku, stock: i })).sort((a, b) => (a.sku < b.sku ? -1 : 1))
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ wanted, items }) }).then((answer) => answer.text())
}
;(async () => {
  for (let i = 0; i < 100; i++) await post(20)
  for (let i = 0; i < 4; i++) await post(1500)
})()
