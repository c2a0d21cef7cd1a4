const Koa = require('koa')
const { koaBody } = require('koa-body')
const { renderNotes } = require('./lib/render-notes')

const app = new Koa()
app.use(koaBody({ jsonLimit: '1mb', textLimit: '1mb' }))
app.use((context) => {
  if (context.path === '/healthz') context.body = 'ok'
  else if (context.path === '/notes/preview') context.body = renderNotes(context.request.body)
})
app.listen(process.env.PORT || 8080)
process.on('SIGTERM', () => process.exit(0))
