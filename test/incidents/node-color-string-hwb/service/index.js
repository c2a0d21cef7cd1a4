const fastify = require('fastify')({ bodyLimit: 1 << 20 })
const { shadesOf } = require('./lib/shades')

fastify.get('/healthz', async () => 'ok')
fastify.post('/brands/shades', async (request) => shadesOf(request.body.colours))
fastify.listen({ port: Number(process.env.PORT || 8080) })
process.on('SIGTERM', () => process.exit(0))
