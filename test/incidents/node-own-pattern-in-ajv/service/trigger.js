const url = `http://localhost:${process.env.PORT || 8080}/signups/check`
const post = (company) => fetch(url, { method: 'POST', body: JSON.stringify({ name: 'A. Buyer', mail: 'buyer@example.org', company }) }).then((answer) => answer.text())
;(async () => {
  for (let i = 0; i < 300; i++) await post(`North ${i} Trading Ltd`)
  for (let i = 0; i < 7; i++) await post('Wholesalersoffreshfruits S.A.')
})()
