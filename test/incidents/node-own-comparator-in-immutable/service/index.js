const express = require('express')
const { orderShelf } = require('./lib/order-shelf')

const app = express()
app.use(express.json({ limit: '1mb' }))
app.get('/healthz', (_, answer) => answer.send('ok'))
app.post('/shelves/order', (request, answer) => answer.json(orderShelf(request.body.items, request.body.wanted)))
app.listen(process.env.PORT || 8080)
process.on('SIGTERM', () => process.exit(0))
