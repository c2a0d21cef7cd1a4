const express = require('express')
const pino = require('pino')
const { mayEnter, setPassword } = require('./lib/passwords')

const log = pino()
const app = express()
app.use(express.json())
app.get('/healthz', (_, answer) => answer.send('ok'))
app.put('/partners/:name/password', async (request, answer) => {
  await setPassword(request.params.name, request.body.password)
  answer.sendStatus(204)
})
app.post('/partners/:name/session', async (request, answer) => {
  const allowed = await mayEnter(request.params.name, request.body.password)
  log.info({ partner: request.params.name, allowed }, 'session')
  answer.sendStatus(allowed ? 201 : 403)
})
app.listen(process.env.PORT || 8080)
process.on('SIGTERM', () => process.exit(0))
