const url = `http://localhost:${process.env.PORT || 8080}/notes/preview`
const post = (body) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((answer) => answer.text())
const ordinary = '# Fixes\n\n- the *basket* keeps its [order][1]\n- totals are rounded once\n\n[1]: https://example.org/order "Order"\n'.repeat(20)
const aligned = `[docs]:${' '.repeat(520)}https://example.org/docs${' '.repeat(520)}see the manual`
;(async () => {
  for (let i = 0; i < 200; i++) await post({ version: i, notes: ordinary })
  for (let i = 0; i < 9; i++) await post({ version: i, notes: aligned })
})()
