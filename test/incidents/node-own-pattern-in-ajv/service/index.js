const polka = require('polka')
const { faultsOf } = require('./lib/faults-of')

async function read(request) {
  let text = ''
  for await (const part of request) text += part
  return JSON.parse(text)
}

polka()
  .get('/healthz', (_, answer) => answer.end('ok'))
  .post('/signups/check', async (request, answer) => answer.end(JSON.stringify(faultsOf(await read(request)))))
  .listen(process.env.PORT || 8080)
process.on('SIGTERM', () => process.exit(0))
