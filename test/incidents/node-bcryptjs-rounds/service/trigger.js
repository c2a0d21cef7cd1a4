const base = `http://localhost:${process.env.PORT || 8080}/partners/acme`
const send = (method, path) => fetch(base + path, { method, headers: { 'content-type': 'application/json' }, body: '{"password":"correct horse"}' })
;(async () => {
  await send('PUT', '/password')
  for (let i = 0; i < 4; i++) await send('POST', '/session')
})()
