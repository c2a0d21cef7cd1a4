/** A Probot with one handler that does nothing, to compare with: node scripts/soak/bare-probot.ts PORT SECRET */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { createNodeMiddleware, Probot } from 'probot'

const [, , port = '0', secret = ''] = process.argv
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const probot = new Probot({
  appId: 1,
  privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  secret,
  logLevel: 'warn',
})
await probot.ready()
const handle = await createNodeMiddleware((app) => app.on('issues.labeled', () => {}), {
  probot,
  webhooksPath: '/api/github/webhooks',
})
createServer(handle).listen(Number(port), '127.0.0.1')
